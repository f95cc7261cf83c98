import type { IExecuteFunctions, INodeExecutionData } from 'n8n-workflow';
import { NodeOperationError } from 'n8n-workflow';
import { closest } from '../licensing/closest';
import type { LicenseKind } from '../licensing/model';
import { LICENSE_KINDS } from '../licensing/model';
import { BULK_FROM_ROWS, type SalesforceClient } from '../salesforce/client';
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

/** Where a long run is, for who watches: n8n's log, and the browser's console while the editor runs it. */
export function showProgress(context: IExecuteFunctions, message: string): void {
	context.logger.info(`Salesforce Licenses: ${message}`);
	context.sendMessageToUI(message);
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
