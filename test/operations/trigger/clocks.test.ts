import type { IDataObject } from 'n8n-workflow';
import type { Row } from '../../org/org';
import { withClockAhead } from '../../support/clocks';
import { clientCredentials, useOrg } from '../../support/org';
import { pollingWorkflow } from '../../support/pollNode';
import { ALL_EVENTS, change, daysBefore, employees, told } from '../../support/triggerCases';

/** Clocks that are wrong between two polls, or at all of them: no false event, and none lost. */

const MINUTE = 60_000;
const HOUR = 60 * MINUTE;
const DAY = 24 * HOUR;

const org = useOrg({ users: 120, seed: 11 });
const watching = (parameters: IDataObject = {}) =>
	pollingWorkflow({ events: ALL_EVENTS, ...parameters } as never, clientCredentials(org()));
const pool = () =>
	org()
		.org.rows('PermissionSetLicense')
		.find(({ DeveloperName }) => DeveloperName === 'SalesConsoleUser') as Row;
/** People who log in often, and hold nothing that another event is about. */
const workers = () =>
	employees(org().org).filter(
		({ Id, LastLoginDate }) =>
			String(LastLoginDate ?? '') > daysBefore(20) &&
			org().org.table('PermissionSetLicenseAssign').where('AssigneeId', Id).length === 0,
	);
const leaves = (user: Row, days = 61) =>
	org().org.change('User', user, { LastLoginDate: daysBefore(days) });
const assign = async ({ Id }: Row) => {
	const values = { AssigneeId: Id, PermissionSetLicenseId: pool().Id };
	await change(org(), 'POST', 'PermissionSetLicenseAssign', values);
	return `subscriptionAssigned ${Id} SalesConsoleUser`;
};

beforeEach(() => {
	// The org runs in this process, and its clock is to be right whatever n8n's says.
	const { org: records } = org();
	records.options.now = new Date();
	// A day too early for one who nearly is inactive, and for a license that nearly is about to expire.
	leaves(workers()[0], 59.99);
	const ExpirationDate = daysBefore(-61).slice(0, 10);
	records.change('PermissionSetLicense', pool(), { ExpirationDate });
});

describe.each<[string, number, number | string | undefined]>([
	['n8n is ahead by minutes', 59 * MINUTE, undefined],
	['n8n is behind by minutes', -59 * MINUTE, undefined],
	['n8n is ahead by hours', 2 * HOUR, undefined],
	['n8n is ahead by days', 400 * DAY, undefined],
	['n8n is behind by days', -400 * DAY, undefined],
	['the Date header is ahead by minutes', 0, 59 * MINUTE],
	['the Date header is behind by minutes', 0, -59 * MINUTE],
	['the Date header is ahead by days', 0, 400 * DAY],
	['the Date header is behind by days', 0, -400 * DAY],
	['there is no Date header', 0, 'none'],
	['the Date header is unreadable', 0, 'now'],
])('if %s', (_what, clockAhead, dateHeader) => {
	const wrongly = async (workflow: ReturnType<typeof watching>) => {
		org().dateHeader = dateHeader;
		const items = await withClockAhead(clockAhead, async () => await workflow.poll());
		org().dateHeader = undefined;
		return items;
	};

	it('between two polls, what happened is told once, and nothing else', async () => {
		const workflow = watching();
		expect(await workflow.poll()).toEqual([]);
		const [, leaver, holder] = workers();
		leaves(leaver);
		const assigned = await assign(holder);
		const all = [
			...(await wrongly(workflow)),
			...(await workflow.poll()),
			...(await wrongly(workflow)),
			...(await workflow.poll()),
		];
		const inactive = expect.stringMatching(`userInactive ${leaver.Id}`) as string;
		expect(told(all)).toEqual([assigned, inactive]);
	});

	// By a clock that has been slow from the first poll on, nobody has been inactive for long.
	const isSlow = dateHeader === -400 * DAY;
	it(`at all polls, what happened is told ${isSlow ? 'late or not at all' : 'once'}, and nothing else`, async () => {
		const workflow = watching();
		expect(await wrongly(workflow)).toEqual([]);
		const [, leaver, holder] = workers();
		leaves(leaver, 61);
		const assigned = await assign(holder);
		const all = [...(await wrongly(workflow)), ...(await wrongly(workflow))];
		const inactive = expect.stringMatching(`userInactive ${leaver.Id}`) as string;
		expect(told(all)).toEqual(isSlow ? [assigned] : [assigned, inactive]);
	});
});

describe('a first poll that every clock puts into the future', () => {
	// A proxy on the same computer states that computer's time.
	const wrong = async (workflow: ReturnType<typeof watching>) => {
		org().dateHeader = 400 * DAY;
		const items = await withClockAhead(400 * DAY, async () => await workflow.poll());
		org().dateHeader = undefined;
		return items;
	};

	it('is set back by the next one: a user who logs in then is not inactive, and one who stays away is', async () => {
		const workflow = watching();
		expect(await wrong(workflow)).toEqual([]);
		expect(await workflow.poll()).toEqual([]);
		const [, leaver, worker] = workers();
		org().org.change('User', worker, { LastLoginDate: daysBefore(0) });
		leaves(leaver);
		expect(told(await workflow.poll())).toEqual([
			expect.stringMatching(`userInactive ${leaver.Id}`),
		]);
		expect(await workflow.poll()).toEqual([]);
	});

	it('tells of nobody a second time if it was to report everything', async () => {
		const workflow = watching({ firstPoll: 'emitAll', events: ['userInactive'] });
		expect((await wrong(workflow)).length).toBeGreaterThan(0);
		expect(await workflow.poll()).toEqual([]);
	});
});

it.each(['yesterday', '2026-13-01T00:00:00Z'])(
	'a memory whose time is %s sets a new baseline',
	async (polledAt) => {
		const workflow = watching();
		await workflow.poll();
		const text = JSON.stringify(workflow.stored);
		workflow.stored = JSON.parse(
			text.replace(/"polledAt":"[^"]*"/, `"polledAt":"${polledAt}"`),
		) as IDataObject;
		workflow.restart();
		expect(await workflow.poll()).toEqual([]);
		const assigned = await assign(workers()[1]);
		expect(told(await workflow.poll())).toEqual([assigned]);
	},
);
