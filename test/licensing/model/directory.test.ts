import type {
	DirectoryEntry,
	MatchWay,
} from '../../../nodes/SalesforceLicenses/licensing/model/directory';
import { Directory, MATCH_WAYS } from '../../../nodes/SalesforceLicenses/licensing/model/directory';
import type { SalesforceUser } from '../../../nodes/SalesforceLicenses/licensing/model/subscription';
import { aSubscription } from '../../support/builders';

const entry = (personKey: string, more: Partial<DirectoryEntry>): DirectoryEntry => ({
	personKey,
	federationIds: [],
	emails: [],
	usernames: [],
	...more,
});

const ADA = entry('E1', {
	federationIds: ['ada'],
	emails: ['Ada@Acme.com', 'ada.lovelace@acme.com'],
	usernames: ['ada@crm.acme.com'],
});
const BOB = entry('E2', { emails: ['bob@acme.com'], federationIds: ['bob'] });

function find(
	person: Partial<SalesforceUser>,
	ways: readonly MatchWay[] = MATCH_WAYS,
	entries: readonly DirectoryEntry[] = [ADA, BOB],
	domain = 'acme.com',
) {
	const row = new Directory(entries, { ways, domain }).identify(
		aSubscription({ username: 'x@y.example', email: null, federationId: null, ...person }),
	);
	return [row.personKey, row.personMatch];
}

describe('a user is matched', () => {
	test.each<[string, Partial<SalesforceUser>, string, MatchWay]>([
		['by federation id', { federationId: 'ADA' }, 'E1', 'federationId'],
		['by email', { email: 'ada.lovelace@ACME.com' }, 'E1', 'email'],
		['by email as a sandbox spells it', { email: 'bob@acme.com.invalid' }, 'E2', 'email'],
		['by username', { username: 'ada@crm.acme.com' }, 'E1', 'username'],
		['by a username that is an address', { username: 'bob@acme.com' }, 'E2', 'username'],
		['without the domain', { username: 'bob@acme.com.uat' }, 'E2', 'usernameWithoutDomain'],
	])('%s', (_, person, personKey, way) => expect(find(person)).toEqual([personKey, way]));

	it('with the domain replaced', () => {
		expect(find({ username: 'bob@acme.com.uat' }, ['usernameWithDomain'])).toEqual([
			'E2',
			'usernameWithDomain',
		]);
		expect(
			find({ username: 'bob@acme.com.uat' }, ['usernameWithDomain'], [ADA, BOB], 'b.org'),
		).toEqual([null, 'none']);
	});

	it('by the first method that matches a person', () => {
		expect(find({ federationId: 'bob', email: 'ada@acme.com' })).toEqual(['E2', 'federationId']);
	});

	it('only with the selected methods', () => {
		expect(find({ email: 'ada@acme.com' }, ['username'])).toEqual([null, 'none']);
	});

	it('to no person rather than to the wrong one of two', () => {
		const namesakes = [ADA, entry('E3', { emails: ['ada@acme.com'] })];
		expect(find({ email: 'ada@acme.com' }, MATCH_WAYS, namesakes)).toEqual([null, 'ambiguous']);
		expect(
			find({ email: 'ada@acme.com', username: 'ada@crm.acme.com' }, MATCH_WAYS, namesakes),
		).toEqual(['E1', 'username']);
	});

	it('to a person who is listed in the directory several times', () => {
		const twice = [BOB, entry('E2', { emails: ['bob@acme.com', 'b@acme.com'] })];
		expect(find({ email: 'bob@acme.com' }, MATCH_WAYS, twice)).toEqual(['E2', 'email']);
	});

	it('never by an empty name', () => {
		expect(
			find(
				{ email: '', federationId: '' },
				['federationId', 'email'],
				[entry('E9', { emails: [''] })],
			),
		).toEqual([null, 'none']);
	});
});

describe('the findings', () => {
	it('count users, not rows, and list persons with several users', () => {
		const directory = new Directory([ADA, BOB], { ways: MATCH_WAYS, domain: '' });
		const user = (userId: string, username: string) => {
			directory.identify(aSubscription({ userId, username, email: null }));
			directory.identify(
				aSubscription({ userId, username, email: null }, { licenseKind: 'packageLicense' }),
			);
		};
		user('0051', 'ada@crm.acme.com');
		user('0052', 'ada@crm.acme.com.admin');
		user('0053', 'bob@acme.com');
		user('0054', 'nobody@acme.com');
		expect(directory.findings()).toEqual({
			matchedUsers: 3,
			usersWithoutPerson: 1,
			ambiguousUsers: 0,
			personsWithSeveralUsers: [
				{ personKey: 'E1', usernames: ['ada@crm.acme.com', 'ada@crm.acme.com.admin'] },
			],
		});
	});
});
