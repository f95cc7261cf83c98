import type { IExecuteFunctions } from 'n8n-workflow';
import { NodeOperationError } from 'n8n-workflow';
import type { RightHolders } from '../../../licensing/model/rights';
import { administratorGuard } from '../../../licensing/planning/administrators';
import type { CurrentUser } from '../../../licensing/model/userState';
import type { Guard } from '../../../licensing/planning/guard';
import type { SalesforceClient } from '../../../salesforce/client/client';
import { readUsableAdministrators } from '../../../salesforce/users/administrators';
import { readRights } from '../../../salesforce/users/rights';
import type { Connection } from '../../../transport/connect';

/** The checks that Reclaim and Restore make before they may write. */

/** Stops a run that could lock out its own connection. */
export function requireConnectedUser(
	context: IExecuteFunctions,
	{ connectedUserId }: Connection,
): void {
	if (connectedUserId !== null) return;
	throw new NodeOperationError(
		context.getNode(),
		'Salesforce did not return the user that this connection runs as',
		{
			description:
				'Nothing was written, because the run could lock out the connected user. Open the credential and connect it again.',
		},
	);
}

const NOBODY: RightHolders = new Map();

/** Protects administrators; `usable` are those who can sign in, read only if administrators are released. */
export async function readAdministratorGuard(
	client: SalesforceClient,
	current: ReadonlyMap<string, CurrentUser>,
	{ protectAdministrators }: { protectAdministrators: boolean },
): Promise<{ guard: Guard; usable: RightHolders }> {
	const rightsOf = await readRights(client, [...current.values()]);
	const usable = protectAdministrators
		? NOBODY
		: await readUsableAdministrators(client, new Date());
	return { guard: administratorGuard({ rightsOf, usable, protectAdministrators }), usable };
}
