/* eslint-disable @n8n/community-nodes/no-restricted-imports */
import { runInNewContext } from 'node:vm';
import type { IDataObject } from 'n8n-workflow';
import { CLOSED } from '../../workflows/triggers/userReturned.code';

/** What the workflow "User Came Back" makes of the candidates that are stored. */

const PERSON = { orgId: '00D1', userId: '0051', lastLoginAt: '2026-11-25T08:00:00.000Z' };
const aCandidate = (more: IDataObject = {}): IDataObject => ({
	id: 1,
	orgId: '00D1',
	userId: '0051',
	state: 'Ready',
	lastActivityAt: '2026-01-01T00:00:00.000Z',
	notes: [],
	...more,
});

/** The rows that are written. */
function closed(...rows: IDataObject[]): IDataObject[] {
	const nodes: Record<string, IDataObject[]> = {
		'User Came Back': [PERSON],
		'Read Candidates': [{ rows }],
	};
	const $ = (name: string) => ({
		all: () => nodes[name].map((json) => ({ json })),
		first: () => ({ json: nodes[name][0] }),
	});
	const items = runInNewContext(`(() => {${CLOSED}})()`, { $ }) as Array<{
		json: { write: IDataObject[] };
	}>;
	return items.flatMap(({ json }) => json.write);
}

it.each(['Ready', 'Attention Required', 'Awaiting User', 'Awaiting Approval'])(
	'closes a candidate that is %s, and says why',
	(state) => {
		expect(closed(aCandidate({ state }))).toMatchObject([
			{
				id: 1,
				state: 'Closed Canceled',
				reason: 'Used again on 2026-11-25T08:00:00.000Z.',
				notes: [{ text: 'Activity was seen again.' }],
			},
		]);
	},
);

it.each<[string, IDataObject]>([
	['of another user', { userId: '0052' }],
	['of another org', { orgId: '00D2' }],
	['that is closed', { state: 'Closed Complete' }],
	['that Reclaim has started', { state: 'Awaiting Revocation' }],
	['of which Reclaim has done a step', { revocationStartedAt: '2026-11-24T00:00:00.000Z' }],
	['found after the login', { lastActivityAt: '2026-11-25T08:00:00.000Z' }],
	['without a state', { state: null }],
])('changes no candidate %s', (_name, more) => {
	expect(closed(aCandidate(more))).toEqual([]);
});
