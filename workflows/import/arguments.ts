/* eslint-disable @n8n/community-nodes/no-restricted-imports, @n8n/community-nodes/require-node-api-error -- this runs outside n8n */
import { parseArgs } from 'node:util';

import { n8nAddress, n8nApiKey } from './address';

export const USAGE = `N8N_API_KEY=... npm run playbook:import -- --url https://n8n.example.com [options]

  --url URL             address of your n8n (or set N8N_URL)
  --credential NAME     Salesforce CRM OAuth2 API credential for all Salesforce Licenses nodes
  --smtp NAME           SMTP credential for all e-mail nodes
  --slack NAME          Slack API credential for all Slack nodes
  --servicenow NAME     ServiceNow Basic Auth credential for all ServiceNow nodes
  --pair NAME           import only a pair of subflows for an additional org; add --credential for that org
  --page NAME           Basic Auth credential that protects the record page
  --storage KIND        where to store the tables: data-tables or postgres (default: unchanged, at first data-tables)
  --postgres NAME       Postgres credential for --storage postgres
  --changed WHAT        what to do with workflows that someone changed in n8n: leave or replace (default: leave)
  --help                show this text

Create the API key in n8n under Settings > n8n API, with the workflow scopes and credential:list. The import
sends it over https only (http is allowed to an n8n on this computer) and never follows a redirect with it.
NAME is the name or the ID of a credential. Without an option, select the credential in the nodes and publish.
The import changes only workflows that an earlier import created. If other workflows have the same names, it
writes nothing.`;

export interface ImportOptions {
	url: string;
	apiKey: string;
	credential?: string;
	smtp?: string;
	slack?: string;
	servicenow?: string;
	/** Imports only a pair of subflows for an additional org, with this name. */
	pair?: string;
	page?: string;
	storage?: string;
	postgres?: string;
	/** What becomes of workflows that someone changed in n8n. */
	changed?: string;
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
	changed: option,
	help: { type: 'boolean', short: 'h' },
} as const;

/** The options from the command line and the environment, or "help". Throws if one is missing or empty. */
export function readArguments(
	args: string[],
	environment: { N8N_URL?: string; N8N_API_KEY?: string },
): ImportOptions | 'help' {
	const { help, ...values } = parsedOptions(args);
	if (help === true) return 'help';
	for (const [name, value] of Object.entries(values)) {
		if (value.trim() === '') {
			throw new Error(`--${name} is empty. Enter a value or omit the option; see --help.`);
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
