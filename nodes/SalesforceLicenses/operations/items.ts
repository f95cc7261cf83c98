import type { IExecuteFunctions, INodeExecutionData } from 'n8n-workflow';
import type { LicenseKind } from '../licensing/model';
import type { SalesforceClient } from '../salesforce/client';
import type { Api } from '../salesforce/pages';

/** Rows as items, each linked to the input item it came from. */
export function toItems(rows: readonly object[], itemIndex: number): INodeExecutionData[] {
	return rows.map((row) => ({
		json: { ...row } as INodeExecutionData['json'],
		pairedItem: { item: itemIndex },
	}));
}

/** What could not be read shows above the output; the run goes on. */
export function showWarnings(context: IExecuteFunctions, client: SalesforceClient): void {
	if (client.warnings.length === 0) return;
	context.addExecutionHints(
		...client.warnings.map((message) => ({
			message,
			type: 'warning' as const,
			location: 'outputPane' as const,
		})),
	);
}

export function licenseKindsParameter(
	context: IExecuteFunctions,
	itemIndex: number,
): LicenseKind[] {
	return context.getNodeParameter('licenseKinds', itemIndex) as LicenseKind[];
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

/** Lets reads stop before the org's calls are used up by this run. */
export function limitApiUsage(
	context: IExecuteFunctions,
	client: SalesforceClient,
	itemIndex: number,
): void {
	const percent = context.getNodeParameter('maxApiUsagePercent', itemIndex, 80) as number;
	client.maxApiUsage = percent / 100;
}
