import { plural } from '../model/plural';
import { adviceOn } from './placeholders';
import type { Planned } from './plan';
import { because, changesOf, statusOf } from './status';
import type { PlannedRemoval } from './uninstall';
import type { WorkflowBody } from './workflow';

/** A plan as items: one for each workflow, with what happened so far and what to do next. */

/** What became of an item of the last round. */
export interface StepResult {
	key: string;
	step: string;
	/** What n8n called it. */
	id: string;
	/** What was done in this run before. */
	done: readonly string[];
	/** Why n8n refused; empty where it did not. */
	refusal: string;
}

export interface PlaybookItem {
	name: string;
	/** A sentence for people. */
	status: string;
	todo: 'create' | 'update' | 'unpublish' | 'delete' | 'deleteTable' | 'none';
	publish: boolean;
	/** What a person has to do before it is of use; empty where there is nothing. */
	advice: string;
	/** What a person has changed, where that is why it is left as it is. */
	changes: readonly string[];
	id: string | null;
	key: string;
	version: string | null;
	installedVersion: string | null;
	fingerprint: string | null;
	/** What was done with it in this run. */
	done: readonly string[];
	workflow?: WorkflowBody;
}

export function ofInstall(
	planned: readonly Planned[],
	version: string,
	results: readonly StepResult[],
): PlaybookItem[] {
	const items = planned.map((one): PlaybookItem => {
		const result = results.find(({ key }) => key === one.key);
		const done = doneSoFar(result);
		return {
			name: one.name,
			status: statusOf(one, done, result?.refusal ?? ''),
			todo: one.todo,
			publish: one.publish,
			advice: adviceOn(one.workflow),
			changes: changesOf(one.kept),
			id: one.id ?? null,
			key: one.key,
			version,
			installedVersion: one.installedVersion,
			fingerprint: one.fingerprint,
			done,
			workflow: one.workflow,
		};
	});
	const surplus = planned.flatMap(({ key, name, surplus }) =>
		surplus.map(
			(id): PlaybookItem => ({
				...BARE,
				name,
				status: 'To be deleted: two installs ran at once, and the other one created it first',
				todo: 'delete',
				id,
				key: `${key} ${id}`,
			}),
		),
	);
	return [...items, ...surplus];
}

const BARE: PlaybookItem = {
	name: '',
	status: '',
	todo: 'none',
	publish: false,
	advice: '',
	changes: [],
	id: null,
	key: '',
	version: null,
	installedVersion: null,
	fingerprint: null,
	done: [],
};

export function ofUninstall(
	removals: readonly PlannedRemoval[],
	tables: readonly string[],
	results: readonly StepResult[],
): PlaybookItem[] {
	const workflows = removals.map(({ key, name, id, todo, kept }): PlaybookItem => {
		const result = results.find((one) => one.id === id || one.key === key);
		const refusal = result?.refusal ?? '';
		const changes = changesOf(kept);
		const status =
			kept === null
				? 'To be deleted'
				: `Not deleted: ${because(changes)}. It is unpublished. Delete it in n8n, or choose Changed Workflows: Replace or Delete`;
		return {
			...BARE,
			name,
			status: refusal === '' ? status : `Not deleted: ${refusal}`,
			todo,
			changes,
			id,
			key,
			done: doneSoFar(result),
		};
	});
	// What is left may still need them.
	const gone = tables.map((table): PlaybookItem => {
		const result = results.find(({ key, step }) => key === table && step === 'deleteTable');
		const refusal = result?.refusal ?? '';
		const isNext = result === undefined && workflows.length === 0;
		const status = isNext
			? 'Table to be deleted'
			: result === undefined
				? 'Table kept until every workflow of the playbook is deleted'
				: refusal === ''
					? 'Table deleted'
					: `Table not deleted: ${refusal}`;
		return {
			...BARE,
			name: table,
			status,
			todo: isNext ? 'deleteTable' : 'none',
			key: table,
			done: doneSoFar(result),
		};
	});
	const items = [...workflows, ...gone];
	const status =
		workflows.length === 0
			? 'No workflow of the playbook is left. This installer can be deleted too'
			: `${plural(workflows.length, 'workflow')} of the playbook left; see below`;
	return [{ ...BARE, name: 'Salesforce Licenses playbook', status, key: 'playbook' }, ...items];
}

/** Whether another round has something to do that n8n has not refused in the last one. */
export function leftToDo(items: readonly PlaybookItem[], results: readonly StepResult[]): boolean {
	const refused = new Set(results.flatMap(({ key, refusal }) => (refusal === '' ? [] : [key])));
	return items.some(({ todo, publish, key }) => (todo !== 'none' || publish) && !refused.has(key));
}

/** Without all workflows nothing else can be done. */
export function refusedCreations(results: readonly StepResult[]): string | undefined {
	const refused = results.filter(({ step, refusal }) => step === 'create' && refusal !== '');
	if (refused.length === 0) return undefined;
	const reasons = [...new Set(refused.map(({ refusal }) => refusal))].join('; ');
	return `n8n did not create ${plural(refused.length, 'workflow')}: ${reasons}`;
}

const doneSoFar = (result: StepResult | undefined): readonly string[] =>
	(result?.done ?? []).filter((step) => step !== 'none');
