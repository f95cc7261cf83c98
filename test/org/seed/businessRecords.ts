import type { Row } from '../org';
import { randomFrom } from './random';
import type { Seeding } from './seedOrg';

/** Enough to count owned records; a million users do not need ten million records. */
const MAX_OWNERS = 2_000;
const DAY_MS = 86_400_000;

const STAGES = ['Prospecting', 'Negotiation/Review', 'Closed Won', 'Closed Lost'];

/** What office workers sold, served and met while they were here; some of it is still open. */
export function addBusinessRecords({ org, staff }: Seeding): void {
	// Uses its own random stream, so that the company is the same whatever users own in it.
	const chance = randomFrom((org.options.seed ?? 1) + 7_919);
	const owners: Row[] = [];
	for (const user of org.table('User').values()) {
		if (owners.length >= MAX_OWNERS) break;
		if (user.UserType === 'Standard' && user.LastLoginDate !== null && chance() < 0.4)
			owners.push(user);
	}
	let number = 1_001;
	for (const owner of owners) {
		const seen = (Date.parse(staff.ago(0)) - Date.parse(String(owner.LastLoginDate))) / DAY_MS;
		const stamps = () => {
			const CreatedDate = staff.ago(seen + chance() * 90);
			const LastModifiedDate = staff.ago(seen + chance() * 0.5);
			const by = { CreatedById: owner.Id, LastModifiedById: owner.Id };
			const isLater = LastModifiedDate > CreatedDate;
			return {
				OwnerId: owner.Id,
				...by,
				CreatedDate,
				LastModifiedDate: isLater ? LastModifiedDate : CreatedDate,
			};
		};
		let open = 0;
		const account = org.insert('Account', { Name: `Customer ${number}`, ...stamps() });
		for (let deals = Math.floor(chance() * 4); deals > 0; deals--) {
			const StageName = STAGES[Math.floor(chance() * STAGES.length)];
			const IsClosed = StageName.startsWith('Closed');
			if (!IsClosed) open++;
			org.insert('Opportunity', {
				Name: `${String(account.Name)} deal`,
				StageName,
				IsClosed,
				...stamps(),
			});
		}
		for (let cases = Math.floor(chance() * 3); cases > 0; cases--) {
			const IsClosed = chance() < 0.7;
			if (!IsClosed) open++;
			const CaseNumber = String(number++).padStart(8, '0');
			org.insert('Case', { CaseNumber, Subject: 'It does not work', IsClosed, ...stamps() });
		}
		if (chance() < 0.5) {
			const IsConverted = chance() < 0.5;
			if (!IsConverted) open++;
			org.insert('Lead', { Name: 'Pat Prospect', LastName: 'Prospect', IsConverted, ...stamps() });
		}
		number++;
		const known = (org.groundTruth.ownsRecords ??= []);
		if (open > 0 && !known.includes(owner.Id)) known.push(owner.Id);
	}
}
