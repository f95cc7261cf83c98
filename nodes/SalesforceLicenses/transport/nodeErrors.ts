import type { JsonObject } from 'n8n-workflow';
import { NodeApiError, NodeOperationError } from 'n8n-workflow';
import { SalesforceError } from '../salesforce/client/errors';
import { explain } from './errorTexts';
import { CREDENTIAL, type NodeContext } from './n8nHttp';
import type { Grant } from './sessionTexts';

/**
 * The error that n8n shows: what is wrong, what to do, and Salesforce's own code and text. `instanceof` is
 * not used on n8n's own errors, because a linked package has its own copy of them.
 */
export async function toNodeError(
	context: NodeContext,
	error: unknown,
	itemIndex?: number,
): Promise<Error> {
	const node = context.getNode();
	if (error instanceof SalesforceError) {
		const { message, description } = explain(error, await grantOf(context));
		const body: JsonObject = { errorCode: error.errorCode, message: error.message };
		return new NodeApiError(node, body, {
			message,
			description,
			httpCode: error.status === null ? undefined : String(error.status),
			itemIndex,
		});
	}
	if (error instanceof Error && 'node' in error) return error;
	return new NodeOperationError(node, error instanceof Error ? error : String(error), {
		itemIndex,
	});
}

/** The fix for a session error depends on the grant; a credential that cannot be read has its own error. */
async function grantOf(context: NodeContext): Promise<Grant> {
	const credential = await context.getCredentials(CREDENTIAL).catch(() => null);
	return credential?.grantType === 'clientCredentials' ? 'clientCredentials' : 'pkce';
}
