import type { IExecuteFunctions, INodeProperties, NodeOperationError } from 'n8n-workflow';
import type { Filters, UnknownName } from '../../salesforce/subscriptions/filters';
import { USER_STATUSES } from '../../salesforce/subscriptions/filters';
import { fieldOf, parametersOf } from '../parameters/values';
import { FILTERS_FIELD } from './filterFields';

/** Parses the filters of a download. */

/** How many existing names a message lists. */
const MAX_NAMES = 20;

const fieldNamed = (name: string) =>
	fieldOf((FILTERS_FIELD.options ?? []) as INodeProperties[], name);

export function filtersParameter(context: IExecuteFunctions, itemIndex: number): Filters {
	const given = parametersOf(context, itemIndex).inside(FILTERS_FIELD);
	const list = (name: string) => given.list(fieldNamed(name));
	return {
		licenseIdentifiers: list('licenseIdentifiers'),
		excludeLicenseIdentifiers: list('excludeLicenseIdentifiers'),
		users: list('users'),
		excludeUsernames: list('excludeUsernames'),
		userStatus: given.option(fieldNamed('userStatus'), USER_STATUSES, 'status'),
		userTypes: list('userTypes'),
		profiles: list('profiles'),
	};
}

/** A name that the org does not have, in words: the filter, the name, and the existing names. */
export function refuseUnknownName(
	context: IExecuteFunctions,
	itemIndex: number,
	orgName: string,
	{ filter, reason, known }: UnknownName,
): NodeOperationError {
	const names = [...new Set(known)].slice(0, MAX_NAMES).join(', ');
	const rest = known.length > MAX_NAMES ? ' …' : '';
	const given = parametersOf(context, itemIndex).inside(FILTERS_FIELD);
	return given.refuse(
		fieldNamed(filter),
		reason,
		`Fix this filter.${names === '' ? '' : ` ${orgName} has: ${names}${rest}`}`,
	);
}
