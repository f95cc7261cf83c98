import type { IExecuteFunctions, INodeExecutionData } from 'n8n-workflow';
import type { SalesforceClient } from '../salesforce/client/client';

/** Rows as items, each linked to the input item it came from. */
export function toItems(rows: readonly object[], itemIndex: number): INodeExecutionData[] {
	return rows.map((row) => ({
		json: { ...row } as INodeExecutionData['json'],
		pairedItem: { item: itemIndex },
	}));
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
