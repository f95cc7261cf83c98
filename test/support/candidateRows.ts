import type { IDataObject, INode } from 'n8n-workflow';
import type { CandidateRow } from '../../nodes/SalesforceLicenses/licensing/playbook/candidateRow';
import { runNode } from './inProcess';

/** Stored candidates, and the candidate operations as n8n runs them, without a credential. */

export const KEY = '00D000000000001AAA:005000000000001AAA:userLicense:SFDC';
export const DAY = 86_400_000;
export const ago = (days: number) => new Date(Date.now() - days * DAY).toISOString();
export const ahead = (days: number) => ago(-days);

export const candidateRow = (changes: Partial<CandidateRow> = {}): CandidateRow => ({
	profile: 'EMEA',
	candidateKey: KEY,
	state: 'Ready',
	orgId: '00D000000000001AAA',
	userId: '005000000000001AAA',
	username: 'ann@example.com.emea',
	email: 'ann@example.com',
	name: 'Ann Example',
	licenseKind: 'userLicense',
	licenseIdentifier: 'SFDC',
	licenseName: 'Salesforce',
	softwareModel: 'Sales Cloud',
	lastLoginAt: null,
	lastActivityAt: ago(200),
	managerId: null,
	rule: 'Unused seats',
	action: 'deactivate',
	justification: 'No login for 200 days',
	reason: null,
	outcome: null,
	errorCode: null,
	decision: null,
	assignedTo: null,
	executionId: null,
	currency: 'USD',
	savingPeriod: 'year',
	seal: null,
	openedAt: ago(10),
	closedAt: null,
	askedAt: null,
	answerUntil: null,
	revocationStartedAt: null,
	graceUntil: null,
	keepUntil: null,
	inactiveDays: 200,
	saving: 1200,
	notifyUser: false,
	candidate: { candidateKey: KEY, recheckActivity: true },
	plan: null,
	before: null,
	result: null,
	notes: [{ at: ago(10), text: 'Found.' }],
	...changes,
});

/** An outcome of Reclaim for the candidate. */
export const outcomeOf = (outcome: string, changes: IDataObject = {}): IDataObject => ({
	candidateKey: KEY,
	userId: '005000000000001AAA',
	outcome,
	action: 'deactivate',
	reason: outcome === 'done' || outcome === 'planned' ? null : 'Because.',
	errorCode: null,
	steps: [{ step: 'deactivate', recordId: '005000000000001AAA', outcome }],
	before: { userId: '005000000000001AAA', isActive: true },
	seal: null,
	blockers: [],
	...changes,
});

/** The candidate after a step was written. */
export const taken = (): Partial<CandidateRow> => ({
	result: outcomeOf('done', { action: 'freeze' }),
	before: { userId: '005000000000001AAA', isActive: true },
	revocationStartedAt: ago(9),
});

export async function runCandidates(
	operation: 'open' | 'update' | 'decide',
	items: readonly object[],
	parameters: object = {},
	options: Parameters<typeof runNode>[3] = {},
) {
	const run = await runNode(
		{
			resource: 'candidate',
			operation,
			jsonColumns: 'object',
			...parameters,
		} as unknown as INode['parameters'],
		{},
		items as IDataObject[],
		options,
	);
	const [toWrite = [], unchanged = [], toReclaim = [], toAsk = [], toRestore = []] =
		run.outputs.map((output) => output.map(({ json }) => json));
	return { ...run, toWrite, unchanged, toReclaim, toAsk, toRestore };
}
