import type { IExecuteFunctions, INodeExecutionData } from 'n8n-workflow';
import type { SalesforceClient } from '../salesforce/client/client';

/** Rows as items, each linked to the input item it came from. */
export function toItems(rows: readonly object[], itemIndex: number): INodeExecutionData[] {
	return rows.map((row) => ({
		json: { ...row } as INodeExecutionData['json'],
		pairedItem: { item: itemIndex },
	}));
}

/**
 * The row with the keys that people look for in front and those that only nodes read at the end. n8n's table shows
 * 40 columns, so what comes after them is not seen. No key is dropped, and a key that a row lacks is not made.
 */
export function inReadingOrder(
	row: object,
	{ first, last }: { first: readonly string[]; last: readonly string[] },
): object {
	const rest = Object.keys(row).filter((key) => !first.includes(key) && !last.includes(key));
	const given = [...first, ...rest, ...last].filter((key) => key in row);
	return Object.fromEntries(given.map((key) => [key, row[key as keyof typeof row]]));
}

/** Shows above the output what could not be read. The run continues. */
export function showWarnings(context: IExecuteFunctions, client: SalesforceClient): void {
	if (client.report.warnings.length === 0) return;
	context.addExecutionHints(
		...client.report.warnings.map((message) => ({
			message,
			type: 'warning' as const,
			location: 'outputPane' as const,
		})),
	);
}

/** The progress of a long run: in n8n's log, and in the browser's console if the editor runs it. */
export function showProgress(context: IExecuteFunctions, message: string): void {
	context.logger.info(`Salesforce Licenses: ${message}`);
	context.sendMessageToUI(message);
}
