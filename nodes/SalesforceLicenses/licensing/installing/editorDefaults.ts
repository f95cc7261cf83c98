import type { Default } from './workflow';

/**
 * What n8n's editor leaves out of n8n's own nodes when it saves: parameters that have the default of their node, in
 * the versions that the playbook uses. A test compares this with n8n's descriptions of the nodes. The defaults of the
 * package's own node come with the workflows.
 */
const of = (node: string, path: string, value: unknown): Default => [
	`n8n-nodes-base.${node}`,
	path,
	JSON.stringify(value),
];

export const EDITOR_DEFAULTS: readonly Default[] = [
	of('dataTable', 'resource', 'row'),
	of('dataTable', 'operation', 'insert'),
	of('dataTable', 'columns.column.#.type', 'string'),
	of('dataTable', 'filters.conditions.#.condition', 'eq'),
	of('dataTable', 'filters.conditions.#.keyName', 'id'),
	of('dataTable', 'orderByDirection', 'DESC'),
	of('executeWorkflow', 'source', 'database'),
	of('executeWorkflow', 'mode', 'once'),
	of('executeWorkflowTrigger', 'inputSource', 'workflowInputs'),
	of('executeWorkflowTrigger', 'workflowInputs.values.#.type', 'string'),
	of('form', 'operation', 'page'),
	of('form', 'respondWith', 'text'),
	of('merge', 'output', 'specifiedInput'),
	of('merge', 'useDataOfInput', 1),
	of('postgres', 'operation', 'insert'),
	of('serviceNow', 'resource', 'user'),
	of('serviceNow', 'operation', 'get'),
	of('set', 'options.stripBinary', true),
	of('slack', 'select', 'user'),
	of('slack', 'operation', 'upload'),
	of('slack', 'binaryPropertyName', 'data'),
	of('wait', 'resume', 'timeInterval'),
	of('wait', 'unit', 'seconds'),
	of('webhook', 'httpMethod', 'GET'),
	// Slack shows no subject for a message with a form of its own.
	of('slack', 'subject', "={{ $('Inputs').first().json.subject }}"),
];
