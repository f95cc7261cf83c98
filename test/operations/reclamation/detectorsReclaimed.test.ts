import { Connection } from 'jsforce';
import type { IDataObject } from 'n8n-workflow';
import type { Row } from '../../org/org';
import { findByRules, truthOf, userOf } from '../../support/candidates';
import { seeAll, useOrg } from '../../support/org';
import type { OutcomeItem } from '../../support/seats';
import {
	differences,
	outcomesOf,
	peopleWith,
	reclaim,
	restore,
	stateOf,
	tally,
} from '../../support/seats';

/** What the detectors find goes through Reclaim and comes back by Restore. */

const org = useOrg({ users: 150, seed: 5 });
const daysAgo = (days: number) => new Date(Date.now() - days * 86_400_000).toISOString();

const find = async (rule: IDataObject, parameters: IDataObject = {}): Promise<IDataObject[]> => {
	const run = await findByRules(org(), [rule], { blockers: false, ...parameters });
	expect(run.error).toBeNull();
	expect(run.items.length).toBeGreaterThan(0);
	return run.items;
};

/** Who came back to the org after the candidates were found. */
const logIn = (items: readonly IDataObject[]) => {
	for (const { userId } of items) userOf(org(), userId).LastLoginDate = new Date().toISOString();
};

/** Takes what was found, holds every outcome against `expected`, and gives it back. */
async function thereAndBack(
	items: IDataObject[],
	check: (outcomes: OutcomeItem[]) => void,
	parameters: IDataObject = {},
): Promise<void> {
	const before = stateOf(org());
	const { writes } = org().org.inspector;
	const plan = outcomesOf(await reclaim(org(), items, { dryRun: true, ...parameters }));
	expect(org().org.inspector.writes).toBe(writes);
	expect(plan).toHaveLength(items.length);

	const run = await reclaim(org(), items, parameters);
	expect(run.error).toBeNull();
	const outcomes = outcomesOf(run);
	check(outcomes);
	expect(org().org.inspector.writtenTwice()).toEqual([]);

	const again = outcomesOf(await reclaim(org(), items, parameters));
	expect(tally(again).done).toBeUndefined();

	expect((await restore(org(), outcomes)).error).toBeNull();
	expect(differences(before, stateOf(org()))).toEqual([]);
}

const allDone = (outcomes: OutcomeItem[]) =>
	expect(tally(outcomes)).toEqual({ done: outcomes.length });

describe('inactive holders', () => {
	it('lose each seat, without a check of their logins, and no user is deactivated twice', async () => {
		const items = await find({ detector: 'inactiveHolder' });
		logIn(items);
		await thereAndBack(items, (outcomes) => {
			allDone(outcomes);
			const kinds = new Set(outcomes.flatMap(({ steps }) => steps.map(({ step }) => step)));
			for (const step of [
				'removePermissionSetLicense',
				'removePackageLicense',
				'clearFeatureLicense',
			])
				expect(kinds).toContain(step);
			expect(kinds).not.toContain('deactivate');
			const [{ run }] = outcomes;
			const freed = run.seats.reduce((sum, { freed: seats }) => sum + Number(seats), 0);
			expect(freed).toBe(items.length);
		});
	});

	it('keep them if an admin activated them in the meantime, with a stored plan too', async () => {
		const items = await find({ detector: 'inactiveHolder', action: 'wholeSeat' });
		const plan = outcomesOf(await reclaim(org(), items, { dryRun: true }));
		const [back] = items;
		for (const pool of org().org.rows('UserLicense')) pool.TotalLicenses = 1_000;
		const connection = new Connection({
			instanceUrl: org().url,
			accessToken: org().issueToken(),
			version: '65.0',
		});
		await connection.sobject('User').update({ Id: String(back.userId), IsActive: true });
		for (const input of [items, plan]) {
			const [skipped] = outcomesOf(await reclaim(org(), [input[0]]));
			expect(skipped).toMatchObject({
				userId: back.userId,
				outcome: 'skipped',
				reason: expect.stringMatching(/was activated after/),
			});
		}
		expect(userOf(org(), back.userId).IsActive).toBe(true);
	});

	it('lose all seats at once with the action wholeSeat', async () => {
		const items = await find({ detector: 'inactiveHolder', action: 'wholeSeat' });
		await thereAndBack(items, allDone);
	});
});

describe('permission set licenses that no permission set requires', () => {
	it('are removed alone, and no permission set with them', async () => {
		const items = await find({ detector: 'unneededPermissionSetLicense' });
		logIn(items);
		await thereAndBack(items, (outcomes) => {
			allDone(outcomes);
			expect(new Set(outcomes.flatMap(({ steps }) => steps.map(({ step }) => step)))).toEqual(
				new Set(['removePermissionSetLicense']),
			);
		});
	});

	it('stay if a set requires one unseen: Salesforce refuses, and the others are removed', async () => {
		const items = await find({
			detector: 'unneededPermissionSetLicense',
			licenseIdentifiers: 'SalesConsoleUser',
		});
		const [holder] = items;
		const extras = org()
			.org.rows('PermissionSet')
			.find(({ Name }) => Name === 'Console_Extras');
		org().org.insert('PermissionSetAssignment', {
			AssigneeId: holder.userId,
			PermissionSetId: extras?.Id,
		});
		await thereAndBack(items, (outcomes) => {
			const refused = outcomes.filter(({ outcome }) => outcome !== 'done');
			expect(refused).toMatchObject([{ userId: holder.userId, outcome: 'failed' }]);
		});
	});
});

describe('leavers and second users', () => {
	it('are deactivated even if they logged in since then', async () => {
		const people = peopleWith(org());
		const gone = people.slice(0, 3).map(({ Id }) => Id);
		const directory = org()
			.org.rows('User')
			.filter(({ Id }) => !gone.includes(Id))
			.map(({ Id, Username }) => ({ personKey: Id, username: Username }));
		const items = await find(
			{ detector: 'leaver' },
			{ directory: JSON.stringify(directory), licenseKinds: ['userLicense'] },
		);
		expect(items.map(({ userId }) => userId).sort()).toEqual(gone.sort());
		logIn(items);
		await thereAndBack(items, allDone);
	});

	it('a second user of the person is deactivated, and the first stays', async () => {
		const [first, second] = peopleWith(org());
		Object.assign(first, { LastLoginDate: daysAgo(1) });
		Object.assign(second, { Email: first.Email, LastLoginDate: daysAgo(2) });
		const items = await find({ detector: 'duplicatePerson' }, { licenseKinds: ['userLicense'] });
		logIn(items);
		await thereAndBack(items, (outcomes) => {
			expect(outcomes).toMatchObject([{ userId: second.Id, outcome: 'done' }]);
			expect(userOf(org(), first.Id).IsActive).toBe(true);
			expect(userOf(org(), second.Id).IsActive).toBe(false);
		});
	});
});

describe('frozen users', () => {
	it('are deactivated, unless they came back in the meantime', async () => {
		const items = await find({ detector: 'frozenTooLong', licenseKinds: ['userLicense'] });
		const [back] = items;
		logIn([back]);
		await thereAndBack(items, (outcomes) => {
			const [skipped, ...others] = outcomes;
			expect(skipped).toMatchObject({ userId: back.userId, outcome: 'skipped' });
			expect(others.length).toBeGreaterThan(0);
			for (const outcome of others) expect(outcome).toMatchObject({ outcome: 'done' });
		});
	});
});

describe('users who were unfrozen', () => {
	it('keep their seats', async () => {
		const [item] = await find({ detector: 'frozenTooLong', licenseKinds: ['userLicense'] });
		const plan = outcomesOf(await reclaim(org(), [item], { dryRun: true }));
		const login = org()
			.org.rows('UserLogin')
			.find(({ UserId }) => UserId === item.userId) as Row;
		login.IsFrozen = false;
		for (const input of [item, ...plan]) {
			expect(outcomesOf(await reclaim(org(), [input]))).toMatchObject([
				{ outcome: 'skipped', reason: expect.stringMatching(/was unfrozen after/) },
			]);
		}
	});
});

describe('moves to a cheaper license', () => {
	const priceBook = JSON.stringify([
		{ identifier: 'SFDC', price: 165, currency: 'USD' },
		{ identifier: 'AUL', price: 25, currency: 'USD' },
	]);
	const toPlatform = (detector: string) => ({
		detector,
		targetProfile: 'Standard Platform User',
		licenseIdentifiers: ['SFDC'],
	});
	const withSeats = () => {
		const pool = org()
			.org.rows('UserLicense')
			.find(({ Name }) => Name === 'Salesforce Platform') as Row;
		pool.TotalLicenses = 1_000;
	};

	it('use the profile that the rule names, and save the difference', async () => {
		seeAll(org());
		withSeats();
		for (const object of ['Case', 'Lead', 'Opportunity']) org().org.table(object).clear();
		const found = await find(toPlatform('cheaperLicense'), { priceBook });
		const people = new Set(peopleWith(org()).map(({ Id }) => Id));
		const items = found.filter(({ userId }) => people.has(String(userId)));
		logIn(items);
		await thereAndBack(items, (outcomes) => {
			allDone(outcomes);
			expect(outcomes[0].run.savings).toEqual([{ currency: 'USD', amount: items.length * 140 }]);
		});
	});

	it('include integrations, even though they log in all the time', async () => {
		withSeats();
		const items = await find(toPlatform('integrationOnFullLicense'), { loginHistoryDays: 180 });
		expect(
			items.every(({ userId }) =>
				truthOf(org(), 'integrationOnFullLicense').includes(String(userId)),
			),
		).toBe(true);
		logIn(items);
		await thereAndBack(items, allDone);
	});
});

describe('a protected user that was listed', () => {
	it('is blocked by Reclaim too', async () => {
		const items = await find(
			{ detector: 'neverUsed', licenseKinds: ['userLicense'] },
			{ listProtected: true },
		);
		const spared = items.filter(({ state }) => state === 'Protected');
		expect(spared.length).toBeGreaterThan(0);
		const { writes } = org().org.inspector;
		expect(tally(outcomesOf(await reclaim(org(), spared)))).toEqual({ blocked: spared.length });
		expect(org().org.inspector.writes).toBe(writes);
	});
});
