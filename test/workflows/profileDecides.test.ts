/* eslint-disable @n8n/community-nodes/no-restricted-imports */
import { runInNewContext } from 'node:vm';
import type { IDataObject } from 'n8n-workflow';
import { ANSWERED } from '../../workflows/asking/askingSteps.code';
import { CHOOSE } from '../../workflows/candidates/reclaimCandidates.code';
import { unguessable, withoutEndings } from '../../workflows/kit/unguessable.code';

/** Runs a Code node; each node before it has had the one item given here. */
function run(source: string, nodes: Record<string, unknown>): IDataObject {
	const $ = (name: string) => ({ isExecuted: name in nodes, first: () => ({ json: nodes[name] }) });
	const [{ json }] = runInNewContext(`(() => {${source}})()`, { $ }) as [{ json: IDataObject }];
	return JSON.parse(JSON.stringify(json)) as IDataObject;
}

const HOUR = 3_600_000;
const PROFILE = {
	displayName: 'Acme',
	status: 'Published',
	reclaimSubflow: 'slReclaimSubscription',
	dryRun: false,
	notifyUser: false,
	maxUsers: 2,
	daysToAnswer: 7,
	graceDays: 0,
};
const candidate = (id: number, more: IDataObject = {}) => ({
	...{ id, userId: `005${id}`, state: 'Ready', action: 'deactivate', candidate: {} },
	...more,
});

function choose(profile: IDataObject, rows: IDataObject[], inputs: IDataObject = {}) {
	return run(CHOOSE, {
		Inputs: { profile: 'Acme', candidateIds: [], ...inputs },
		'Read Profile': { rows: [{ ...PROFILE, ...profile }] },
		'Read Candidates': { rows },
	}) as { ask: number[]; now: IDataObject[]; status: string; errorMessage: string };
}

describe('whether the user is asked first', () => {
	it.each([[true], [null], [undefined], [''], ['no'], [0]])(
		'is decided by the profile as it is now (%j asks), not by the day the candidate was found',
		(notifyUser) => {
			const chosen = choose({ notifyUser }, [candidate(1, { notifyUser: false })]);
			expect([chosen.ask, chosen.now]).toEqual([[1], []]);
		},
	);

	it('a profile that no longer asks reclaims a candidate that was found while it did', () => {
		const chosen = choose({ notifyUser: false }, [candidate(1, { notifyUser: true })]);
		expect([chosen.ask, chosen.now.length]).toEqual([[], 1]);
	});

	it.each([[0], [null], [undefined], ['soon']])(
		'a profile that asks and has %j days to answer still asks',
		(daysToAnswer) => {
			expect(choose({ notifyUser: true, daysToAnswer }, [candidate(1)]).ask).toEqual([1]);
		},
	);
});

describe('the limit of users', () => {
	const taken = (id: number, hoursAgo: number) =>
		candidate(id, {
			state: 'Closed Complete',
			revocationStartedAt: new Date(Date.now() - hoursAgo * HOUR).toISOString(),
		});
	const answered = { candidateIds: [9], ask: false };

	it('applies to the last 24 hours, also if answers reclaim one candidate at a time', () => {
		const chosen = choose({}, [candidate(9), taken(1, 1), taken(2, 23)], answered);
		expect(chosen).toMatchObject({ status: 'failure', now: [] });
		expect(chosen.errorMessage).toContain('2 users in 24 hours');
	});

	it('counts a user once, and forgets those of the day before', () => {
		const rows = [candidate(9), taken(1, 1), { ...taken(2, 2), userId: '0051' }, taken(3, 25)];
		expect(choose({}, rows, answered)).toMatchObject({ status: 'success', now: [{ id: 9 }] });
	});

	it.each([[null], [undefined], ['many'], [0]])(
		'a profile with the limit %j reclaims nothing more',
		(maxUsers) => {
			const rows = [candidate(9), taken(1, 1)];
			expect(choose({ maxUsers }, rows, answered)).toMatchObject({ now: [] });
		},
	);
});

describe('silence', () => {
	const silent = (onSilence: unknown) =>
		run(ANSWERED, {
			'Read Profile': { rows: [{ ...PROFILE, onSilence }] },
			'Read After Answer': { rows: [candidate(1, { state: 'Awaiting User' })] },
			'Next Step': { write: [{ state: 'Awaiting User' }], question: {} },
			Ask: {},
		}) as { write: IDataObject[] };

	it.each([['keep'], [null], [undefined], [''], ['Reclaim the license'], ['RECLAIM'], [true]])(
		'keeps the license if the profile says %j',
		(onSilence) => {
			expect(silent(onSilence).write).toMatchObject([{ state: 'Closed Skipped' }]);
		},
	);

	it('reclaims it only if the profile says so', () => {
		expect(silent('reclaim').write).toMatchObject([{ decision: 'user silent' }]);
	});
});

describe('dry run', () => {
	it.each([[null], [undefined], [''], ['No'], [0], [true]])(
		'stays on if the profile says %j: no one is asked',
		(dryRun) => {
			expect(choose({ dryRun, notifyUser: true }, [candidate(1)]).ask).toEqual([]);
		},
	);
});

describe('fields that a link cannot prefill', () => {
	it('have new names each time, and return the entered values', () => {
		const fields = [{ fieldName: 'dryRun' }, { html: '<p>' }];
		const [first] = unguessable(fields);
		const [second] = unguessable(fields);
		expect(first.fieldName).toMatch(/^dryRun_[a-z0-9]{8,}$/);
		expect(second.fieldName).not.toBe(first.fieldName);
		expect(withoutEndings({ [String(first.fieldName)]: 'Yes', submittedAt: 'now' })).toEqual({
			dryRun: 'Yes',
			submittedAt: 'now',
		});
	});
});
