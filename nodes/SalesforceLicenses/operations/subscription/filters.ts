import type { IExecuteFunctions, INodeProperties } from 'n8n-workflow';
import { NodeOperationError } from 'n8n-workflow';
import type { Filters, UnknownName } from '../../salesforce/subscriptions/filters';
import { USER_STATUSES } from '../../salesforce/subscriptions/filters';
import { listParameter } from '../parameters/parameters';
import { FILTERS_FIELD } from './filterFields';

/** The border for the filters of a download. */

/** So many of the names that exist fit a message. */
const MAX_NAMES = 20;

function refuse(
	context: IExecuteFunctions,
	itemIndex: number,
	message: string,
	description: string,
): NodeOperationError {
	return new NodeOperationError(context.getNode(), message, { description, itemIndex });
}

export function filtersParameter(context: IExecuteFunctions, itemIndex: number): Filters {
	const given = context.getNodeParameter('filters', itemIndex, {}) as Record<string, unknown>;
	const status = String(given.userStatus ?? 'all');
	const userStatus = USER_STATUSES.find((known) => known === status);
	if (userStatus === undefined) {
		throw refuse(
			context,
			itemIndex,
			`Filters > User Status: there is no status "${status}"`,
			`Choose from ${USER_STATUSES.join(', ')}.`,
		);
	}
	const list = (name: string) => [...new Set(listParameter(given[name]))];
	return {
		licenseIdentifiers: list('licenseIdentifiers'),
		excludeLicenseIdentifiers: list('excludeLicenseIdentifiers'),
		users: list('users'),
		excludeUsernames: list('excludeUsernames'),
		userStatus,
		userTypes: list('userTypes'),
		profiles: list('profiles'),
	};
}

/** A name that the org does not have, in words: the filter, the name, and what there is. */
export function refuseUnknownName(
	context: IExecuteFunctions,
	itemIndex: number,
	orgName: string,
	{ filter, reason, known }: UnknownName,
): NodeOperationError {
	const fields = (FILTERS_FIELD.options ?? []) as INodeProperties[];
	const field = fields.find(({ name }) => name === filter);
	const names = [...new Set(known)].slice(0, MAX_NAMES).join(', ');
	const rest = known.length > MAX_NAMES ? ' …' : '';
	return refuse(
		context,
		itemIndex,
		`Filters > ${field?.displayName ?? filter}: ${reason}`,
		`Nothing was read. Mend this filter${names === '' ? '' : `; ${orgName} has ${names}${rest}`}.`,
	);
}
