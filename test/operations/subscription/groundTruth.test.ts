import { parse } from 'csv-parse/sync';
import type { IBinaryData, IDataObject } from 'n8n-workflow';
import { binaryStore } from '../../support/binaryStore';
import type { NodeRun } from '../../support/inProcess';
import { runNode } from '../../support/inProcess';
import type { Hold } from '../../support/groundTruth';
import { holdsOf, keysOf } from '../../support/groundTruth';
import { clientCredentials, useOrg } from '../../support/org';

jest.setTimeout(60_000);

/** One org for the whole file: several pages of every object, read in every way there is. */
const USERS = 2_100;
const AWKWARD = 'Æda "the\ncountess",\r\nŁovelace \u{1F469}\u200D\u{1F4BB}; \'x\' \\ =1+1, \t';

const org = useOrg({ users: USERS, seed: 3, batchSize: 500, assignments: 8_000 });

const download = async (parameters: Record<string, string> = {}): Promise<NodeRun> => {
	const run = await runNode(
		{ resource: 'subscription', operation: 'download', ...parameters },
		clientCredentials(org()),
	);
	expect(run.error).toBeNull();
	return run;
};

const fileOf = async (run: NodeRun): Promise<string> =>
	(await binaryStore().getAsBuffer(run.outputs[0][0].binary?.data as IBinaryData)).toString('utf8');

/** As a file of texts holds it: nothing for null. */
const asText = (item: IDataObject): Record<string, string> =>
	Object.fromEntries(Object.entries(item).map(([key, value]) => [key, String(value ?? '')]));

/** What one row must say, from the org's own records. */
function expected({ user, kind }: Hold): IDataObject {
	const { org: records } = org();
	const profile = records.table('Profile').get(String(user.ProfileId));
	const login = records.rows('UserLogin').find(({ UserId }) => UserId === user.Id);
	return {
		orgId: records.id,
		userId: user.Id,
		username: user.Username,
		email: user.Email,
		name: user.Name,
		isActive: user.IsActive,
		isFrozen: login?.IsFrozen === true,
		licenseKind: kind,
		lastLoginAt: user.LastLoginDate,
		lastActivityAt: user.LastLoginDate,
		externalCreatedAt: user.CreatedDate,
		userType: user.UserType,
		profileName: profile?.Name,
		department: user.Department,
		managerId: user.ManagerId,
	} as IDataObject;
}

describe('a download of more than ten thousand subscriptions', () => {
	it('is the same by REST, by Bulk, as items, as CSV, as NDJSON and by user: what the org holds', async () => {
		const users = org().org.rows('User');
		for (const [index, user] of users.entries()) if (index % 9 === 0) user.Name = AWKWARD;
		const holds = holdsOf(org().org);

		const { items, hints, messages } = await download({ api: 'rest' });
		expect(hints).toHaveLength(1);
		expect(items.length).toBeGreaterThan(10_000);
		expect(messages).toHaveLength(2);
		expect(messages.at(-1)).toBe(
			`${items.length.toLocaleString('en-US')} subscriptions of Acme Corporation read`,
		);
		expect(items.map(({ subscriptionKey }) => subscriptionKey).sort()).toEqual(keysOf(holds));
		expect(new Set(items.map(({ licenseKind }) => licenseKind)).size).toBe(4);
		expect(items.length).toBeGreaterThan(USERS);

		const byKey = new Map(holds.map((hold) => [hold.key, hold]));
		for (const item of items.filter((_, index) => index % 20 === 0)) {
			expect(item).toMatchObject(expected(byKey.get(String(item.subscriptionKey))!));
		}

		expect((await download({ api: 'bulk' })).items).toEqual(items);

		const csv = await download({ output: 'file' });
		expect(parse(await fileOf(csv), { columns: true, bom: true })).toEqual(items.map(asText));
		expect(csv.items[0]).toMatchObject({ rows: items.length, warnings: [] });

		const bulkFile = await download({ output: 'file', api: 'bulk', fileFormat: 'ndjson' });
		const lines = (await fileOf(bulkFile)).trimEnd().split('\n');
		expect(lines.map((line) => JSON.parse(line) as unknown)).toEqual(items);

		const byUser = (await download({ groupBy: 'user' })).items;
		const holders = new Set(holds.map(({ user }) => user.Id));
		expect(byUser.map(({ userId }) => userId).sort()).toEqual([...holders].sort());
		const flat = byUser.flatMap(({ subscriptions }) => subscriptions as IDataObject[]);
		expect(flat.map(({ subscriptionKey }) => subscriptionKey)).toEqual(
			items.map(({ subscriptionKey }) => subscriptionKey),
		);

		const counts: Record<string, number> = {};
		for (const { kind } of holds) counts[kind] = (counts[kind] ?? 0) + 1;
		expect(csv.items[0].rowsByKind).toEqual(counts);
	});
});

describe('rows by user', () => {
	it('are one line each in NDJSON, and count as one in the limit', async () => {
		const run = await runNode(
			{
				resource: 'subscription',
				operation: 'download',
				output: 'file',
				fileFormat: 'ndjson',
				groupBy: 'user',
				returnAll: false,
				limit: 7,
			},
			clientCredentials(org()),
		);
		const lines = (await fileOf(run)).trimEnd().split('\n');
		const users = lines.map((line) => JSON.parse(line) as IDataObject);
		expect(users).toHaveLength(7);
		const held = users.reduce((sum, { subscriptionCount }) => sum + Number(subscriptionCount), 0);
		expect(run.items[0]).toMatchObject({ rows: 7, subscriptions: held, groupBy: 'user' });
		expect(run.hints.join()).toMatch(new RegExp(`7 users with ${held} subscriptions`));
	});

	it('are flat in CSV, and the node says so', async () => {
		const run = await download({ output: 'file', fileFormat: 'csv', groupBy: 'user' });
		expect(run.items[0]).toMatchObject({ groupBy: 'subscription' });
		expect((run.items[0].warnings as string[]).join()).toMatch(
			/A CSV file always has one row for each subscription/,
		);
		expect(parse(await fileOf(run), { columns: true })).toHaveLength(holdsOf(org().org).length);
	});
});

describe('an edition without some fields and objects', () => {
	const bare = useOrg({ users: 60, features: [], absentObjects: ['UserPackageLicense'] });

	it('has nulls and warnings in their place, and everything else', async () => {
		for (const name of ['FederationIdentifier', 'Department']) {
			delete bare().org.types.User.fields[name];
		}
		const run = await runNode(
			{ resource: 'subscription', operation: 'download' },
			clientCredentials(bare()),
		);
		expect(run.error).toBeNull();
		const kept = holdsOf(bare().org).filter(
			({ kind }) => kind === 'userLicense' || kind === 'permissionSetLicense',
		);
		expect(run.items.map(({ subscriptionKey }) => subscriptionKey).sort()).toEqual(keysOf(kept));
		expect(
			run.items.every(
				({ federationId, department }) => federationId === null && department === null,
			),
		).toBe(true);
		expect(run.hints.join('\n')).toMatch(/Holders of package licenses .* could not be read/);
		expect(run.hints.join('\n')).not.toMatch(/org changed/);
	});
});
