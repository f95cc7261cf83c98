import { ACCESS, isNote, isTheirs } from './fingerprint';
import type { N8nWorkflow, NodeJson } from './workflow';

/** A credential that was chosen for all nodes of a kind. */
export interface ChosenCredential {
	credentialType: string;
	id: string;
	name: string;
}

/** Which nodes of the playbook use a credential of which type. */
const CREDENTIAL_NODES = [
	['salesforceCrmOAuth2Api', 'n8n-nodes-salesforce-licenses.salesforceLicenses'],
	['smtp', 'n8n-nodes-base.emailSend'],
	['slackApi', 'n8n-nodes-base.slack'],
	['serviceNowBasicApi', 'n8n-nodes-base.serviceNow'],
	['httpBasicAuth', 'n8n-nodes-base.webhook'],
	['postgres', 'n8n-nodes-base.postgres'],
] as const;

export const CREDENTIAL_TYPES: readonly string[] = CREDENTIAL_NODES.map(([type]) => type);

export interface Choices {
	credentials: readonly ChosenCredential[];
	/** Whether they replace credentials that are selected on this n8n. */
	replaceCredentials: boolean;
}

/** The nodes of a file with the choices that people made in n8n, and with their own notes. */
export function nodesAsSetUp(
	nodes: readonly NodeJson[],
	before: N8nWorkflow | undefined,
	{ key, ...choices }: Choices & { key: string },
): NodeJson[] {
	const known = new Map(before?.nodes.map((node) => [node.id, node]));
	const ours = nodes.map((node) =>
		asSetUp(node, known.get(node.id) ?? byName(node, before), choices),
	);
	const names = new Set(nodes.map(({ name }) => name));
	const theirs = (before?.nodes ?? []).filter((node) => {
		return isNote(node) && !node.id.startsWith(`${key}-`) && !names.has(node.name);
	});
	return [...ours, ...theirs];
}

/** n8n's command line imports files into workflows whose nodes may have got other IDs since. */
const byName = ({ name, type }: NodeJson, before: N8nWorkflow | undefined): NodeJson | undefined =>
	before?.nodes.find((node) => node.name === name && node.type === type);

function asSetUp(node: NodeJson, known: NodeJson | undefined, choices: Choices): NodeJson {
	const credentials = credentialsOf(node, known?.credentials, choices);
	const parameters = isTheirs(node) ? theirParameters(node, known) : withAccess(node, known);
	return {
		...node,
		parameters,
		...(known === undefined ? {} : { disabled: known.disabled === true }),
		...(Object.keys(credentials).length === 0 ? {} : { credentials }),
	};
}

function credentialsOf(
	{ type }: NodeJson,
	kept: Record<string, unknown> = {},
	{ credentials, replaceCredentials }: Choices,
): Record<string, unknown> {
	const chosen = credentials
		.filter(({ credentialType }) => usedBy(credentialType, type))
		.map(({ credentialType, id, name }) => [credentialType, { id, name }] as const);
	const offered = Object.fromEntries(chosen);
	return replaceCredentials ? { ...kept, ...offered } : { ...offered, ...kept };
}

const usedBy = (credentialType: string, nodeType: string): boolean =>
	CREDENTIAL_NODES.some(([type, node]) => type === credentialType && node === nodeType);

/** A schedule stays as it is. Of the Settings, the values stay, and new ones come from the file. */
function theirParameters(node: NodeJson, known: NodeJson | undefined): NodeJson['parameters'] {
	if (known === undefined || known.type !== node.type) return node.parameters;
	if (node.name !== 'Settings') return known.parameters;
	const values = new Map(assignmentsOf(known).map((assignment) => [assignment.name, assignment]));
	const shipped = assignmentsOf(node);
	const names = new Set(shipped.map(({ name }) => name));
	const assignments = [
		...shipped.map((assignment) => ({
			...assignment,
			value: values.get(assignment.name)?.value ?? assignment.value,
		})),
		...[...values.values()].filter(({ name }) => !names.has(name)),
	];
	return { ...node.parameters, assignments: { assignments } };
}

/** Who may use a form: only the value false, which somebody set, is kept as such. */
function withAccess({ parameters }: NodeJson, known: NodeJson | undefined) {
	if (parameters[ACCESS] === undefined || known === undefined) return parameters;
	return { ...parameters, [ACCESS]: known.parameters[ACCESS] !== false };
}

interface Assignment {
	name?: unknown;
	value?: unknown;
}

function assignmentsOf({ parameters }: NodeJson): Assignment[] {
	const { assignments } = (parameters.assignments ?? {}) as { assignments?: unknown };
	return Array.isArray(assignments) ? (assignments as Assignment[]) : [];
}
