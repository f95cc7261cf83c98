/* eslint-disable @n8n/community-nodes/no-restricted-imports */
import { runInNewContext } from 'node:vm';
import { ANSWERED } from '../../workflows/asking/askingSteps.code';
import { WHO_DECIDES } from '../../workflows/candidates/states.code';
import { CHOOSE, PLANNED } from '../../workflows/candidates/reclaimCandidates.code';

type Json = Record<string, unknown>;

/** Runs a Code node: `nodes` holds the first item of every node it reads. */
const run = (code: string, nodes: Record<string, Json>) => {
	const context = {
		$: (name: string) => ({ first: () => ({ json: nodes[name] }) }),
		$execution: { id: 1 },
	};
	const [item] = runInNewContext(`(() => {${code}})()`, context) as Array<{ json: Json }>;
	return item.json;
};

const PUBLISHED = {
	displayName: 'Sales',
	status: 'Published',
	reclaimSubflow: 'x',
	daysToAnswer: 7,
};
const NOT_THERE = [null, undefined, '', 'Reclaim', 'RECLAIM ', true, ['reclaim']];

describe('without an answer', () => {
	const silent = (onSilence: unknown, state: string) =>
		(
			run(ANSWERED, {
				'Read Profile': { rows: [{ onSilence }] },
				'Read After Answer': { rows: [{ id: 1, state, notes: [] }] },
				'Next Step': { write: [{ state, answerUntil: '2000-01-01' }] },
				Ask: { answer: '' },
			}).write as Json[]
		)[0];

	test.each(NOT_THERE)('a profile with onSilence %j keeps the license', (value) => {
		expect(silent(value, 'Awaiting User').state).toBe('Closed Skipped');
		expect(silent(value, 'Awaiting Approval').state).toBe('Closed Skipped');
	});

	test('only the literal value "reclaim" takes the license back', () => {
		expect(silent('reclaim', 'Awaiting User').decision).toBe('user silent');
		expect(silent('reclaim', 'Awaiting Approval').decision).toBe('manager silent');
	});
});

describe('a run of Reclaim', () => {
	const chosen = (profile: Json, row: Json) =>
		run(CHOOSE, {
			Inputs: { candidateIds: [] },
			'Read Profile': { rows: [{ ...PUBLISHED, ...profile }] },
			'Read Candidates': { rows: [{ id: 1, state: 'Ready', action: 'freeze', ...row }] },
		});

	test.each([false, null, undefined, ''])(
		'asks if the profile asks now, whatever the candidate stored: %j',
		(notifyUser) => {
			expect(chosen({ dryRun: false, notifyUser: true }, { notifyUser })).toMatchObject({
				ask: [1],
				now: [],
			});
		},
	);

	test.each([null, undefined, '', 'No'])(
		'asks if the profile holds %j for asking',
		(notifyUser) => {
			expect(chosen({ dryRun: false, notifyUser }, {})).toMatchObject({ ask: [1], now: [] });
		},
	);

	test('does not ask if the profile does not ask now', () => {
		expect(chosen({ dryRun: false, notifyUser: false }, { notifyUser: true }).ask).toEqual([]);
	});

	test.each([true, null, undefined, '', 'No', 'false', 0])(
		'with dryRun %j plans and applies nothing',
		(dryRun) => {
			const plan = { candidateKey: 'k', outcome: 'planned', steps: [], before: {} };
			const row = { id: 1, candidateKey: 'k', state: 'Ready', notes: [] };
			const planned = (value: unknown) =>
				run(PLANNED, {
					'Read Profile': { rows: [{ ...PUBLISHED, dryRun: value }] },
					'Dry Run': { status: 'success', errorMessage: '', rows: [plan] },
					'Read Profile Again': { count: 1 },
					'Read Candidates Again': { rows: [row] },
					Choose: { now: [row] },
				}).apply;
			expect(planned(dryRun)).toEqual([]);
			expect(planned(false)).toHaveLength(1);
		},
	);
});

describe('who decides', () => {
	const decides = (row: Json, profile: Json, manager: Json) =>
		(
			runInNewContext(`${WHO_DECIDES}; whoDecides(row, profile, [manager])`, {
				row: {
					userId: 'u',
					managerId: 'm',
					email: 'ann@a.example',
					username: 'ann@a.login',
					...row,
				},
				profile: { orgId: 'A', ...profile },
				manager: { orgId: 'A', userId: 'm', isActive: true, email: 'boss@a.example', ...manager },
			}) as { to: string }
		).to;

	test('is the manager in the org of the profile', () => {
		expect(decides({}, {}, {})).toBe('boss@a.example');
	});

	test.each(['B', null, undefined, ''])('is not a user of the org %j', (orgId) => {
		expect(decides({}, {}, { orgId })).toBe('');
		expect(decides({}, { orgId, managerEmail: 'it@a.example' }, {})).toBe('it@a.example');
	});

	test.each(['ann@a.example', ' ANN@A.example ', 'ann@a.login'])(
		'is never the user: %j',
		(email) => {
			expect(decides({}, { managerEmail: 'it@a.example' }, { email })).toBe('it@a.example');
			expect(decides({}, { managerEmail: email }, { email })).toBe('');
		},
	);

	test('is never the user as their own manager', () => {
		expect(decides({ managerId: 'u' }, {}, { userId: 'u' })).toBe('');
	});
});

test('a comment is quoted, and a long one is cut', () => {
	const [row] = run(ANSWERED, {
		'Read Profile': { rows: [{}] },
		'Read After Answer': { rows: [{ id: 1, state: 'Awaiting User', notes: [] }] },
		'Next Step': { write: [{ state: 'Awaiting User' }] },
		Ask: { answer: 'I still need it', comment: 'x'.repeat(5000) },
	}).write as Array<{ notes: Array<{ text: string }> }>;
	expect(row.notes[0].text).toMatch(/ “x{499}…”$/);
});
