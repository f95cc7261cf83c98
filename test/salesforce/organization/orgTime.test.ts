import { readOrganization } from '../../../nodes/SalesforceLicenses/salesforce/organization/organization';
import {
	clockWarning,
	timeOf,
} from '../../../nodes/SalesforceLicenses/salesforce/organization/orgTime';
import { useOrg } from '../../support/org';
import { clientOf } from '../../support/orgHttp';

/** What time it is, by n8n's clock and the `Date` header of the org. */

const MINUTE = 60_000;
const HOUR = 60 * MINUTE;
const DAY = 24 * HOUR;
const NOW = new Date('2026-11-27T12:00:00.000Z');
const org = useOrg({ now: NOW });

/** The time, in milliseconds after the real one, and whether a person is told of the clocks. */
async function timeBy(
	clockAhead: number,
	dateHeader?: number | string,
	notBefore?: number,
): Promise<[number, boolean]> {
	org().dateHeader = dateHeader;
	const client = await clientOf(org());
	await readOrganization(client);
	const clock = new Date(NOW.getTime() + clockAhead);
	const been = notBefore === undefined ? undefined : NOW.getTime() + notBefore;
	const time = timeOf(clock, client.orgTime, been);
	return [time.getTime() - NOW.getTime(), clockWarning(clock, client.orgTime) !== null];
}

describe.each([
	['agrees with the clock of n8n', 1_500, 0, 1_500, false],
	['agrees, behind', -1_500, 0, -1_500, false],
	['is behind by minutes', 0, -30 * MINUTE, -30 * MINUTE, false],
	['is ahead by minutes', 0, 30 * MINUTE, 0, false],
	['is behind by days', 0, -400 * DAY, -400 * DAY, true],
	['is ahead by hours', 0, 3 * HOUR, 0, true],
	['is ahead by days', 0, 400 * DAY, 0, true],
	['is right, n8n is ahead by minutes', 30 * MINUTE, 0, 0, false],
	['is right, n8n is behind by minutes', -30 * MINUTE, 0, -30 * MINUTE, false],
	['is right, n8n is an hour ahead, as after a switch of the time zone', HOUR + 1, 0, 0, true],
	['is right, n8n is ahead by days', 60 * DAY, 0, 0, true],
	['is right, n8n is behind by days', -60 * DAY, 0, -60 * DAY, true],
] as const)('the Date header %s', (_what, clockAhead, dateHeader, time, isTold) => {
	it(`gives the earlier time, ${time}`, async () =>
		expect(await timeBy(clockAhead, dateHeader)).toEqual([time, isTold]));
});

describe('after a time that has been', () => {
	it.each([
		['n8n is slow', -DAY, 0, 0],
		['the Date header is slow', 0, -DAY, 0],
		['n8n is fast', DAY, 0, 0],
		['the Date header is fast', 0, DAY, 0],
		['both are slow: the later one is the better one', -2 * DAY, -DAY, -DAY],
		['n8n is slow by minutes', -59 * MINUTE, 0, -59 * MINUTE],
		['there is no Date header', DAY, 'none', DAY],
	] as const)('%s', async (_what, clockAhead, dateHeader, time) => {
		expect((await timeBy(clockAhead, dateHeader, -MINUTE))[0]).toBe(time);
	});
});

it.each([
	['is missing', 'none'],
	['is a number', '2026'],
	['is no date', 'yesterday'],
	['is ISO 8601, which HTTP does not have', '2026-11-27T12:00:00Z'],
	['names no time zone', 'Fri Nov 27 12:00:00 2026'],
	['names a day that does not exist', 'Fri, 39 Nov 2026 12:00:00 GMT'],
] as const)('where the Date header %s, the clock of n8n counts', async (_what, dateHeader) => {
	expect(await timeBy(2 * DAY, dateHeader)).toEqual([2 * DAY, false]);
});

it('the warning has both times, and what to do', () => {
	const text = clockWarning(new Date(NOW.getTime() + 2 * DAY), NOW);
	expect(text).toContain('The clock of n8n says 2026-11-29T12:00:00.000Z');
	expect(text).toContain('Salesforce says 2026-11-27T12:00:00.000Z');
	expect(text).toContain('Set the clock of the computer that n8n runs on');
});

it('the page of a server in between does not say what time it is in the org', async () => {
	org().faults.add({
		kind: 'answer',
		path: /\/query/,
		times: 1,
		answer: { status: 503, headers: { date: 'Fri, 27 Nov 2020 12:00:00 GMT' }, body: 'busy' },
	});
	const client = await clientOf(org());
	await readOrganization(client);
	expect(client.orgTime).toEqual(NOW);
});
