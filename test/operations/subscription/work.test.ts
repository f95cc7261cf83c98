import { runNode } from '../../support/inProcess';
import { clientCredentials, seeAll, useOrg } from '../../support/org';

const org = useOrg();

const download = async (parameters: Record<string, string | string[] | number> = {}) =>
	await runNode(
		{
			resource: 'subscription',
			operation: 'download',
			licenseKinds: ['userLicense'],
			signals: ['work'],
			...parameters,
		},
		clientCredentials(org()),
	);

const daysAgo = (days: number) => new Date(Date.now() - days * 86_400_000).toISOString();

function people(): string[] {
	const { org: records } = org();
	return records
		.rows('User')
		.filter(({ Id, IsActive }) => IsActive === true && Id !== records.runAsUserId)
		.map(({ Id }) => Id);
}

describe('work', () => {
	it('is the last record created or changed, of the selected objects, since that day', async () => {
		seeAll(org());
		const { org: records } = org();
		for (const name of ['Account', 'Case', 'Lead', 'Opportunity']) records.table(name).clear();
		const [creator, changer, old, idle] = people();
		const create = (object: string, CreatedById: string, CreatedDate: string, more = {}) =>
			records.insert(object, { Name: 'x', OwnerId: idle, CreatedById, CreatedDate, ...more });
		const [first, second, third] = [daysAgo(20), daysAgo(10), daysAgo(5)];
		create('Account', creator, first);
		create('Contact', creator, second);
		create('Case', creator, third);
		create('Task', creator, daysAgo(200), { LastModifiedById: changer, LastModifiedDate: second });
		create('Event', old, daysAgo(120));
		const run = await download({ workObjects: ['Account', 'Contact', 'Task', 'Event'] });
		expect(run.error).toBeNull();
		const of = (id: string) => run.items.find(({ userId }) => userId === id);
		expect(of(creator)).toMatchObject({
			lastWorkAt: second,
			lastActivityAt: second,
			activitySource: 'work',
			inactiveDays: 10,
		});
		expect(of(changer)).toMatchObject({ lastWorkAt: second });
		expect(of(old)).toMatchObject({ lastWorkAt: null, activityUnknown: null });
		expect(of(idle)).toMatchObject({ lastWorkAt: null, activityUnknown: null });
		const far = await download({ workObjects: ['Event'], loginHistoryDays: 150 });
		expect(far.items.find(({ userId }) => userId === old)?.lastWorkAt).not.toBeNull();
	});

	it('is not read unless selected, and costs two calls for each object', async () => {
		let grouped = 0;
		org().onRequest = ({ path }) => {
			if (/GROUP%20BY/.test(path)) grouped++;
		};
		await download({ signals: ['lastLogin'] });
		expect(grouped).toBe(0);
		await download({ workObjects: ['Account', 'Case'] });
		expect(grouped).toBe(4);
	});

	it('is complete beyond the 2,000 users that one response can hold', async () => {
		seeAll(org());
		const { org: records } = org();
		const [template] = records.rows('User').filter(({ Id }) => Id === people()[0]);
		const ids: string[] = [];
		for (let n = 0; n < 4_100; n++) {
			const user = records.insert('User', {
				...template,
				Id: records.newId('User'),
				Username: `worker${n}@acme.example`,
			});
			ids.push(user.Id);
			records.insert('Account', { Name: 'x', CreatedById: user.Id, CreatedDate: daysAgo(1) });
		}
		records.seats.recount();
		const run = await download({ workObjects: ['Account'] });
		expect(run.error).toBeNull();
		const worked = new Set(
			run.items.filter(({ lastWorkAt }) => lastWorkAt !== null).map(({ userId }) => userId),
		);
		expect(ids.every((id) => worked.has(id))).toBe(true);
	}, 30_000);

	it('of others is unknown if the connected user cannot see all records', async () => {
		const run = await download({ workObjects: ['Account'] });
		expect(run.hints.join()).toMatch(
			/work of users without a visible record counts as unknown.*View All Data/,
		);
		const silent = run.items.filter(({ lastWorkAt }) => lastWorkAt === null);
		expect(silent.length).toBeGreaterThan(5);
		for (const { activityUnknown, inactiveDays } of silent) {
			expect(activityUnknown).toBe('work: the connected user cannot see all records');
			expect(inactiveDays).toBeNull();
		}
	});

	it('in an object that cannot be read is unknown, and the others count', async () => {
		seeAll(org());
		const [worker, other] = people();
		org().org.table('Account').clear();
		org().org.insert('Account', { Name: 'x', CreatedById: worker, CreatedDate: daysAgo(1) });
		const run = await download({ workObjects: ['Account'], moreWorkObjects: 'Invoice__c' });
		expect(run.error).toBeNull();
		expect(run.hints.join()).toMatch(/Work in Invoice__c could not be read.*INVALID_TYPE/);
		const of = (id: string) => run.items.find(({ userId }) => userId === id);
		expect(of(worker)).toMatchObject({ activitySource: 'work', activityUnknown: null });
		expect(of(other)).toMatchObject({
			lastWorkAt: null,
			activityUnknown: 'work: Invoice__c cannot be read',
		});
	});

	test.each([
		[
			{ moreWorkObjects: 'Account WHERE Id != null' },
			/"Account WHERE Id != null" is not the API name/,
		],
		[{ workObjects: [] as string[] }, /no object is selected/],
		[{ signals: ['telepathy'] }, /no signal "telepathy"/],
	])('refuses %j', async (parameters, message) => {
		const run = await download(parameters);
		expect(run.error?.message).toMatch(message);
	});
});
