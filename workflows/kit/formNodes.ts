import type { NodeOnCanvas } from './canvas';

/** Room for tables; n8n's own style is made for single fields. */
export const PAGE_CSS = `:root { --container-width: 720px; }
table { width: 100%; border-collapse: collapse; font-size: 14px; margin: 8px 0 24px; }
th, td { padding: 6px 8px; text-align: left; vertical-align: top; border-bottom: 1px solid #dbdfe7; overflow-wrap: break-word; }
code { padding: 2px 4px; font-family: monospace; background: #f1f3f9; }
textarea { min-height: 140px; font-family: monospace; }
td:first-child { white-space: nowrap; }`;

/** A page whose fields come from the node before it. */
export function page(at: [number, number], css = PAGE_CSS): NodeOnCanvas {
	return {
		type: 'n8n-nodes-base.form',
		typeVersion: 2.5,
		at,
		parameters: {
			operation: 'page',
			defineForm: 'json',
			jsonOutput: '={{ JSON.stringify($json.fields) }}',
			options: {
				formTitle: '={{ $json.title }}',
				formDescription: '={{ $json.description }}',
				buttonLabel: '={{ $json.button }}',
				customCss: css,
			},
		},
	};
}

export function ending(at: [number, number], title: string, message: string): NodeOnCanvas {
	return {
		type: 'n8n-nodes-base.form',
		typeVersion: 2.5,
		at,
		parameters: {
			operation: 'completion',
			respondWith: 'text',
			completionTitle: title,
			completionMessage: message,
			options: {},
		},
	};
}
