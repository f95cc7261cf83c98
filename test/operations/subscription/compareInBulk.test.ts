import type { IDataObject, INode } from 'n8n-workflow';
import { userIdDigits } from '../../../nodes/SalesforceLicenses/licensing/playbook/portions/userIdDigits';
import { runNode } from '../../support/inProcess';
import { clientCredentials, useOrg } from '../../support/org';

/** Compare for a store that inserts in bulk: the download as a file, and all rows of a range to store. */

const org = useOrg({ users: 30, seed: 4 });
const COLUMNS = ['orgId', 'userId', 'licenseKind', 'licenseIdentifier', 'name', 'isActive'];
const FILE = { output: 'file', fileFormat: 'ndjson', groupBy: 'user' };

interface Given {
	summary: IDataObject;
	text: string;
}

/** What Download leaves in n8n's store. */
async function download(parameters: INode['parameters'] = {}): Promise<Given> {
	const { outputs, error } = await runNode(
		{ resource: 'subscription', operation: 'download', ...FILE, ...parameters },
		clientCredentials(org()),
	);
	if (error !== null) throw error;
	const [{ json, binary }] = outputs[0];
	return { summary: json, text: Buffer.from(binary?.data.data ?? '', 'base64').toString('utf8') };
}

const fileOf = (text: string) => ({
	data: { data: Buffer.from(text).toString('base64'), mimeType: 'application/x-ndjson' },
});

const compare = async (
	{ summary, text }: Given,
	storedSubscriptions: IDataObject[],
	parameters: INode['parameters'] = {},
) =>
	await runNode(
		{
			...{ resource: 'subscription', operation: 'compare', downloadedAs: 'file', return: 'rows' },
			...{ profile: 'Acme', readKinds: '={{ $json }}', storedColumns: COLUMNS.join(', ') },
			...{ storedSubscriptions: JSON.stringify(storedSubscriptions), ...parameters },
		},
		{},
		[summary],
		{ binary: fileOf(text) },
	);

const rowsOf = ({ outputs }: Awaited<ReturnType<typeof compare>>) =>
	outputs[0].map(({ json }) => json);
const summaryOf = ({ outputs }: Awaited<ReturnType<typeof compare>>) => outputs[1][0].json;

describe('rows to store', () => {
	it('are all rows of the file, with the columns of the table and a sortable user ID', async () => {
		const given = await download();
		const first = await compare(given, []);
		expect(first.error).toBeNull();
		const rows = rowsOf(first);
		expect(rows).toHaveLength(Number(given.summary.subscriptions));
		for (const row of rows) {
			expect(Object.keys(row).sort()).toEqual(
				[...COLUMNS, 'profile', 'subscriptionKey', 'userIdDigits'].sort(),
			);
			expect(row.userIdDigits).toBe(userIdDigits(String(row.userId)));
			expect(row.profile).toBe('Acme');
		}
		expect(summaryOf(first)).toMatchObject({ isChanged: true, added: rows.length });
		expect(rowsOf(await compare(await download({ groupBy: 'subscription' }), []))).toEqual(rows);
	});

	it('are none if nothing changed', async () => {
		const given = await download();
		const again = await compare(given, rowsOf(await compare(given, [])));
		expect(rowsOf(again)).toEqual([]);
		expect(summaryOf(again)).toMatchObject({ isChanged: false, added: 0, changed: 0, removed: 0 });
	});

	it('are all of them again if one changed, one is gone or one is stored twice', async () => {
		const given = await download();
		const rows = rowsOf(await compare(given, []));
		const [row, ...others] = rows;
		const gone = { ...row, userId: '005000000000099AAA', subscriptionKey: '' };
		gone.subscriptionKey = String(row.subscriptionKey).replace(String(row.userId), gone.userId);
		for (const stored of [
			[{ ...row, name: 'Old' }, ...others],
			[...rows, gone],
			[...rows, row],
		]) {
			const answer = await compare(given, stored);
			expect(rowsOf(answer)).toEqual(rows);
			expect(summaryOf(answer)).toMatchObject({ isChanged: true });
		}
	});

	it('include stored rows of a kind that could not be read', async () => {
		const given = await download();
		const rows = rowsOf(await compare(given, []));
		const [row] = rows;
		const unread = {
			...{ ...row, licenseKind: 'permissionSetLicense', licenseIdentifier: 'Unread' },
			subscriptionKey: `${row.orgId}:${row.userId}:permissionSetLicense:Unread`,
		};
		const summary = { ...given.summary, readKinds: ['userLicense'], isComplete: false };
		const reason = 'no access';
		const unreadKinds = [{ licenseKind: 'permissionSetLicense', reason }];
		const stored = [{ ...rows[0], name: 'Old' }, ...rows.slice(1), { ...unread, id: 9 }];
		const answer = await compare({ ...given, summary: { ...summary, unreadKinds } }, stored);
		expect(rowsOf(answer)).toContainEqual(unread);
		expect(rowsOf(answer)).toHaveLength(rows.length + 1);
		expect(summaryOf(answer)).toMatchObject({ notRead: 1, removed: 0 });
	});
});

describe('a portion after the last user', () => {
	const stored = async () => {
		const given = await download();
		const rows = rowsOf(await compare(given, []));
		const last = String(
			rows
				.map(({ userId }) => String(userId))
				.sort()
				.at(-1),
		);
		return { rows, last, left: rows.map((row) => moved(row, '005zzzzzzzzzzzzAAA')) };
	};
	const moved = (row: IDataObject, userId: string) => ({
		...row,
		userId,
		subscriptionKey: String(row.subscriptionKey).replace(String(row.userId), userId),
	});

	it('is empty, and what is stored there is gone', async () => {
		const { last, left } = await stored();
		const tail = await download({ startAfterUserId: last });
		expect(tail.summary).toMatchObject({ subscriptions: 0, afterUserId: last, isComplete: true });
		expect(summaryOf(await compare(tail, left.slice(0, 1)))).toMatchObject({ removed: 1 });
	});

	it('is not the same as an org that shows nothing at all', async () => {
		const { rows, last } = await stored();
		const { summary } = await download({ startAfterUserId: last });
		const answer = await compare({ summary: { ...summary, afterUserId: null }, text: '' }, rows);
		expect(summaryOf(answer)).toMatchObject({ removed: 0, notRead: rows.length });
	});
});

describe('a file that cannot be compared', () => {
	it.each<[string, (given: Given) => Given, string]>([
		[
			'half of it',
			({ summary, text }) => ({ summary, text: text.slice(0, text.length / 2) }),
			'Line',
		],
		[
			'a line less',
			({ summary, text }) => ({ summary, text: text.replace(/^.*\n/, '') }),
			'Summary says',
		],
		['CSV', ({ summary }) => ({ summary, text: 'subscriptionKey,orgId\r\na,b\r\n' }), 'Line 1'],
		['lists', ({ summary }) => ({ summary, text: '[]\n' }), 'Line 1'],
		['numbers', ({ summary }) => ({ summary, text: '1\n' }), 'Line 1'],
		[
			'users without a list',
			({ summary }) => ({ summary, text: '{"subscriptions":1}\n' }),
			'Line 1',
		],
	])('ends the run before anything is returned: %s', async (_, spoil, message) => {
		const { error, outputs } = await compare(spoil(await download()), []);
		expect(error?.message).toContain(message);
		expect(error?.description).toContain('NDJSON');
		expect(outputs).toEqual([]);
	});

	it('and so does an item without a file', async () => {
		const { error } = await runNode(
			{ resource: 'subscription', operation: 'compare', downloadedAs: 'file' },
			{},
			[{ subscriptions: 0 }],
		);
		expect(error?.message).toContain('has no file');
	});

	it('and columns that the rows do not have', async () => {
		const { error } = await compare(await download(), [], { storedColumns: 'orgId, nam' });
		expect(error?.message).toContain('Columns to Store: the downloaded rows have no column "nam"');
	});
});
