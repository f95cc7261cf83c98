import type { IDataObject, INode } from 'n8n-workflow';
import { ago, candidateRow, KEY } from '../../support/candidateRows';
import { findCandidates } from '../../support/candidates';
import { runNode } from '../../support/inProcess';
import { clientCredentials, seeAll, useOrg } from '../../support/org';
import { download } from '../../support/seats';
import { change } from '../../support/triggerCases';

const org = useOrg({ users: 80, seed: 11 });

async function runLedger(items: readonly object[], parameters: object = {}) {
	const run = await runNode(
		{ resource: 'candidate', operation: 'ledger', ...parameters } as unknown as INode['parameters'],
		{},
		items as IDataObject[],
	);
	const [rows = [], summary = []] = run.outputs.map((output) => output.map(({ json }) => json));
	return { ...run, rows, summary };
}

const CLOSED_AT = ago(100);
const closed = (changes: object = {}) =>
	candidateRow({ state: 'Closed Complete', closedAt: CLOSED_AT, ...changes });

const reclamation = async (operation: string, items: IDataObject[], more: object = {}) => {
	const { outputs, error } = await runNode(
		{
			resource: 'reclamation',
			operation,
			dryRun: false,
			maxPercent: 100,
			...more,
		} as INode['parameters'],
		clientCredentials(org()),
		items,
	);
	expect(error).toBeNull();
	return outputs[0].map(({ json }) => json);
};
/** How many of these licenses are in use, as the org counts them. */
const used = async (licenseKind: string, licenseIdentifier: string) => {
	const { items } = await runNode(
		{ resource: 'license', operation: 'getMany', licenseKinds: [licenseKind] },
		clientCredentials(org()),
	);
	return Number(items.find((row) => row.licenseIdentifier === licenseIdentifier)?.used);
};

describe('Update Savings Ledger', () => {
	it('returns the rows to add, and the totals in the Summary', async () => {
		const { rows, summary, outputs } = await runLedger([closed(), closed({ state: 'Ready' })]);
		expect(rows).toMatchObject([{ entry: 'freed', candidateKey: KEY, amount: 1200 }]);
		expect(outputs[0][0].pairedItem).toEqual({ item: 0 });
		expect(summary).toMatchObject([
			{ newEntries: 1, freeSeats: 1, money: [{ currency: 'USD', perYear: 1200 }] },
		]);
	});

	it('reads rows as a spreadsheet returns them, and adds nothing twice', async () => {
		const { rows } = await runLedger([closed()]);
		const cells = rows.map((row) =>
			Object.fromEntries(
				Object.entries(row).map(([key, value]) => [key, value === null ? '' : String(value)]),
			),
		);
		const again = await runLedger([closed()], { ledger: cells });
		expect([again.error, again.rows, again.summary[0].freeSeats]).toEqual([null, [], 1]);
	});

	it.each<[string, object, RegExp]>([
		['a ledger without a key', { ledger: [{ entry: 'freed' }] }, /^Ledger \(JSON\): .*ledgerKey/],
		['an entry that does not exist', { ledger: [{ ledgerKey: 'a', entry: 'sold' }] }, /entry/],
		['a ledger that is no list', { ledger: 'x' }, /^Ledger \(JSON\)/],
		['an expression that found no ledger', { ledger: '={{ "" }}' }, /Ledger \(JSON\): it is empty/],
		[
			'a time that is none',
			{ subscriptionsReadAt: 'yesterday' },
			/Subscriptions Read At: .*ISO-8601/,
		],
		['a time to come', { subscriptionsReadAt: '2999-01-01' }, /Subscriptions Read At: .*future/],
		[
			'a price that is none',
			{ priceBook: [{ identifier: 'a', price: 'x', currency: 'USD' }] },
			/Price Book/,
		],
		['a period that does not exist', { pricePeriod: 'week' }, /Price Period/],
	])('stops at %s, and returns no row', async (_, parameters, message) => {
		const { error, rows } = await runLedger([closed()], parameters);
		expect(error?.message).toMatch(message);
		expect(rows).toEqual([]);
	});

	it('stops at a candidate that it cannot read', async () => {
		const { error } = await runLedger([closed({ closedAt: 'last week' })]);
		expect(error?.message).toMatch(/^Item 1 cannot be used: .*closedAt/);
	});

	it('adds a row when the org frees a license, and subtracts it when the license is assigned again', async () => {
		seeAll(org());
		const prices = [{ identifier: 'SFDC', kind: 'userLicense', price: 100, currency: 'USD' }];
		const { items } = await findCandidates(org(), {
			licenseKinds: ['userLicense'],
			inactiveDays: 30,
			priceBook: JSON.stringify(prices),
			pricePeriod: 'month',
		});
		const free = ({ blockers, licenseIdentifier }: IDataObject) =>
			licenseIdentifier === 'SFDC' && (blockers as unknown[]).length === 0;
		const found = items.filter(free).slice(0, 3);
		expect(found).toHaveLength(3);
		const before = await used('userLicense', 'SFDC');
		const outcomes = await reclamation('reclaim', found);
		const after = await used('userLicense', 'SFDC');
		const at = new Date(Date.now() - 1000).toISOString();
		const candidates = outcomes.map((outcome, index) =>
			candidateRow({
				...(found[index] as object),
				candidate: null,
				state: 'Closed Complete',
				closedAt: at,
				result: outcome,
			}),
		);
		const first = await runLedger(candidates, { subscriptions: await download(org()) });
		expect(before - after).toBe(3);
		expect(first.summary[0]).toMatchObject({
			freeSeats: before - after,
			money: [{ currency: 'USD', perYear: 100 * 12 * (before - after) }],
		});

		// An administrator activates one of them by hand.
		await change(org(), 'PATCH', `User/${String(found[0].userId)}`, { IsActive: true });
		const night = await runLedger(candidates, {
			ledger: first.rows,
			subscriptions: await download(org()),
		});
		expect(night.rows).toMatchObject([{ entry: 'takenAgain', userId: found[0].userId }]);
		expect(night.summary[0]).toMatchObject({
			freeSeats: before - (await used('userLicense', 'SFDC')),
			money: [{ currency: 'USD', perYear: 2400 }],
		});
	});
});
