import type { Org, Row } from '../org';
import type { Catalog } from './catalog';

const FIRST = [
	'Ada',
	'Grace',
	'Alan',
	'Zoë',
	"D'Arcy",
	'Jürgen',
	'Mei',
	'Olu',
	'Björk',
	'José',
	'明',
];
const LAST = [
	'Lovelace',
	'Hopper',
	'O’Neil',
	'Nguyễn',
	'Smith, Jr.',
	'Müller',
	'García',
	'Okafor',
	'Ito',
	'"Quote" Smith',
	'back\\slash',
];
const DEPARTMENTS = ['Sales', 'Service', 'Finance', 'IT', 'Legal'];
const COUNTRIES = ['DE', 'US', 'JP', 'BR'];
/** Names that are difficult for spreadsheets. */
const TITLES = ['Manager', 'Sales, EMEA', 'Head of\nService', 'Analyst "A"', '営業', null, null];
const MACHINES = ['AutomatedProcess', 'CloudIntegrationUser'];
const NOTICED_AFTER_DAYS = 20;
const DAY_MS = 86_400_000;

/** Creates users: the fields that all of them have, and their login record. */
export class Staff {
	/** The company's roles; all office workers have one. */
	private roles: readonly Row[] = [];
	/** Texts that many users share are stored once. */
	private readonly names = new Map<string, string>();
	private readonly now: number;

	constructor(
		private readonly org: Org,
		private readonly chance: () => number,
	) {
		this.now = org.clock().getTime();
	}

	addRoles(): void {
		const top = this.org.insert('UserRole', {
			Name: 'CEO',
			DeveloperName: 'CEO',
			ParentRoleId: null,
		});
		this.roles = DEPARTMENTS.map((name) =>
			this.org.insert('UserRole', { Name: name, DeveloperName: name, ParentRoleId: top.Id }),
		);
	}

	ago(days: number): string {
		return new Date(this.now - Math.round(days * DAY_MS)).toISOString();
	}

	day(daysAgo: number): string {
		return this.ago(daysAgo).slice(0, 10);
	}

	pick<T>(list: readonly T[]): T {
		return list[Math.floor(this.chance() * list.length)];
	}

	add(profile: Row, values: Record<string, unknown>, frozen = false): Row {
		const number = this.org.table('User').size + 1;
		const [first, last] = [this.pick(FIRST), this.pick(LAST)];
		const username = `user${number}@acme.example`;
		const user = this.org.insert('User', {
			Username: username,
			Email: username,
			Name: this.fullName(first, last),
			FirstName: first,
			LastName: last,
			IsActive: true,
			UserType: profile.UserType,
			ProfileId: profile.Id,
			ManagerId: null,
			UserRoleId: profile.UserType === 'Standard' ? (this.pick(this.roles)?.Id ?? null) : null,
			Department: this.pick(DEPARTMENTS),
			Title: this.pick(TITLES),
			Country: this.pick(COUNTRIES),
			FederationIdentifier: null,
			LastLoginDate: this.ago(this.chance() * 3),
			CreatedDate: this.ago(900),
			...values,
		});
		// Salesforce's own users never log in, so they have no login record.
		if (!MACHINES.includes(String(user.UserType)))
			this.org.insert('UserLogin', {
				UserId: user.Id,
				IsFrozen: frozen,
				IsPasswordLocked: false,
				LastModifiedDate: frozen ? this.frozenAt(user) : user.CreatedDate,
			});
		return user;
	}

	/** They were noticed a few weeks after the last login. */
	private frozenAt({ LastLoginDate, CreatedDate }: Row): string {
		const from = Date.parse(String(LastLoginDate ?? CreatedDate));
		return new Date(Math.min(this.now, from + NOTICED_AFTER_DAYS * DAY_MS)).toISOString();
	}

	private fullName(first: string, last: string): string {
		const name = `${first} ${last}`;
		const known = this.names.get(name);
		if (known === undefined) this.names.set(name, name);
		return known ?? name;
	}

	/** The users every org has: the integration user of the connection, administrators, and Salesforce's own. */
	addFixed({ profiles }: Catalog): { runAs: Row; administrators: Row[] } {
		const named = (username: string, name: string) => {
			const [FirstName, LastName] = name.split(' ');
			return {
				Username: `${username}@acme.example`,
				Email: `${username}@acme.example`,
				Name: name,
				FirstName,
				LastName,
			};
		};
		const runAs = this.add(profiles.api, named('integration', 'Integration User'));
		const administrators = ['root', 'second', 'third'].map((name) => {
			const user = this.add(
				profiles.admin,
				named(`${name}.admin`, `${name[0].toUpperCase()}${name.slice(1)} Admin`),
			);
			this.org.grantAll(user.Id);
			return user;
		});
		this.org.grantAll(runAs.Id);
		const machine = { LastLoginDate: null, CreatedDate: this.ago(1_200) };
		this.add(profiles.guest, { ...named('site.guest', 'Site Guest'), ...machine });
		this.add(profiles.guest, {
			...named('autoproc', 'Automated Process'),
			...machine,
			UserType: 'AutomatedProcess',
		});
		this.add(profiles.api, {
			...named('cloud', 'Platform Integration'),
			...machine,
			UserType: 'CloudIntegrationUser',
		});
		this.add(profiles.agent, { ...named('service.agent', 'Service Agent'), ...machine });
		return { runAs, administrators };
	}
}
