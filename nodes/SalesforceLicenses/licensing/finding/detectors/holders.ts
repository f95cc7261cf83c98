import { daysSince } from '../../model/activity';
import type { Detector } from './detector';
import { found, notPicked, tooYoung } from './detector';
import { evidence } from '../evidence';
import { LICENSE_KINDS } from '../../model/licenses';
import { plural } from '../../model/plural';

/** Seats whose users should no longer have them. */

/** A deactivation frees the user license only; the rest is still paid for (help article 000386472). */
export const inactiveHolder: Detector = {
	label: 'Deactivated User Still Holding a License',
	description: 'Inactive users who still hold permission set, package or feature licenses',
	actions: ['removeLicense', 'wholeSeat'],
	licenseKinds: LICENSE_KINDS.filter((kind) => kind !== 'userLicense'),
	users: 'inactive',
	restsOnActivity: false,
	onlyWhile: 'inactive',
	looksBack: 'never',
	settings: [],
	reads: [],
	signals: [],
	inputs: [],
	detect: ({ row }) => found(`The user is inactive and still holds ${row.licenseName}`),
};

/** Freezing blocks the login and keeps the seat, so a long freeze pays for an unused seat. */
export const frozenTooLong: Detector = {
	label: 'Frozen Too Long',
	description: 'Users frozen for at least Inactive Days who still hold their licenses',
	actions: ['deactivate', 'wholeSeat', 'removeLicense'],
	licenseKinds: LICENSE_KINDS,
	users: 'active',
	restsOnActivity: true,
	onlyWhile: 'frozen',
	looksBack: 'never',
	settings: ['inactiveDays'],
	reads: ['frozenSince'],
	signals: [],
	inputs: [],
	detect({ row, more }, rule, { now }) {
		if (row.isFrozen === false) return notPicked('clean');
		const days = daysSince(more.frozenSince ?? null, now);
		if (row.isFrozen === null || days === null) return notPicked('unknown');
		if (days < rule.inactiveDays) return notPicked('clean');
		return found(
			`Frozen for at least ${plural(days, 'day')} and still licensed (threshold ${rule.inactiveDays})`,
			[evidence('frozenSince', more.frozenSince ?? null, 'UserLogin.LastModifiedDate')],
		);
	},
};

/** The company's own users; partners, customers and guests are not in a directory of employees. */
const INTERNAL: ReadonlySet<string> = new Set(['Standard', 'CsnOnly']);

export const leaver: Detector = {
	label: 'Leaver',
	description: 'Users who are not in your Directory',
	actions: ['deactivate', 'freeze', 'wholeSeat', 'removeLicense'],
	licenseKinds: LICENSE_KINDS,
	users: 'any',
	restsOnActivity: false,
	onlyWhile: null,
	looksBack: 'never',
	settings: ['minimumAccountAgeDays'],
	reads: [],
	signals: [],
	inputs: ['directory'],
	detect(facts, rule, { now }) {
		const { userType, personMatch } = facts.row;
		if (!INTERNAL.has(userType ?? '')) return notPicked('clean');
		if (personMatch === null || personMatch === 'ambiguous') return notPicked('unknown');
		if (personMatch !== 'none') return notPicked('clean');
		// A new employee may be added to the directory tomorrow.
		if (tooYoung(facts, rule, now)) return notPicked('newAccount');
		return found('The user is not in the directory', [
			evidence('personMatch', personMatch, 'The directory given to the node'),
		]);
	},
};
