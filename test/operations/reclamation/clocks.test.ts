import { findCandidates, usersOf } from '../../support/candidates';
import { withClockAhead } from '../../support/clocks';
import { useOrg } from '../../support/org';
import { reclaim } from '../../support/seats';
import { daysBefore, employees } from '../../support/triggerCases';

/** Nobody is a candidate, and nobody loses a license, because a clock is wrong. */

const MINUTE = 60_000;
const DAY = 24 * 60 * MINUTE;

const org = useOrg({ users: 120, seed: 11 });
/** Find Candidates with these clocks. */
async function found(clockAhead: number, dateHeader?: number | string, parameters = {}) {
	org().dateHeader = dateHeader;
	const run = await withClockAhead(
		clockAhead,
		async () => await findCandidates(org(), { licenseKinds: ['userLicense'], ...parameters }),
	);
	org().dateHeader = undefined;
	return run;
}

beforeEach(() => {
	// The org runs in this process, and its clock is to be right whatever n8n's says.
	const { org: records } = org();
	records.options.now = new Date();
	const [user] = employees(records).filter(
		({ LastLoginDate }) => String(LastLoginDate ?? '') > daysBefore(20),
	);
	records.change('User', user, { LastLoginDate: daysBefore(59.99) });
});

describe.each<[string, number, number | string | undefined, boolean]>([
	['n8n is ahead by minutes', 59 * MINUTE, undefined, false],
	['n8n is ahead by days', 30 * DAY, undefined, true],
	['the Date header is ahead by minutes', 0, 59 * MINUTE, false],
	['the Date header is ahead by days', 0, 30 * DAY, true],
	['there is no Date header', 0, 'none', false],
	['the Date header is unreadable', 0, '28.11.2026', false],
])('if %s', (_what, clockAhead, dateHeader, isTold) => {
	it.each([
		['the last login', {}],
		['the login history', { signals: ['humanLogin'], loginHistoryDays: 60 }],
	])('the candidates by %s are those of right clocks', async (_signals, parameters) => {
		const right = await found(0, undefined, parameters);
		const run = await found(clockAhead, dateHeader, parameters);
		expect(run.error).toBeNull();
		expect(usersOf(run.items)).toEqual(usersOf(right.items));
		expect(usersOf(run.items).length).toBeGreaterThan(0);
		const [summary] = run.outputs[1];
		const warnings = (summary.json.warnings as string[]).filter((text) => /clock/.test(text));
		expect(warnings).toHaveLength(isTold ? 1 : 0);
	});
});

describe.each<[string, number, number | undefined]>([
	['n8n is behind by days', -30 * DAY, undefined],
	['the Date header is behind by days', 0, -30 * DAY],
])('if %s', (_what, clockAhead, dateHeader) => {
	it('fewer users are candidates, and nobody else is', async () => {
		const right = usersOf((await found(0)).items);
		const run = await found(clockAhead, dateHeader);
		expect(run.error).toBeNull();
		expect(usersOf(run.items).length).toBeLessThan(right.length);
		expect(right).toEqual(expect.arrayContaining(usersOf(run.items)));
	});

	it('a user whose license is unused for too short a time by that clock is not reclaimed', async () => {
		// Sixty-five days unused by a right clock, thirty-five by the slow one.
		const { org: records } = org();
		const [user] = employees(records).filter(
			({ LastLoginDate }) => String(LastLoginDate ?? '') > daysBefore(20),
		);
		records.change('User', user, { LastLoginDate: daysBefore(65) });
		const { items } = await found(0);
		const candidate = items.filter(({ userId }) => userId === user.Id);
		expect(candidate).toHaveLength(1);
		org().dateHeader = dateHeader;
		const run = await withClockAhead(
			clockAhead,
			async () => await reclaim(org(), candidate, { dryRun: false }),
		);
		org().dateHeader = undefined;
		expect(org().org.inspector.writes).toBe(0);
		expect(run.outputs.flat().map(({ json }) => json.outcome)).not.toContain('done');
	});
});
