import type { IExecuteFunctions } from 'n8n-workflow';
import { NodeOperationError } from 'n8n-workflow';
import type { SalesforceClient } from '../../../salesforce/client/client';
import { closestProfile, readProfileId } from '../../../salesforce/users/profiles';
import { KEY_PREFIX } from '../../../salesforce/schema/schema';
import { isId, toLongId } from '../../../salesforce/schema/soql';

/** The profile in the parameter Target Profile, by name or id; null if it is empty. */
export async function readTargetProfile(
	context: IExecuteFunctions,
	client: SalesforceClient,
	given: string,
): Promise<string | null> {
	if (given === '') return null;
	if (isId(given, KEY_PREFIX.Profile)) return toLongId(given);
	const id = await readProfileId(client, given);
	if (id !== null) return id;
	throw new NodeOperationError(
		context.getNode(),
		`Target Profile: the connected user can see no profile "${given}" in the org${await closestProfile(client, given)}`,
		{
			description:
				'Nothing was written. Correct Target Profile: enter the name as in Setup > Users > Profiles, or the ID.',
		},
	);
}
