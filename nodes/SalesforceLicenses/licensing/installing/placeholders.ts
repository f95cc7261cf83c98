import type { WorkflowBody } from './workflow';

/** Domains that stand for another one: https://www.rfc-editor.org/rfc/rfc2606 */
const PLACEHOLDER = /@example\.(com|net|org)\b/i;

/** What to do before mail of a workflow reaches anybody; empty where nothing is to be done. */
export function adviceOn({ nodes }: Pick<WorkflowBody, 'nodes'>): string {
	const names = nodes
		.filter(({ name }) => name === 'Settings')
		.flatMap(({ parameters }) => valuesOf(parameters))
		.filter(({ value }) => typeof value === 'string' && PLACEHOLDER.test(value))
		.map(({ name }) => String(name));
	if (names.length === 0) return '';
	return `Its mail reaches nobody yet: replace the example.com address of ${names.join(' and ')} in its node Settings.`;
}

interface Value {
	name?: unknown;
	value?: unknown;
}

function valuesOf({ assignments }: Record<string, unknown>): Value[] {
	const list = (assignments as { assignments?: unknown } | null | undefined)?.assignments;
	if (!Array.isArray(list)) return [];
	return (list as unknown[]).filter((one): one is Value => typeof one === 'object' && one !== null);
}
