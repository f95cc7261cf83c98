import { z } from 'zod';

import type { ChosenCredential } from '../../nodes/SalesforceLicenses/licensing/installing/merge';
import type { ImportOptions } from './arguments';
import { printable } from './printable';
import type { PublicApi } from './publicApi';

/** The type of credential that each option names. */
const CREDENTIALS = [
	['credential', 'salesforceCrmOAuth2Api'],
	['smtp', 'smtp'],
	['slack', 'slackApi'],
	['servicenow', 'serviceNowBasicApi'],
	['page', 'httpBasicAuth'],
	['postgres', 'postgres'],
] as const;

const CREDENTIAL = z.object({ id: z.string().min(1), name: z.string(), type: z.string() });

/** The credentials that the options name, by name or id. Throws if one does not exist or is not unique. */
export async function chosenCredentials(
	api: PublicApi,
	options: ImportOptions,
): Promise<ChosenCredential[]> {
	const wanted = CREDENTIALS.filter(([option]) => options[option] !== undefined);
	if (wanted.length === 0) return [];
	const known = await api.all('/credentials', CREDENTIAL);
	return wanted.map(([option, credentialType]) => {
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
		return { credentialType, id: found[0].id, name: found[0].name };
	});
}
