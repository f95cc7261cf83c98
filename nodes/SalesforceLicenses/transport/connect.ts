import type { OrgConnection } from '../salesforce/client/orgConnection';
import type { ICredentialDataDecryptedObject } from 'n8n-workflow';
import { NodeOperationError, sleep as wait } from 'n8n-workflow';
import { SalesforceClient } from '../salesforce/client/client';
import type { ConnectionUrl } from '../salesforce/connection/connectionUrl';
import { apiOrigin, parseConnectionUrl } from '../salesforce/connection/connectionUrl';
import { CANCELED, SalesforceError } from '../salesforce/client/errors';
import type { Sleep } from '../salesforce/client/http';
import type { Organization } from '../salesforce/organization/organization';
import { readConnectedUserId, readOrganization } from '../salesforce/organization/organization';
import { clockWarning, timeOf } from '../salesforce/organization/orgTime';
import { CREDENTIAL, n8nHttp, type NodeContext } from './n8nHttp';
import type { Sealer } from './sealer';
import { sealerOf } from './sealer';

/** An org that responds, with what only the node needs. */
export interface Connection extends OrgConnection {
	org: Organization;
	/** Seals outcomes, and recognizes those that this credential sealed; null if it has no lasting secret. */
	sealer: Sealer | null;
	/** What n8n's own clock said when the connection was opened. */
	clock: Date;
}

/** Opens the org of the node's credential. Three calls, one of them free. */
export async function connect(context: NodeContext): Promise<Connection> {
	const credential = await context.getCredentials(CREDENTIAL);
	const url = originOf(credential);
	if (!url.ok) {
		throw new NodeOperationError(context.getNode(), url.reason, { description: url.fix });
	}
	// Client Credentials get their token automatically; the other grant needs the pop-up first.
	if (
		credential.grantType !== 'clientCredentials' &&
		tokenData(credential).access_token === undefined
	) {
		throw new SalesforceError('NOT_CONNECTED', 'The credential has no access token');
	}
	const sleep = sleeper(context);
	const http = n8nHttp(context, url.origin, async () => await originNow(context), sleep);
	const client = await SalesforceClient.connect(http, sleep);
	const org = await readOrganization(client);
	// Client Credentials have no token before the first call, so the identity is read after it.
	const { id } = tokenData(await context.getCredentials(CREDENTIAL));
	const clock = new Date();
	const warning = clockWarning(clock, client.orgTime);
	if (warning !== null) client.report.warn(warning);
	return {
		client,
		org,
		orgId: org.orgId,
		clock,
		now: timeOf(clock, client.orgTime),
		connectedUserId: await readConnectedUserId(client, id),
		sealer: sealerOf(credential),
	};
}

/** A canceled execution does not wait any longer: the error ends the current read. */
function sleeper(context: NodeContext): Sleep {
	const canceled =
		'getExecutionCancelSignal' in context ? context.getExecutionCancelSignal() : undefined;
	return async (milliseconds, signal) => {
		const signals = [canceled, signal].filter((known) => known !== undefined);
		await wait(milliseconds, AbortSignal.any(signals)).catch(() => {});
		if (canceled?.aborted === true)
			throw new SalesforceError(CANCELED, 'The run was stopped before it finished');
	};
}

function originOf(credential: ICredentialDataDecryptedObject): ConnectionUrl {
	const typed = parseConnectionUrl(credential.instanceUrl, {
		grantType: String(credential.grantType),
		allowCustomHost: credential.allowCustomHost === true,
	});
	if (!typed.ok) return typed;
	return apiOrigin(typed.origin, tokenData(credential).instance_url);
}

/** Checked like the first one: the token of an org that moved is sent to the org's own host only. */
async function originNow(context: NodeContext): Promise<string | null> {
	const url = originOf(await context.getCredentials(CREDENTIAL));
	return url.ok ? url.origin : null;
}

function tokenData(credential: ICredentialDataDecryptedObject): Record<string, unknown> {
	return (credential.oauthTokenData ?? {}) as Record<string, unknown>;
}
