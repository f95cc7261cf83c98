import type { NodeOnCanvas } from '../kit/canvas';
import { SALESFORCE } from '../kit/nodes';

/**
 * Nodes in which a person selects the credentials, by n8n's own menus. They are disabled and connected to nothing:
 * the installer reads what is selected in them.
 */
const ROW = 2.4;

export const CREDENTIALS_OF: ReadonlyArray<[name: string, node: NodeOnCanvas]> = [
	['Salesforce', holder(0, SALESFORCE, 1, { resource: 'organization', operation: 'get' })],
	['E-mail', holder(1, 'n8n-nodes-base.emailSend', 2.1, { options: {} })],
	['Slack', holder(2, 'n8n-nodes-base.slack', 2.3, { select: 'channel', otherOptions: {} })],
	[
		'ServiceNow',
		holder(3, 'n8n-nodes-base.serviceNow', 1, { authentication: 'basicAuth', options: {} }),
	],
	[
		'Record Page Login',
		holder(4, 'n8n-nodes-base.httpRequest', 4.2, {
			authentication: 'genericCredentialType',
			genericAuthType: 'httpBasicAuth',
			options: {},
		}),
	],
	['Postgres', holder(5, 'n8n-nodes-base.postgres', 2.6, { options: {} })],
];

function holder(
	column: number,
	type: string,
	typeVersion: number,
	parameters: NodeOnCanvas['parameters'],
): NodeOnCanvas {
	return { type, typeVersion, at: [column, ROW], parameters, settings: { disabled: true } };
}
