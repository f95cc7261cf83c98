/* eslint-disable @n8n/community-nodes/no-restricted-imports, @n8n/community-nodes/require-node-api-error -- this runs outside n8n */
import { parseArgs } from 'node:util';

import { n8nAddress, n8nApiKey } from './address';

export const USAGE = `N8N_API_KEY=... npm run playbook:import -- --url https://n8n.example.com [options]

  --url URL             the n8n (N8N_URL)
  --credential NAME     the Salesforce CRM OAuth2 API credential for all Salesforce Licenses nodes
  --smtp NAME           the SMTP credential for all e-mail nodes
  --slack NAME          the Slack API credential for all Slack nodes
  --servicenow NAME     the ServiceNow Basic Auth credential for all ServiceNow nodes
  --pair NAME           only a pair of subflows for an additional org, with --credential its own credential
  --page NAME           the Basic Auth credential that opens the record page
  --storage KIND        where the tables are: data-tables or postgres; when left out, as before, else data-tables
  --postgres NAME       the Postgres credential for the storage
  --help                this text

The key is made in n8n under Settings > n8n API, with the scopes of workflows and credential:list. It is sent
by https only, except to an n8n on this computer, and never along with a redirect.
A credential is named by its name or its id. Without it, choose the credential in the nodes and publish.
Only workflows that an import made are changed. If others have their names, nothing is written.`;

export interface ImportOptions {
	url: string;
	apiKey: string;
	credential?: string;
	smtp?: string;
	slack?: string;
	servicenow?: string;
	/** Only a pair of subflows for an additional org, by this name. */
	pair?: string;
	page?: string;
	storage?: string;
	postgres?: string;
}

const option = { type: 'string' } as const;
const OPTIONS = {
	url: option,
	credential: option,
	smtp: option,
	slack: option,
	servicenow: option,
	pair: option,
	page: option,
	storage: option,
	postgres: option,
	help: { type: 'boolean', short: 'h' },
} as const;

/** What the command line and the environment say, or "help". Throws on anything that is missing or empty. */
export function readArguments(
	args: string[],
	environment: { N8N_URL?: string; N8N_API_KEY?: string },
): ImportOptions | 'help' {
	const { help, ...values } = parsedOptions(args);
	if (help === true) return 'help';
	for (const [name, value] of Object.entries(values)) {
		if (value.trim() === '') {
			throw new Error(`--${name} is empty. Give a value, or leave the option out; see --help.`);
		}
	}
	const url =
		values.url === undefined
			? n8nAddress(environment.N8N_URL, 'N8N_URL')
			: n8nAddress(values.url, '--url');
	return { ...values, url, apiKey: n8nApiKey(environment.N8N_API_KEY) };
}

function parsedOptions(args: string[]) {
	try {
		return parseArgs({ args, options: OPTIONS }).values;
	} catch (error) {
		throw new Error(`${(error as Error).message}. See --help for the options.`);
	}
}
