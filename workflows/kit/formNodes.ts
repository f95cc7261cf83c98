import type { NodeOnCanvas } from './canvas';
import { READABLE } from './readable';

/** Room for tables, and readable; n8n's own style is made for single fields. */
export const PAGE_CSS = `${READABLE}:root { --container-width: 720px; }
table { width: 100%; border-collapse: collapse; font-size: 14px; margin: 8px 0 24px; }
th, td { padding: 6px 8px; text-align: left; vertical-align: top; border-bottom: 1px solid #dbdfe7; }
code { padding: 2px 4px; font-family: monospace; background: #f1f3f9; }
textarea { min-height: 140px; font-family: monospace; }
td:first-child { white-space: nowrap; }`;

/**
 * The fields of a page as n8n takes them. n8n puts them in the place of the expression by String.replace, which reads
 * `$&` and the like in a text as patterns (n8n-nodes-base, Form/utils: `resolveRawData`), so no dollar sign is left.
 */
export const fieldsOf = (fields: string): string =>
	`={{ JSON.stringify(${fields}).split('$').join('\\\\u0024') }}`;

function formPage(
	at: [number, number],
	jsonOutput: string,
	options: Record<'formTitle' | 'formDescription' | 'buttonLabel' | 'customCss', string>,
): NodeOnCanvas {
	return {
		type: 'n8n-nodes-base.form',
		typeVersion: 2.5,
		at,
		parameters: { operation: 'page', defineForm: 'json', jsonOutput, options },
	};
}

/** A page whose fields come from the node before it. */
export const page = (at: [number, number], css = PAGE_CSS): NodeOnCanvas =>
	formPage(at, fieldsOf('$json.fields'), {
		formTitle: '={{ $json.title }}',
		formDescription: '={{ $json.description }}',
		buttonLabel: '={{ $json.button }}',
		customCss: css,
	});

/** In an expression: why the node before it failed, as text that a page can show. */
export const WHY_FAILED =
	"String($json.error?.message ?? $json.error ?? 'n8n gave no reason. Look at its executions.').replace(/[<>]/g, ' ')";

const AGAIN = '[{ "fieldType": "hiddenField", "fieldName": "again", "fieldValue": "yes" }]';

/** A page that offers to try again what the node before it could not do. What was entered before stays in n8n. */
export const tryAgain = (at: [number, number], title: string): NodeOnCanvas =>
	formPage(at, AGAIN, {
		formTitle: title,
		formDescription: `={{ ${WHY_FAILED}.trim().replace(/[.]*$/, '.') }} Nothing is lost: this page keeps what you entered. Check the database or the Data Tables of the playbook, then try again.`,
		buttonLabel: 'Try again',
		customCss: PAGE_CSS,
	});

export function ending(
	at: [number, number],
	title: string,
	message: string,
	css = PAGE_CSS,
): NodeOnCanvas {
	return {
		type: 'n8n-nodes-base.form',
		typeVersion: 2.5,
		at,
		parameters: {
			operation: 'completion',
			respondWith: 'text',
			completionTitle: title,
			completionMessage: message,
			options: { customCss: css },
		},
	};
}
