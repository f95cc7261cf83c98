import { sleep } from 'n8n-workflow';
import { planReclaim } from '../../../nodes/SalesforceLicenses/licensing/planning/plan';
import type { RuleAction } from '../../../nodes/SalesforceLicenses/licensing/model/actions';
import { applyPlan } from '../../../nodes/SalesforceLicenses/salesforce/writes/applyPlan';
import { SalesforceClient } from '../../../nodes/SalesforceLicenses/salesforce/client/client';
import type { HttpResult } from '../../../nodes/SalesforceLicenses/salesforce/client/http';
import { aCurrentUser, aRequest, NOW, ORG_ID } from '../../support/builders';
import type { Answer } from '../../support/scriptedHttp';
import { inTurn, json, noSleep, scriptedHttp } from '../../support/scriptedHttp';

const ids = Array.from(
	{ length: 1_200 },
	(_, index) => `0055g${String(index).padStart(10, '0')}AAA`,
);
const isWrite = ({ method }: { method: string }) => method === 'PATCH';
const reset: HttpResult = { kind: 'noAnswer', message: 'socket hang up' };
const empty: Answer = ({ path }) =>
	path.includes('/query') ? json({ totalSize: 0, done: true, records: [] }) : undefined;
const users =
	(isActive: boolean): Answer =>
	({ path }) =>
		path.includes('FROM%20User%20')
			? json({
					totalSize: 1,
					done: true,
					records: [{ Id: ids[0], Username: 'a', IsActive: isActive }],
				})
			: undefined;

const allDone: Answer = (request) => {
	if (!isWrite(request)) return undefined;
	const { records } = JSON.parse(request.body ?? '') as { records: Array<{ id: string }> };
	return json(records.map(({ id }) => ({ id, success: true, errors: [] })));
};

function planFor(count: number, action: RuleAction) {
	const chosen = ids.slice(0, count);
	return planReclaim(
		chosen.map((userId) => aRequest({ userId, action })),
		new Map(
			chosen.map((userId) => [
				userId,
				aCurrentUser({ userId, loginId: userId.replace('005', '0Yw') }),
			]),
		),
		{ orgId: ORG_ID, connectedUserId: null },
	);
}

async function run(
	count: number,
	answers: Answer[],
	isCanceled = () => false,
	limits: { maxErrorPercent?: number; parallelCalls?: number } = {},
	action: RuleAction = 'deactivate',
) {
	const http = scriptedHttp(...answers);
	const client = await SalesforceClient.connect(http, noSleep);
	const outcomes = await applyPlan(client, planFor(count, action), {
		...limits,
		sleep: noSleep,
		now: () => NOW,
		isCanceled,
	});
	const writes = http.requests.filter(isWrite);
	return { outcomes, writes, kinds: outcomes.map(({ outcome }) => outcome) };
}

const refusal = (statusCode: string) => ({
	success: false,
	errors: [{ statusCode, message: 'no', fields: [] }],
});

describe('applying a plan', () => {
	it('writes 200 records a call', async () => {
		const { kinds, writes } = await run(450, [allDone, empty]);
		expect(new Set(kinds)).toEqual(new Set(['done']));
		expect(writes).toHaveLength(3);
		for (const { body } of writes) {
			const { records, allOrNone } = JSON.parse(body ?? '') as {
				records: unknown[];
				allOrNone: boolean;
			};
			expect(records.length).toBeLessThanOrEqual(200);
			expect(allOrNone).toBe(false);
		}
	});

	it('never deactivates followers of each other in one call', async () => {
		const follows: Answer = ({ path }) =>
			path.includes('EntitySubscription')
				? json({ totalSize: 1, done: true, records: [{ ParentId: ids[0], SubscriberId: ids[2] }] })
				: undefined;
		const { kinds, writes } = await run(4, [follows, allDone, empty]);
		expect(kinds).toEqual(['done', 'done', 'done', 'done']);
		for (const { body } of writes)
			expect(body?.includes(ids[0]) && body.includes(ids[2])).toBe(false);
	});

	it('gives each record its own outcome, by position', async () => {
		const mixed = inTurn(
			isWrite,
			json([{ id: ids[0], success: true, errors: [] }, refusal('FIELD_INTEGRITY_EXCEPTION')]),
		);
		const { outcomes } = await run(2, [mixed, empty]);
		expect(outcomes.map(({ outcome, errorCode }) => [outcome, errorCode])).toEqual([
			['done', null],
			['failed', 'FIELD_INTEGRITY_EXCEPTION'],
		]);
	});

	it('retries a locked row, alone', async () => {
		const locked = inTurn(
			isWrite,
			json([{ id: ids[0], success: true, errors: [] }, refusal('UNABLE_TO_LOCK_ROW')]),
		);
		const { kinds, writes } = await run(2, [locked, allDone, empty]);
		expect(kinds).toEqual(['done', 'done']);
		expect(writes[1].body).not.toContain(ids[0]);
	});

	it('reads back a lost answer: written, so it is not written again', async () => {
		const { kinds, writes } = await run(1, [inTurn(isWrite, reset), users(false), empty]);
		expect(kinds).toEqual(['done']);
		expect(writes).toHaveLength(1);
	});

	it('reads back a lost answer: not written, so it is written', async () => {
		const { kinds, writes } = await run(1, [inTurn(isWrite, reset), allDone, users(true), empty]);
		expect(kinds).toEqual(['done']);
		expect(writes).toHaveLength(2);
	});

	it('says "unknown" if nothing can be read back', async () => {
		const { outcomes } = await run(1, [inTurn(isWrite, reset), empty]);
		expect(outcomes[0]).toMatchObject({ outcome: 'unknown', errorCode: 'NO_ANSWER' });
	});

	it('stops if the API calls are used up, and says so for every remaining row', async () => {
		const limit = json(
			[{ errorCode: 'REQUEST_LIMIT_EXCEEDED', message: 'TotalRequests Limit exceeded.' }],
			403,
		);
		const { outcomes, writes } = await run(450, [inTurn(isWrite, limit), empty]);
		expect(writes).toHaveLength(1);
		expect(outcomes[0]).toMatchObject({ outcome: 'failed', errorCode: 'REQUEST_LIMIT_EXCEEDED' });
		expect(outcomes[449]).toMatchObject({
			outcome: 'skipped',
			reason: expect.stringMatching(/TotalRequests/),
		});
	});

	it('keeps what was done if it is canceled between calls', async () => {
		let written = 0;
		const counting: Answer = (request) => {
			if (isWrite(request)) written++;
			return allDone(request);
		};
		const { kinds } = await run(450, [counting, empty], () => written > 0);
		expect(kinds.filter((kind) => kind === 'done')).toHaveLength(200);
		expect(kinds.filter((kind) => kind === 'skipped')).toHaveLength(250);
	});

	it('stops if too many rows fail, and says how many', async () => {
		const refused: Answer = (request) => {
			if (!isWrite(request)) return undefined;
			const { records } = JSON.parse(request.body ?? '') as { records: unknown[] };
			return json(
				records.map((_, index) =>
					index % 2 === 0 ? refusal('FIELD_INTEGRITY_EXCEPTION') : { success: true, errors: [] },
				),
			);
		};
		const lenient = await run(450, [refused, empty], undefined, { maxErrorPercent: 50 });
		expect(lenient.kinds.filter((kind) => kind === 'skipped')).toHaveLength(0);
		const { outcomes, writes } = await run(450, [refused, empty], undefined, {
			maxErrorPercent: 49,
		});
		expect(writes).toHaveLength(1);
		expect(outcomes[449]).toMatchObject({
			outcome: 'skipped',
			errorCode: 'RUN_STOPPED',
			reason: expect.stringMatching(/100 of 200 rows failed \(50%\)/),
		});
	});
});

describe('parallel calls', () => {
	async function highest(action: RuleAction, parallelCalls: number, first?: unknown) {
		let [underWay, most] = [0, 0];
		let answer = first;
		const http = scriptedHttp(empty);
		const slow = async (request: Parameters<typeof http>[0]): Promise<HttpResult> => {
			if (!isWrite(request)) return await http(request);
			most = Math.max(most, ++underWay);
			await sleep(5);
			underWay--;
			const { records } = JSON.parse(request.body ?? '') as { records: unknown[] };
			const row = answer ?? { success: true, errors: [] };
			answer = undefined;
			return json(records.map(() => row));
		};
		const client = await SalesforceClient.connect(slow, noSleep);
		const outcomes = await applyPlan(client, planFor(1_200, action), {
			sleep: noSleep,
			now: () => NOW,
			isCanceled: () => false,
			parallelCalls,
		});
		expect(new Set(outcomes.map(({ outcome }) => outcome))).toEqual(new Set(['done']));
		return most;
	}

	it('freeze two users at a time', async () => expect(await highest('freeze', 2)).toBe(2));
	it('change users one at a time', async () =>
		expect(await highest('deactivate', 5)).toBe(1));
	it('go one at a time if that is set', async () =>
		expect(await highest('freeze', 1)).toBe(1));
	it.each([0, -1, NaN, 0.5, -Infinity])(
		'go one at a time for %s, and no step is left planned',
		async (parallelCalls) => expect(await highest('freeze', parallelCalls)).toBe(1),
	);
});
