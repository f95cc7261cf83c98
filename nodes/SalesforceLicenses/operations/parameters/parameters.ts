import type { IExecuteFunctions } from 'n8n-workflow';
import type { LicenseKind } from '../../licensing/model/licenses';
import { LICENSE_KINDS } from '../../licensing/model/licenses';
import type { SalesforceClient } from '../../salesforce/client/client';
import type { ReadPolicy } from '../../salesforce/client/readPolicy';
import type { Api } from '../../salesforce/query/pages';
import {
	API_FIELD,
	BULK_FROM_ROWS_FIELD,
	LICENSE_KINDS_FIELD,
	LIMIT_FIELD,
	MAX_API_USAGE_FIELD,
	RETURN_ALL_FIELD,
} from './fields';
import type { At } from './values';
import { parametersOf } from './values';

/** Parameters that several operations share. */

export function licenseKindsParameter(context: IExecuteFunctions, at: At): LicenseKind[] {
	const given = parametersOf(context, at);
	return given.options(LICENSE_KINDS_FIELD, LICENSE_KINDS, { atLeastOne: true, noun: 'kind' });
}

/** The requested number of rows; Infinity for all. */
export function limitParameter(context: IExecuteFunctions, at: At): number {
	const given = parametersOf(context, at);
	return given.toggle(RETURN_ALL_FIELD) ? Infinity : given.wholeNumber(LIMIT_FIELD);
}

export function apiParameter(context: IExecuteFunctions, at: At): Api {
	return parametersOf(context, at).option(API_FIELD, ['auto', 'bulk', 'rest']);
}

/** When reads use Bulk, and when they stop so that this run does not use up the org's API calls. */
export type ApiUsage = Pick<ReadPolicy, 'maxApiUsage' | 'bulkFromRows'>;

export function limitApiUsage({ policy }: SalesforceClient, usage: ApiUsage): void {
	policy.maxApiUsage = usage.maxApiUsage;
	policy.bulkFromRows = usage.bulkFromRows;
}

export function apiUsageParameter(context: IExecuteFunctions, at: At): ApiUsage {
	const given = parametersOf(context, at);
	return {
		maxApiUsage: given.number(MAX_API_USAGE_FIELD) / 100,
		bulkFromRows: given.wholeNumber(BULK_FROM_ROWS_FIELD),
	};
}
