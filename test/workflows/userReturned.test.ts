/* eslint-disable @n8n/community-nodes/no-restricted-imports */
import { runInNewContext } from 'node:vm';
import type { IDataObject } from 'n8n-workflow';
import { SEEN } from '../../workflows/triggers/userReturned.workflow';
import { candidateRow, runCandidates, taken } from '../support/candidateRows';

/** What the workflow "A User Came Back" makes of the candidates that are stored. */

const ROW = candidateRow({ lastActivityAt: '2026-01-01T00:00:00.000Z', notes: [] });
const PERSON = {
	orgId: ROW.orgId,
	userId: ROW.userId,
	lastLoginAt: '2026-11-25T08:00:00.000Z',
};
const aCandidate = (more: object = {}) => ({ id: 1, ...ROW, ...more });

async function closing(...rows: object[]) {
	const nodes: Record<string, unknown[]> = {
		'User Came Back': [PERSON],
		'Read Candidates': [{ rows }],
	};
	const $ = (name: string) => ({
		all: () => nodes[name].map((json) => ({ json })),
		first: () => ({ json: nodes[name][0] }),
	});
	const seen = runInNewContext(SEEN.slice('={{'.length, -'}}'.length), { $ }) as IDataObject[];
	const subscriptions = JSON.parse(JSON.stringify(seen)) as IDataObject[];
	return await runCandidates('update', rows, { subscriptions });
}

it.each(['Ready', 'Attention Required', 'Awaiting User', 'Awaiting Approval'])(
	'closes a candidate that is %s, and says why',
	async (state) => {
		const { toWrite, error } = await closing(aCandidate({ state }));
		expect(error).toBeNull();
		expect(toWrite).toMatchObject([
			{
				id: 1,
				state: 'Closed Canceled',
				reason: 'Used again on 2026-11-25T08:00:00.000Z.',
				notes: [{ text: 'The license was used again.' }],
			},
		]);
	},
);

it.each<[string, object]>([
	['of another user', { userId: '0052' }],
	['of another org', { orgId: '00D2' }],
	['that is closed', { state: 'Closed Complete' }],
	['that Reclaim has started', { ...taken(), state: 'Awaiting Revocation' }],
	['of which Reclaim has done a step', { revocationStartedAt: '2026-11-24T00:00:00.000Z' }],
	['found after the login', { lastActivityAt: '2026-11-25T08:00:00.000Z' }],
])('changes no candidate %s', async (_name, more) => {
	const { toWrite, unchanged } = await closing(aCandidate(more));
	expect(toWrite).toEqual([]);
	expect(unchanged).toHaveLength(1);
});

it('stops at a candidate without a state', async () => {
	const { toWrite, error } = await closing(aCandidate({ state: null }));
	expect(toWrite).toEqual([]);
	expect(error?.message).toContain('state');
});
