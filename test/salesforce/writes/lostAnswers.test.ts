import type { GivenAnswer } from '../../org/givenAnswers';
import { useOrg } from '../../support/org';
import {
	giveBack,
	holdersOfPackage,
	PACKAGE,
	plainPeople,
	stepsOf,
	take,
	writeCalls,
} from '../../support/writing';

jest.setTimeout(60_000);

/** Every answer that says nothing, after the org wrote and before: the record says what is so. */
const org = useOrg({ users: 60, seed: 21 });

const ANSWERS: Record<string, GivenAnswer> = {
	'an empty 406': { status: 406 },
	'an empty 408': { status: 408 },
	'an empty 420': { status: 420 },
	'an empty 400': { status: 400 },
	'an empty 200': { status: 200 },
	'an empty 204': { status: 204 },
	'a redirect': { status: 302, headers: { location: 'https://login.invalid/?t=1' } },
	'a page with 200': { status: 200, body: '<html>Sign in</html>' },
	'a page with 400': { status: 400, body: '<html>Bad Request</html>' },
	'a page with 403': { status: 403, body: '<html>Blocked</html>' },
	'a page with 502': { status: 502, body: '<html>Bad Gateway</html>' },
	'a page with 504': { status: 504, body: '<html>Gateway Timeout</html>' },
	'the JSON of a gateway': { status: 400, body: { error: 'bad_request' } },
	'a code outside a list': { status: 400, body: { errorCode: 'INVALID_FIELD', message: 'x' } },
	'half a body': { status: 200, body: '[{"success":tr' },
	'no results': { status: 200, body: [] },
	'results without success': { status: 200, body: [{}, {}, {}] },
	'success as text': { status: 200, body: Array(3).fill({ success: 'true', errors: [] }) },
	'no success without errors': { status: 200, body: Array(3).fill({ success: false, errors: [] }) },
	'success of other records': {
		status: 200,
		body: Array(3).fill({ id: '001000000000001AAA', success: true, errors: [] }),
	},
	UNKNOWN_EXCEPTION: { status: 500, body: [{ errorCode: 'UNKNOWN_EXCEPTION', message: 'x' }] },
	SERVER_UNAVAILABLE: { status: 503, body: [{ errorCode: 'SERVER_UNAVAILABLE', message: 'x' }] },
	'a request that ran too long': {
		status: 400,
		body: [{ errorCode: 'REQUEST_RUNNING_TOO_LONG', message: 'x' }],
	},
};
const CASES = Object.keys(ANSWERS).flatMap((name) =>
	(['none', 'served'] as const).map((effect) => [name, effect] as const),
);

const answering = (method: string, name: string, effect: 'none' | 'served', times = 1) =>
	org().faults.add({
		kind: 'answer',
		method,
		path: /composite\/sobjects/,
		times,
		answer: ANSWERS[name],
		effect,
	});
const blind = () =>
	org().faults.add({
		kind: 'answer',
		soql: /FROM (?:User|UserPackageLicense) /,
		answer: { status: 403, body: '<html>' },
	});

const isActive = (ids: readonly string[]) =>
	ids.map((id) => org().org.table('User').get(id)?.IsActive);
const held = (ids: readonly string[]) => {
	const holders = holdersOfPackage(org());
	return ids.map((id) => holders.filter((holder) => holder === id).length);
};

describe('a response to a write that proves nothing', () => {
	it.each(CASES)('to an update: %s (%s)', async (name, effect) => {
		const users = plainPeople(org()).slice(0, 3);
		const done = await take(org(), users, {}, { fault: () => answering('PATCH', name, effect) });
		expect(done.map(({ outcome }) => outcome)).toEqual(['done', 'done', 'done']);
		expect(isActive(users)).toEqual([false, false, false]);
		expect(org().org.inspector.writes).toBe(3);
		expect(org().org.inspector.writtenTwice()).toEqual([]);
	});

	it.each(CASES)(
		'to a delete and to the insert that restores it: %s (%s)',
		async (name, effect) => {
			const users = holdersOfPackage(org()).slice(0, 3);
			const taken = await take(org(), users, PACKAGE, {
				fault: () => answering('DELETE', name, effect),
			});
			expect(taken.map(({ outcome }) => outcome)).toEqual(['done', 'done', 'done']);
			expect(held(users)).toEqual([0, 0, 0]);
			const given = await giveBack(org(), taken, { fault: () => answering('POST', name, effect) });
			expect(given.map(({ outcome }) => outcome)).toEqual(['done', 'done', 'done']);
			expect(held(users)).toEqual([1, 1, 1]);
			expect(org().org.inspector.writes).toBe(6);
		},
	);

	it.each(['none', 'served'] as const)(
		'and that cannot be read back is unknown, and Restore accepts it (%s)',
		async (effect) => {
			const users = plainPeople(org()).slice(0, 3);
			const taken = await take(
				org(),
				users,
				{},
				{
					fault: () => {
						answering('PATCH', 'an empty 406', effect);
						blind();
					},
				},
			);
			expect(taken.map(({ outcome }) => outcome)).toEqual(['unknown', 'unknown', 'unknown']);
			for (const { reason, errorCode, before } of taken) {
				expect(errorCode).toBe('ERROR_HTTP_406');
				expect(reason).toMatch(/could not be read back/);
				expect(before?.isActive).toBe(true);
			}
			expect(writeCalls(org())).toBe(1);
			org().faults.clear();
			await giveBack(org(), taken);
			expect(isActive(users)).toEqual([true, true, true]);
		},
	);

	it('to an insert that cannot be read back: it is not inserted again', async () => {
		const users = holdersOfPackage(org()).slice(0, 3);
		const taken = await take(org(), users, PACKAGE);
		const given = await giveBack(org(), taken, {
			fault: () => {
				answering('POST', 'a page with 200', 'served');
				blind();
			},
		});
		expect(given.map(({ outcome }) => outcome)).toEqual(['unknown', 'unknown', 'unknown']);
		expect(held(users)).toEqual([1, 1, 1]);
		expect(writeCalls(org())).toBe(2);
	});

	it('each time: it is sent four times, read back each time, and fails', async () => {
		const users = plainPeople(org()).slice(0, 3);
		const pauses: number[] = [];
		const done = await take(
			org(),
			users,
			{},
			{
				fault: () => answering('PATCH', 'an empty 406', 'none', 100),
				sleep: async (milliseconds) => {
					pauses.push(milliseconds);
					await Promise.resolve();
				},
			},
		);
		expect(done.map(({ outcome }) => outcome)).toEqual(['failed', 'failed', 'failed']);
		expect(done[0].reason).toMatch(/HTTP status 406.*shows that nothing was written/);
		expect(isActive(users)).toEqual([true, true, true]);
		expect(writeCalls(org())).toBe(4);
		expect(pauses).toHaveLength(3);
		expect(pauses.reduce((sum, pause) => sum + pause, 0)).toBeLessThan(10_000);
	});

	it('before the run is canceled: the write is not claimed, and nothing is sent again', async () => {
		const users = plainPeople(org()).slice(0, 3);
		let isCanceled = false;
		const done = await take(
			org(),
			users,
			{},
			{
				fault: () =>
					org().faults.add({
						kind: 'answer',
						method: 'PATCH',
						answer: { status: 406 },
						effect: 'served',
						onDue: () => void (isCanceled = true),
					}),
				isCanceled: () => isCanceled,
			},
		);
		expect(done.map(({ outcome }) => outcome)).toEqual(['unknown', 'unknown', 'unknown']);
		expect(writeCalls(org())).toBe(1);
	});

	it('before the run is canceled while it waits to retry: nothing more is sent', async () => {
		const users = plainPeople(org()).slice(0, 3);
		let isCanceled = false;
		const done = await take(
			org(),
			users,
			{},
			{
				fault: () => answering('PATCH', 'an empty 406', 'none'),
				isCanceled: () => isCanceled,
				sleep: async () => {
					isCanceled = true;
					await Promise.reject(new Error('aborted'));
				},
			},
		);
		expect(done.map(({ errorCode }) => errorCode)).toEqual(Array(3).fill('RUN_CANCELED'));
		expect(writeCalls(org())).toBe(1);
		expect(isActive(users)).toEqual([true, true, true]);
	});

	it('to a delete that was sent again: it counts as done, so that Restore returns the seat', async () => {
		const users = holdersOfPackage(org()).slice(0, 3);
		const taken = await take(org(), users, PACKAGE, {
			fault: () => {
				// Not written at the first look; the org is slow and writes before the second call.
				answering('DELETE', 'a page with 504', 'none');
				org().faults.add({
					kind: 'answer',
					method: 'DELETE',
					answer: { status: 200, body: Array(3).fill(refusedRow('ENTITY_IS_DELETED')) },
					effect: 'served',
				});
			},
		});
		expect(stepsOf(taken, 'removePackageLicense').map(({ outcome }) => outcome)).toEqual(
			Array(3).fill('done'),
		);
	});
});

function refusedRow(statusCode: string) {
	return { success: false, errors: [{ statusCode, message: 'entity is deleted', fields: [] }] };
}
