import type { Org, Row } from '../org';
import { addOtherAdministrators } from './administrators';
import { addAssignments } from './assignments';
import { seedBlockers } from './blockers';
import { addBusinessRecords } from './businessRecords';
import type { Catalog } from './catalog';
import { seedCatalog } from './catalog';
import { fillCustomFields } from './customFields';
import { addEvidence } from './evidence';
import { seedMetrics } from './metrics';
import { assignProfileSets } from './permissionSets';
import { randomFrom } from './random';
import { addSeats } from './seats';
import { Staff } from './staff';
import { addTemporaryAssignments } from './temporaryAssignments';

/** How a person uses the seat; the shares make a realistic company. */
const HABITS = [
	{ name: 'busy', upTo: 0.6 },
	{ name: 'idle', upTo: 0.8 },
	{ name: 'gone', upTo: 0.9 },
	{ name: 'never', upTo: 0.95 },
	{ name: 'new', upTo: 0.97 },
	{ name: 'frozen', upTo: 1 },
] as const;
export type Habit = (typeof HABITS)[number]['name'];

const PROFILES = [
	{ name: 'standard', upTo: 0.55 },
	{ name: 'platform', upTo: 0.78 },
	{ name: 'chatter', upTo: 0.88 },
	{ name: 'community', upTo: 0.95 },
	{ name: 'partner', upTo: 1 },
] as const;

/** What the parts of the seed share. */
export interface Seeding {
	org: Org;
	staff: Staff;
	catalog: Catalog;
	chance: () => number;
	/** Records where waste, or a trap, was put. */
	truth(place: string, user: Row): void;
}

function drawn<T extends { upTo: number }>(list: readonly T[], chance: () => number): T {
	const draw = chance();
	return list.find(({ upTo }) => draw < upTo) ?? list[0];
}

/** A realistic company by seed and size, with waste in known places. */
export function seedOrg(org: Org): void {
	const size = org.options.users ?? 300;
	const chance = randomFrom(org.options.seed ?? 1);
	const staff = new Staff(org, chance);
	org.insert('Organization', {
		Id: org.id,
		Name: 'Acme Corporation',
		OrganizationType: 'Enterprise Edition',
		IsSandbox: false,
		InstanceName: 'EU42',
		NamespacePrefix: null,
		TrialExpirationDate: null,
		LanguageLocaleKey: org.options.language ?? 'en_US',
		DefaultLocaleSidKey: 'en_US',
		TimeZoneSidKey: 'Europe/Berlin',
		FiscalYearStartMonth: 1,
		CreatedDate: staff.ago(1_500),
	});
	const catalog = seedCatalog(org, size, staff.ago(1_500));
	staff.addRoles();
	const { runAs, administrators } = staff.addFixed(catalog);
	org.runAsUserId = runAs.Id;
	const managers = administrators.map(({ Id }) => Id);

	const truth = (place: string, user: Row) => (org.groundTruth[place] ??= []).push(user.Id);
	const seeding: Seeding = { org, staff, catalog, chance, truth };
	while (org.table('User').size < size) {
		const user = addPerson(seeding, managers);
		if (managers.length < size / 20 && user.IsActive === true) managers.push(user.Id);
	}
	if (org.options.assignments !== undefined) addAssignments(seeding, org.options.assignments);
	seedBlockers(seeding, administrators);
	seedMetrics(seeding);
	addBusinessRecords(seeding);
	// Each of these adds to a company that is otherwise the same.
	if (org.options.otherAdministrators === true) addOtherAdministrators(seeding);
	if (org.options.temporaryAssignments === true) addTemporaryAssignments(seeding);
	if (org.options.customFields === true) fillCustomFields(seeding);
	assignProfileSets(org);
}

function addPerson(seeding: Seeding, managers: readonly string[]): Row {
	const { staff, catalog, chance, truth } = seeding;
	const habit: Habit = drawn(HABITS, chance).name;
	const profile = catalog.profiles[drawn(PROFILES, chance).name];
	const lastLogin: Record<Habit, () => string | null> = {
		busy: () => staff.ago(chance() * 40),
		idle: () => staff.ago(75 + chance() * 300),
		gone: () => staff.ago(75 + chance() * 300),
		never: () => null,
		new: () => null,
		frozen: () => staff.ago(75 + chance() * 200),
	};
	const values = {
		ManagerId: staff.pick(managers),
		IsActive: habit !== 'gone',
		LastLoginDate: lastLogin[habit](),
		CreatedDate: habit === 'new' ? staff.ago(chance() * 10) : staff.ago(500 + chance() * 900),
	};
	const user = staff.add(profile, values, habit === 'frozen');
	if (habit === 'idle') truth('idleUsers', user);
	if (habit === 'never') truth('neverLoggedIn', user);
	if (habit === 'new') truth('newAccounts', user);
	if (habit === 'frozen') truth('frozenButLicensed', user);
	addSeats(seeding, user, habit);
	addEvidence(seeding, user);
	return user;
}
