import type { IBinaryData, IDataObject, IExecuteFunctions, INodeExecutionData } from 'n8n-workflow';
import { NodeOperationError } from 'n8n-workflow';
import type { Directory } from '../../licensing/model/directory';
import { UnrecognizedLicenses } from '../../licensing/model/softwareModels';
import type { UserSubscriptions } from '../../licensing/model/userSubscriptions';
import { isInactive, LicenseCounts } from '../../licensing/playbook/portions/licenseCounts';
import { toRows } from '../../licensing/model/userSubscriptions';
import { selectHolders } from '../../salesforce/subscriptions/selectHolders';
import { readSubscriptions } from '../../salesforce/subscriptions/subscriptions';
import type { Connection } from '../../transport/connect';
import { connect } from '../../transport/connect';
import type { Utf8 } from '../../transport/fileStream';
import { storeFile, utf8 } from '../../transport/fileStream';
import { activityParameter } from '../parameters/activity';
import {
	apiParameter,
	apiUsageParameter,
	licenseKindsParameter,
	limitApiUsage,
	limitParameter,
} from '../parameters/parameters';
import { showProgress, showWarnings, toItems } from '../output';
import type { OperationRun } from '../operation';
import { secondsSince, summaryOf } from '../readSummary';
import { softwareModelsParameter } from '../parameters/softwareModels/softwareModels';
import { directoryParameter } from '../parameters/directory';
import { fieldOf, parametersOf } from '../parameters/values';
import { FILE_FORMATS } from './fileFormat';
import { filtersParameter, refuseUnknownName } from './filters';
import { untilApiLimit, portionParameter } from './portion';
import type { GroupBy, Totals } from './summary';
import { closingHint } from './summary';
import { plural } from '../../licensing/model/plural';

export const mode = 'perItem';

/** Subscriptions between two log messages. */
const PROGRESS_ROWS = 10_000;

export const execute: OperationRun['execute'] = async (context, itemIndex, fields) => {
	const kinds = licenseKindsParameter(context, itemIndex);
	const limit = limitParameter(context, itemIndex);
	const given = parametersOf(context, itemIndex);
	const asFile = given.option(fieldOf(fields, 'output'), ['items', 'file']) === 'file';
	const chosen = given.option(fieldOf(fields, 'groupBy'), ['subscription', 'user']);
	const format = given.option(fieldOf(fields, 'fileFormat'), ['csv', 'ndjson']);
	const started = Date.now();
	const api = apiParameter(context, itemIndex);
	const activityUntil = activityParameter(context, itemIndex);
	const filters = filtersParameter(context, itemIndex);
	const softwareOf = softwareModelsParameter(context, itemIndex);
	const directory = directoryParameter(context, itemIndex);
	const portion = portionParameter(context, itemIndex, asFile);
	const usage = apiUsageParameter(context, itemIndex);
	const inactiveFromDays = given.wholeNumber(fieldOf(fields, 'inactiveFromDays'));

	const connection = await connect(context);
	const { client, org, now } = connection;
	const activity = activityUntil(now);
	limitApiUsage(client, usage);
	const isFlat = asFile && format === 'csv';
	if (isFlat && chosen === 'user') client.report.warn(CSV_IS_FLAT);
	const groupBy = isFlat ? 'subscription' : chosen;
	const selected = await selectHolders(connection, kinds, filters);
	if (!selected.ok) throw refuseUnknownName(context, itemIndex, org.name, selected);

	const passed: Totals = {
		rows: 0,
		subscriptions: 0,
		rowsByKind: {},
		isCut: false,
		lastUserId: null,
		unrecognized: new UnrecognizedLicenses(),
		licenses: new LicenseCounts(),
	};
	const { afterUserId } = portion;
	const options = {
		...selected,
		selection: { ...selected.selection, afterUserId },
		softwareOf,
		readsAll: limit === Infinity,
		compareCounts: true,
	};
	const pages = readPages(
		context,
		connection,
		{ limit, groupBy, directory, passed, inactiveFromDays },
		() =>
			untilApiLimit(
				client,
				readSubscriptions(connection, selected.kinds, { ...options, api, activity }),
				portion,
			),
	);
	const written = asFile ? await writeFile(context, org.orgId, pages, { format, groupBy }) : null;
	const items = written === null ? await itemsOf(pages, groupBy, itemIndex) : [];
	showWarnings(context, client);
	context.addExecutionHints({
		message: closingHint(org.name, passed, groupBy, directory, {
			calls: client.calls,
			seconds: secondsSince(started),
		}),
		type: 'info',
		location: 'outputPane',
	});
	const { rows, isCut, lastUserId, subscriptions, rowsByKind, unrecognized, licenses } = passed;
	const resumeAfter = portion.resumeAfter ?? (isCut ? lastUserId : null);
	const summary: IDataObject = {
		...summaryOf({ client, orgId: org.orgId, kinds, rows, started, isCut, resumeAfter }),
		subscriptions,
		rowsByKind,
		groupBy,
		afterUserId,
		unrecognized: unrecognized.list().map((one) => ({ ...one })),
		licenses: licenses.list().map((one) => ({ ...one })),
		people: directory?.findings() ?? null,
	} as IDataObject;
	const pairedItem = { item: itemIndex };
	if (written === null) return [items, [{ json: summary, pairedItem }]];
	const { fileName, data } = written;
	return [[{ json: { fileName, ...summary }, binary: { data }, pairedItem }]];
};

const CSV_IS_FLAT =
	'A CSV file always has one row for each subscription, so Group By = User was ignored. To get one row for each user, set File Format to NDJSON.';

interface Shaping {
	limit: number;
	groupBy: GroupBy;
	directory: Directory | null;
	passed: Totals;
	inactiveFromDays: number;
}

/** The users in output order, up to the row limit. A canceled execution ends here, between two pages. */
async function* readPages(
	context: IExecuteFunctions,
	{ org, now }: Connection,
	{ limit, groupBy, directory, passed, inactiveFromDays }: Shaping,
	read: () => AsyncIterable<UserSubscriptions[]>,
): AsyncGenerator<UserSubscriptions[]> {
	let nextLine = PROGRESS_ROWS;
	for await (const page of read()) {
		if (context.getExecutionCancelSignal()?.aborted === true) {
			throw new NodeOperationError(
				context.getNode(),
				`The execution was canceled after ${plural(passed.subscriptions, 'subscription')}`,
				{ description: 'Nothing was changed in Salesforce. Run again to start the download over.' },
			);
		}
		const wanted: UserSubscriptions[] = [];
		for (const user of page) {
			if (passed.rows >= limit) break;
			const known = directory === null ? user : directory.identify(user);
			const cut = groupBy === 'user' ? known : cutTo(known, limit - passed.rows);
			passed.rows += groupBy === 'user' ? 1 : cut.subscriptions.length;
			if (cut.subscriptions.length === known.subscriptions.length) passed.lastUserId = user.userId;
			note(passed, cut, isInactive(cut, now, inactiveFromDays));
			wanted.push(cut);
		}
		if (passed.subscriptions >= nextLine) {
			showProgress(context, `${plural(passed.subscriptions, 'subscription')} of ${org.name} read`);
			nextLine = passed.subscriptions - (passed.subscriptions % PROGRESS_ROWS) + PROGRESS_ROWS;
		}
		yield wanted;
		// Whether there are more rows is not checked, because that might cost a call.
		passed.isCut = passed.rows >= limit;
		if (passed.isCut) break;
	}
	showProgress(context, `${plural(passed.subscriptions, 'subscription')} of ${org.name} read`);
}

/** The user with only as many subscriptions as there is room for. */
function cutTo(user: UserSubscriptions, room: number): UserSubscriptions {
	if (user.subscriptions.length <= room) return user;
	return { ...user, subscriptions: user.subscriptions.slice(0, room) };
}

function note(passed: Totals, { subscriptions }: UserSubscriptions, inactive: boolean): void {
	for (const held of subscriptions) {
		passed.subscriptions++;
		passed.rowsByKind[held.licenseKind] = (passed.rowsByKind[held.licenseKind] ?? 0) + 1;
		passed.unrecognized.add(held);
		passed.licenses.add(held, inactive);
	}
}

async function itemsOf(
	pages: AsyncIterable<UserSubscriptions[]>,
	groupBy: GroupBy,
	itemIndex: number,
): Promise<INodeExecutionData[]> {
	const items: INodeExecutionData[] = [];
	for await (const page of pages)
		for (const user of page)
			items.push(...toItems(groupBy === 'user' ? [user] : toRows(user), itemIndex));
	return items;
}

/** Writes the rows while they are read. */
async function writeFile(
	context: IExecuteFunctions,
	orgId: string,
	pages: AsyncIterable<UserSubscriptions[]>,
	{ format, groupBy }: { format: keyof typeof FILE_FORMATS; groupBy: GroupBy },
): Promise<{ fileName: string; data: IBinaryData }> {
	const { extension, mimeType, head, lines } = FILE_FORMATS[format];
	const linesOf = lines();
	async function* text(): AsyncGenerator<Utf8[]> {
		yield [head];
		for await (const page of pages)
			yield page.map((user) =>
				groupBy === 'user' ? utf8(`${JSON.stringify(user)}\n`) : linesOf(user),
			);
	}
	const fileName = `salesforce-subscriptions-${orgId}.${extension}`;
	return { fileName, data: await storeFile(context, text(), fileName, mimeType) };
}
