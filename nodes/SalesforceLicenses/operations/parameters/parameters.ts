import type { IExecuteFunctions } from 'n8n-workflow';
import { NodeOperationError } from 'n8n-workflow';
import { closest } from '../../licensing/model/closest';
import type { LicenseKind } from '../../licensing/model/licenses';
import { LICENSE_KINDS } from '../../licensing/model/licenses';
import type { SalesforceClient } from '../../salesforce/client/client';
import { BULK_FROM_ROWS } from '../../salesforce/client/client';
import type { Api } from '../../salesforce/query/pages';

export function licenseKindsParameter(
	context: IExecuteFunctions,
	itemIndex: number,
): LicenseKind[] {
	const chosen = listParameter(context.getNodeParameter('licenseKinds', itemIndex));
	const unknown = chosen.find((kind) => !(LICENSE_KINDS as readonly string[]).includes(kind));
	if (unknown === undefined && chosen.length > 0) return chosen as LicenseKind[];
	throw new NodeOperationError(
		context.getNode(),
		unknown === undefined
			? 'License Kinds: none is chosen'
			: `License Kinds: there is no kind "${unknown}"; closest: ${closest(unknown, LICENSE_KINDS, 1).join() || 'none'}`,
		{ description: `Choose from ${LICENSE_KINDS.join(', ')}.`, itemIndex },
	);
}

/** A list of names, whether it comes as a list or as text with commas. */
export function listParameter(value: unknown): string[] {
	const parts = Array.isArray(value) ? value.map(String) : String(value ?? '').split(/[,;\n]/);
	return parts.map((part) => part.trim()).filter((part) => part !== '');
}

/** The number of rows wanted; Infinity for all. */
export function limitParameter(context: IExecuteFunctions, itemIndex: number): number {
	return context.getNodeParameter('returnAll', itemIndex) === true
		? Infinity
		: (context.getNodeParameter('limit', itemIndex) as number);
}

export function apiParameter(context: IExecuteFunctions, itemIndex: number): Api {
	return context.getNodeParameter('api', itemIndex, 'auto') as Api;
}

/** What a resource locator of the whole run holds, or a plain text in its place; empty where nothing is chosen. */
export function locatorParameter(context: IExecuteFunctions, name: string): string {
	const value = context.getNodeParameter(name, 0, '', { extractValue: true });
	return typeof value === 'string' ? value.trim() : '';
}

/** When reads go by Bulk, and when they stop so that the org's calls are not used up by this run. */
export function limitApiUsage(
	context: IExecuteFunctions,
	client: SalesforceClient,
	itemIndex: number,
): void {
	const percent = context.getNodeParameter('maxApiUsagePercent', itemIndex, 80) as number;
	client.maxApiUsage = percent / 100;
	client.bulkFromRows = context.getNodeParameter(
		'bulkFromRows',
		itemIndex,
		BULK_FROM_ROWS,
	) as number;
}
