import type { NodeOnCanvas } from './canvas';

/** Room for tables; n8n's own style is made for single fields. */
const LOOK = `:root { --container-width: 720px; }
table { width: 100%; border-collapse: collapse; font-size: 14px; margin: 8px 0 24px; }
th, td { padding: 6px 8px; text-align: left; vertical-align: top; border-bottom: 1px solid #dbdfe7; overflow-wrap: break-word; }
code { padding: 2px 4px; font-family: monospace; background: #f1f3f9; }
textarea { min-height: 140px; font-family: monospace; }
td:first-child { white-space: nowrap; }`;

/** A page whose fields come from the node before it. `style`: CSS for this form only. */
export function page(at: [number, number], style = ''): NodeOnCanvas {
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
				customCss: `${LOOK}${style}`,
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
