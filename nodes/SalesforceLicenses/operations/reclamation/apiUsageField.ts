import type { INodeProperties } from 'n8n-workflow';
import { MAX_API_USAGE_FIELD } from '../fields';

/** The same limit for runs that write: they stop between two calls. */
export const WRITING_API_USAGE_FIELD: INodeProperties = {
	...MAX_API_USAGE_FIELD,
	description: `${MAX_API_USAGE_FIELD.description}. It stops between two calls: what was written stays written, the rest is skipped and says so.`,
};
