import type { INode, JsonObject } from 'n8n-workflow';
import { NodeApiError, NodeOperationError } from 'n8n-workflow';
import { SalesforceError } from '../salesforce/client/errors';
import { explain } from './errorTexts';

/**
 * The error n8n shows: what is wrong, what to do, and Salesforce's own code and text. `instanceof`
 * is not asked of n8n's own errors, because a linked package has its own copy of them.
 */
export function toNodeError(node: INode, error: unknown, itemIndex?: number): Error {
	if (error instanceof SalesforceError) {
		const { message, description } = explain(error);
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
