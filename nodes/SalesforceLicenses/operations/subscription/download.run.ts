import type { IExecuteFunctions, INodeExecutionData } from 'n8n-workflow';
import { NodeOperationError } from 'n8n-workflow';
import type { SignalName } from '../../licensing/activity';
import type { LicenseKind, Subscription } from '../../licensing/model';
import type { ActivityChoice } from '../../salesforce/activitySignals';
import { readSubscriptions } from '../../salesforce/subscriptions';
import type { Connection } from '../../transport/connect';
import { connect } from '../../transport/connect';
import { storeFile } from '../../transport/fileStream';
import {
	apiParameter,
	licenseKindsParameter,
	limitApiUsage,
	limitParameter,
	showWarnings,
	toItems,
} from '../items';
import type { OperationRun } from '../operation';
import { FILE_FORMATS } from './fileFormat';

export const mode = 'perItem';

export const execute: OperationRun['execute'] = async (context, itemIndex) => {
	const kinds = licenseKindsParameter(context, itemIndex);
	const limit = limitParameter(context, itemIndex);
	const asFile = context.getNodeParameter('output', itemIndex, 'items') === 'file';
	const started = Date.now();
	const connection = await connect(context);
	const { client, org, connectedUserId } = connection;
	limitApiUsage(context, client, itemIndex);

	const api = apiParameter(context, itemIndex);
	const activity = activityParameter(context, itemIndex, started);
	const pages = readPages(context, connection, limit, (now) =>
		readSubscriptions(client, org.orgId, kinds, now, api, activity, connectedUserId),
	);
	const items = asFile
		? [await writeFile(context, connection, pages, started, itemIndex)]
		: toItems(await rowsOf(pages), itemIndex);
	showWarnings(context, client);
	const rows = asFile ? Number(items[0].json.rows) : items.length;
	context.addExecutionHints({
		message: `${rows} subscriptions of ${org.name} read with ${client.calls} API calls in ${secondsSince(started).toFixed(1)} s`,
		type: 'info',
		location: 'outputPane',
	});
	return [items];
};

const DAY_MS = 24 * 60 * 60 * 1000;

function activityParameter(
	context: IExecuteFunctions,
	itemIndex: number,
	now: number,
): ActivityChoice {
	const signals = context.getNodeParameter('signals', itemIndex, ['lastLogin']) as SignalName[];
	const days = context.getNodeParameter('loginHistoryDays', itemIndex, 90) as number;
	if (signals.length > 0) return { signals, since: new Date(now - days * DAY_MS) };
	throw new NodeOperationError(context.getNode(), 'No activity signal is chosen', {
		description: 'Choose at least one of Activity Signals; Last Login costs no extra calls.',
		itemIndex,
	});
}

function secondsSince(started: number): number {
	return (Date.now() - started) / 1000;
}

/** The pages up to the limit. A canceled execution ends here, between two pages. */
async function* readPages(
	context: IExecuteFunctions,
	{ org }: Connection,
	limit: number,
	read: (now: Date) => AsyncIterable<Subscription[]>,
): AsyncGenerator<Subscription[]> {
	let rows = 0;
	for await (const page of read(new Date())) {
		if (context.getExecutionCancelSignal()?.aborted === true) {
			throw new NodeOperationError(
				context.getNode(),
				`The execution was canceled after ${rows} subscriptions`,
				{ description: 'Nothing was written to Salesforce. Run again to download from the start.' },
			);
		}
		const wanted = rows + page.length > limit ? page.slice(0, limit - rows) : page;
		rows += wanted.length;
		context.logger.info(`Salesforce Licenses: ${rows} subscriptions of ${org.name} read`);
		yield wanted;
		if (rows >= limit) return;
	}
}

async function rowsOf(pages: AsyncIterable<Subscription[]>): Promise<Subscription[]> {
	const rows: Subscription[] = [];
	for await (const page of pages) for (const row of page) rows.push(row);
	return rows;
}

/** One item that sums up the file it carries. */
async function writeFile(
	context: IExecuteFunctions,
	{ client, org }: Connection,
	pages: AsyncIterable<Subscription[]>,
	started: number,
	itemIndex: number,
): Promise<INodeExecutionData> {
	const name = context.getNodeParameter('fileFormat', itemIndex) as keyof typeof FILE_FORMATS;
	const { extension, mimeType, head, line } = FILE_FORMATS[name];
	const rowsByKind: Partial<Record<LicenseKind, number>> = {};
	let rows = 0;
	async function* text(): AsyncGenerator<string> {
		yield head;
		for await (const page of pages) {
			for (const { licenseKind } of page) {
				rowsByKind[licenseKind] = (rowsByKind[licenseKind] ?? 0) + 1;
			}
			rows += page.length;
			yield page.map(line).join('');
		}
	}
	const fileName = `salesforce-subscriptions-${org.orgId}.${extension}`;
	const data = await storeFile(context, text(), fileName, mimeType);
	return {
		json: {
			orgId: org.orgId,
			fileName,
			rows,
			rowsByKind,
			calls: client.calls,
			seconds: secondsSince(started),
			warnings: client.warnings,
		},
		binary: { data },
		pairedItem: { item: itemIndex },
	};
}
