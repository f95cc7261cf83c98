import { z } from 'zod';
import type { SalesforceClient } from '../client/client';
import { SalesforceError } from '../client/errors';
import { orError } from '../client/orError';
import { isRefusal } from '../client/retries';
import { organizationQuery } from './queries';
import { queryAll } from '../query/query';
import { organizationRecord } from '../schema/records';
import { isId, toLongId } from '../schema/soql';
import { KEY_PREFIX } from '../schema/schema';

export interface Organization {
	orgId: string;
	name: string;
	edition: string | null;
	isSandbox: boolean;
	instance: string | null;
	namespacePrefix: string | null;
	trialExpiresAt: string | null;
}

export async function readOrganization(client: SalesforceClient): Promise<Organization> {
	const [row] = await queryAll(client, organizationQuery, organizationRecord);
	if (row === undefined) {
		throw new SalesforceError(
			'INSUFFICIENT_ACCESS',
			'The connected user cannot read the Organization record',
		);
	}
	return {
		orgId: toLongId(row.Id),
		name: row.Name,
		edition: row.OrganizationType,
		isSandbox: row.IsSandbox,
		instance: row.InstanceName,
		namespacePrefix: row.NamespacePrefix,
		trialExpiresAt: row.TrialExpirationDate,
	};
}

const resources = z.object({ identity: z.string() });

/** `…/id/<org id>/<user id>` (OAuth 2.0, "Identity URLs"); null if it is not such a URL. */
export function userIdOfIdentityUrl(url: unknown): string | null {
	const id = /\/id\/[a-zA-Z0-9]{15,18}\/([a-zA-Z0-9]{15,18})\/?$/.exec(String(url))?.[1];
	return isId(id, KEY_PREFIX.User) ? toLongId(id) : null;
}

/**
 * The user that the connection runs as, from the token's identity URL; without a token, from the versioned
 * root, which lists the caller's identity URL (REST API Developer Guide, "Resources by Version"). Null if
 * neither has it.
 */
export async function readConnectedUserId(
	client: SalesforceClient,
	tokenIdentityUrl: unknown,
): Promise<string | null> {
	const fromToken = userIdOfIdentityUrl(tokenIdentityUrl);
	if (fromToken !== null) return fromToken;
	const root = await orError(client.read(client.path('')), isRefusal);
	return userIdOfIdentityUrl(resources.safeParse(root).data?.identity);
}
