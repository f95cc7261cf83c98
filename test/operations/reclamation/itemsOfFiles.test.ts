import type { IDataObject } from 'n8n-workflow';
import type { Row } from '../../org/org';
import { runNode } from '../../support/inProcess';
import { clientCredentials, useOrg } from '../../support/org';
import { outcomesOf, peopleWith, reclaim, restore, seatItem } from '../../support/seats';

jest.setTimeout(60_000);

/** Items that come from a file or a store: readable, or refused with item and field before a write. */
const org = useOrg({ users: 60, seed: 78 });
const people = () => peopleWith(org());
const writes = () => org().org.inspector.writes;
const logIn = (user: Row) => (user.LastLoginDate = new Date().toISOString());

const NO_TIMES = [
	'never',
	'2026-02-30',
	'10/01/2026',
	'2026-10-01T10:00:00',
	'2999-01-01',
	0,
	false,
	[],
];

describe('a time that cannot be read', () => {
	it.each(['lastLoginAt', 'lastActivityAt'])('in %s is refused by item and field', async (name) => {
		const [fine, wrong] = people();
		for (const given of NO_TIMES) {
			const items = [
				seatItem(fine.Id),
				seatItem(wrong.Id, 'deactivate', { [name]: given } as IDataObject),
			];
			const run = await reclaim(org(), items);
			expect(run.error?.message).toMatch(
				new RegExp(
					`^Item 2 cannot be used: the candidate, ${name}: (must be an ISO|is in the fut)`,
				),
			);
			expect(run.error?.description).toContain('Nothing was written');
		}
		expect(writes()).toBe(0);
	});

	it.each(['lastLoginAt', 'readAt'])('in before.%s is refused, by Restore too', async (name) => {
		const [user] = people();
		const [taken] = outcomesOf(await reclaim(org(), [seatItem(user.Id)]));
		const before = writes();
		for (const given of NO_TIMES) {
			const item = { ...taken, before: { ...(taken.before as IDataObject), [name]: given } };
			for (const run of [
				await reclaim(org(), [item]),
				await restore(org(), [item], { dryRun: false, acceptUnsealed: true }),
			]) {
				expect(run.error?.message).toMatch(
					new RegExp(`^Item 1 cannot be used: the (candidate|outcome), before ${name}: `),
				);
			}
		}
		expect(writes()).toBe(before);
	});

	it('makes an error item with "Continue on Fail", and the others continue', async () => {
		const [fine, wrong] = people();
		const items = [seatItem(wrong.Id, 'deactivate', { lastLoginAt: 'x' }), seatItem(fine.Id)];
		const run = await reclaim(org(), items, {}, { continueOnFail: true });
		expect(run.outputs[0]).toHaveLength(1);
		expect(run.outputs[0][0].json).toMatchObject({ userId: fine.Id, outcome: 'done' });
		expect(String(run.outputs[1][0].json.error)).toMatch(/^Item 1 cannot be used: .*lastLoginAt/);
		expect(wrong.IsActive).toBe(true);
	});
});

describe('a user who logged in since then', () => {
	it.each([
		['an empty text of a CSV file', ''],
		['null', null],
		["Salesforce's own form", '2020-10-01T10:00:00.000+0000'],
		['a date', '2020-10-01'],
	])('keeps the seat, if the last login was %s', async (_, lastLoginAt) => {
		const [user] = people();
		logIn(user);
		const run = await reclaim(org(), [seatItem(user.Id, 'deactivate', { lastLoginAt })]);
		expect(outcomesOf(run)[0]).toMatchObject({ outcome: 'skipped' });
		expect(writes()).toBe(0);
	});

	it.each(['', 'no', 'False', 0, null, []])(
		'is checked: recheckActivity %j is refused',
		async (given) => {
			const [user] = people();
			logIn(user);
			const item = seatItem(user.Id, 'deactivate', {
				lastLoginAt: '2020-10-01',
				recheckActivity: given,
			} as IDataObject);
			const run = await reclaim(org(), [item]);
			expect(run.error?.message).toMatch(
				/^Item 1 cannot be used: .*recheckActivity: must be true or/,
			);
			expect(writes()).toBe(0);
		},
	);
});

it('rows of our own CSV file can be reclaimed unchanged', async () => {
	const [active, back] = people();
	const file = await runNode(
		{ resource: 'subscription', operation: 'download', licenseKinds: ['userLicense'] } as never,
		clientCredentials(org()),
	);
	// In a CSV file all values are text, and null is empty.
	const asText = (row: IDataObject): IDataObject =>
		Object.fromEntries(
			Object.entries(row).map(([name, value]) => [name, value === null ? '' : String(value)]),
		);
	const rows = file.items
		.filter(({ userId }) => userId === active.Id || userId === back.Id)
		.map((row) => ({
			...asText(row),
			action: 'deactivate',
			saving: '',
			currency: '',
			targetProfileId: '',
		}));
	logIn(back);
	const outcomes = outcomesOf(await reclaim(org(), rows));
	const of = (user: Row) => outcomes.find(({ userId }) => userId === user.Id);
	expect(of(active)).toMatchObject({ outcome: 'done', saving: null });
	expect(of(back)).toMatchObject({ outcome: 'skipped' });
	expect(back.IsActive).toBe(true);
});
