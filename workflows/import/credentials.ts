import { z } from 'zod';

import type { PublicApi } from './publicApi';
import type { ImportOptions } from './arguments';
import { printable } from './printable';

/** Which credential belongs to which nodes: option, credential type, node type. */
const CREDENTIALS = [
	['credential', 'salesforceCrmOAuth2Api', 'n8n-nodes-salesforce-licenses.salesforceLicenses'],
	['smtp', 'smtp', 'n8n-nodes-base.emailSend'],
	['slack', 'slackApi', 'n8n-nodes-base.slack'],
	['servicenow', 'serviceNowBasicApi', 'n8n-nodes-base.serviceNow'],
	['page', 'httpBasicAuth', 'n8n-nodes-base.webhook'],
	['postgres', 'postgres', 'n8n-nodes-base.postgres'],
] as const;

export type Chosen = Array<{ credentialType: string; nodeType: string; id: string; name: string }>;

const CREDENTIAL = z.object({ id: z.string().min(1), name: z.string(), type: z.string() });

/** The credentials that the options name, by name or id. Throws if one does not exist or is not unique. */
export async function chosenCredentials(api: PublicApi, options: ImportOptions): Promise<Chosen> {
	const wanted = CREDENTIALS.filter(([option]) => options[option] !== undefined);
	if (wanted.length === 0) return [];
	const known = await api.all('/credentials', CREDENTIAL);
	return wanted.map(([option, credentialType, nodeType]) => {
		const given = options[option];
		const found = known.filter(({ id, name, type }) => {
			return type === credentialType && (id === given || name === given);
		});
		if (found.length !== 1) {
			throw new Error(
				found.length === 0
					? `No credential of the type ${credentialType} has the name or ID "${printable(String(given))}". Check --${option}.`
					: `More than one credential of the type ${credentialType} has the name "${printable(String(given))}". Use its ID in --${option}.`,
			);
		}
		return { credentialType, nodeType, id: found[0].id, name: found[0].name };
	});
}
