import type { IExecuteFunctions, INodeProperties } from 'n8n-workflow';
import { NodeOperationError } from 'n8n-workflow';
import { z } from 'zod';
import {
	leftToDo,
	ofInstall,
	ofUninstall,
	refusedCreations,
} from '../../licensing/installing/items';
import type { PlaybookItem, StepResult } from '../../licensing/installing/items';
import type { ChosenCredential } from '../../licensing/installing/merge';
import { CREDENTIAL_TYPES } from '../../licensing/installing/merge';
import type { InstallRequest, Planned } from '../../licensing/installing/plan';
import { planInstall } from '../../licensing/installing/plan';
import { planUninstall } from '../../licensing/installing/uninstall';
import type { N8nWorkflow, Playbook } from '../../licensing/installing/workflow';
import type { OperationRun } from '../operation';
import { toItems } from '../output';
import { oneOf } from '../parameters/inputs';
import { parseJsonRows } from '../parameters/jsonRows';
import type { Parameters } from '../parameters/values';
import { fieldOf, parametersOf, WHOLE_RUN } from '../parameters/values';
import { credentialsIn, EXISTING_WORKFLOW, tooOld } from './existing';

export const mode = 'wholeRun';

/** The input items are the workflows of this n8n, so they are looked at together. */
export const execute: OperationRun['execute'] = async (context, _itemIndex, fields) => {
	const given = parametersOf(context, WHOLE_RUN);
	const field = (name: string) => fieldOf(fields, name);
	const purpose = given.option(field('purpose'), ['install', 'connectOrg', 'uninstall']);
	const changed = given.option(field('changedWorkflows'), ['keep', 'replace']);
	const results = rowsOf(given, field('results'), STEP_RESULT);
	const there = existing(context, given, field);
	const refused = refusedCreations(results);
	if (refused !== undefined) throw problem(context, refused, CHECK_KEY);
	const { PLAYBOOK } = await import('./shippedPlaybook');
	let items: PlaybookItem[];
	if (purpose === 'uninstall') {
		const tables = given.toggle(field('deleteTables')) ? PLAYBOOK.tables : [];
		items = ofUninstall(planUninstall(PLAYBOOK, there, changed), tables, results);
	} else {
		const request: InstallRequest = {
			there,
			changed,
			storage: purpose === 'install' ? storageGiven(given, field('storage')) : undefined,
			pair: purpose === 'connectOrg' ? orgName(given, field('orgName')) : undefined,
			credentials: credentials(context, given, field, there),
			replaceCredentials: given.toggle(field('replaceCredentials')),
			created: new Set(results.flatMap(({ done, id }) => (done.includes('create') ? [id] : []))),
		};
		items = ofInstall(planned(context, PLAYBOOK, request), PLAYBOOK.version, results);
	}
	const again = leftToDo(items, results);
	const base = context.getInstanceBaseUrl().replace(/\/*$/, '/');
	const rows = items.map(({ workflow, ...item }) => ({
		...item,
		url: item.id === null ? null : `${base}workflow/${encodeURIComponent(item.id)}`,
		opens: opensAt(base, PLAYBOOK, item.key),
		again,
		...(workflow === undefined ? {} : { workflow }),
	}));
	return [toItems(rows, 0)];
};

/** Where n8n serves the form or the page of a workflow; null if it has none. */
function opensAt(base: string, { workflows }: Playbook, key: string): string | null {
	for (const { type, parameters } of workflows.find(({ id }) => id === key)?.nodes ?? []) {
		const { path, options } = parameters as { path?: unknown; options?: { path?: unknown } };
		if (type === 'n8n-nodes-base.formTrigger' && typeof options?.path === 'string') {
			return `${base}form/${options.path}`;
		}
		if (type === 'n8n-nodes-base.webhook' && typeof path === 'string')
			return `${base}webhook/${path}`;
	}
	return null;
}

function planned(
	context: IExecuteFunctions,
	playbook: Playbook,
	request: InstallRequest,
): Planned[] {
	try {
		return planInstall(playbook, request);
	} catch (error) {
		const [first, ...more] = (error as Error).message.split('\n');
		throw new NodeOperationError(context.getNode(), first, { description: more.join('\n') });
	}
}

function storageGiven(given: Parameters, field: INodeProperties): InstallRequest['storage'] {
	const storage = given.option(field, ['dataTables', 'postgres', 'unchanged']);
	return storage === 'unchanged' ? undefined : storage;
}

const STEP_RESULT: z.ZodType<StepResult, z.ZodTypeDef, unknown> = z.object({
	key: z.string(),
	step: z.string(),
	id: z
		.string()
		.nullish()
		.transform((id) => id ?? ''),
	done: z
		.array(z.string())
		.nullish()
		.transform((done) => done ?? []),
	refusal: z
		.string()
		.nullish()
		.transform((refusal) => refusal ?? ''),
});

const CREDENTIAL = z
	.object({
		type: oneOf('credential type', CREDENTIAL_TYPES as [string, ...string[]]),
		id: z.string().min(1),
		name: z.string(),
	})
	.transform(({ type, id, name }): ChosenCredential => ({ credentialType: type, id, name }));

type FieldOf = (name: string) => INodeProperties;

function existing(context: IExecuteFunctions, given: Parameters, field: FieldOf): N8nWorkflow[] {
	const source = given.option(field('existingSource'), ['input', 'json', 'none']);
	if (source === 'none') return [];
	const workflows =
		source === 'json'
			? rowsOf(given, field('existingJson'), EXISTING_WORKFLOW)
			: fromInput(context);
	const old = tooOld(workflows);
	if (old !== undefined) throw problem(context, old, 'Nothing was written.');
	return workflows.filter(({ isArchived }) => isArchived !== true);
}

/** This very workflow has to be among them: otherwise the API key reads another n8n, or cannot read all. */
function fromInput(context: IExecuteFunctions): N8nWorkflow[] {
	const items = context.getInputData();
	const failed = items.find(({ json, error }) => error !== undefined || 'error' in json);
	if (failed !== undefined) {
		const { message, description } = failed.error ?? {};
		const said = [message ?? String(failed.json.error), description].filter(Boolean).join(' ');
		throw problem(context, `The workflows of this n8n could not be read: ${said}`, CHECK_KEY);
	}
	const rows = parseJsonRows(
		items.map(({ json }) => json),
		EXISTING_WORKFLOW,
		'the input',
	);
	if (!rows.ok) {
		throw problem(
			context,
			`The input items are not workflows of n8n: ${rows.reason}`,
			'Nothing was written. Connect the n8n node with Workflow > Get Many to the input. If it returned nothing, check the Base URL of the n8n API credential.',
		);
	}
	const own = context.getWorkflow().id;
	if (!rows.rows.some(({ id }) => id === own)) {
		throw problem(
			context,
			'The workflows in the input are not all workflows of this n8n: the workflow that runs now is not among them',
			'Nothing was written. Check that the Base URL of the n8n API credential is the address of this n8n, that its API key belongs to you, and that no filter is set.',
		);
	}
	return rows.rows;
}

function credentials(
	context: IExecuteFunctions,
	given: Parameters,
	field: FieldOf,
	there: readonly N8nWorkflow[],
): ChosenCredential[] {
	const source = given.option(field('credentialSource'), ['json', 'none', 'workflow']);
	if (source === 'none') return [];
	const own = there.filter(({ id }) => id === context.getWorkflow().id);
	const chosen =
		source === 'json'
			? rowsOf(given, field('credentialsJson'), CREDENTIAL)
			: own.flatMap(credentialsIn);
	const types = chosen.map(({ credentialType }) => credentialType);
	const twice = types.find((type, index) => types.indexOf(type) !== index);
	if (twice === undefined) return chosen;
	throw given.refuse(
		field('credentialSource'),
		`there is more than one credential of the type ${twice}`,
		'Select the same credential in all nodes of this type, or give one of each type.',
	);
}

function orgName(given: Parameters, field: INodeProperties): string {
	const name = given.text(field);
	if (name !== '') return name;
	throw given.refuse(field, 'it is empty', 'Enter a name for the connection, e.g. EMEA org.');
}

function rowsOf<T>(
	given: Parameters,
	field: INodeProperties,
	row: z.ZodType<T, z.ZodTypeDef, unknown>,
): T[] {
	const parsed = parseJsonRows(given.value(field), row, 'the list');
	if (parsed.ok) return parsed.rows;
	throw given.refuse(field, parsed.reason, 'Correct the list, or check the expression.');
}

const CHECK_KEY =
	'Check the n8n API credential: an API key of this n8n (Settings > n8n API) with all workflow scopes, and the Base URL with /api/v1 at its end, e.g. https://n8n.example.com/api/v1. Then run this again: it continues where it stopped.';

const problem = (context: IExecuteFunctions, message: string, description: string) =>
	new NodeOperationError(context.getNode(), message, { description });
