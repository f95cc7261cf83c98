import type {
	IDataObject,
	IExecuteFunctions,
	INodeExecutionData,
	INodeProperties,
} from 'n8n-workflow';
import { ReportBuilder } from '../../licensing/report/build';
import { headline, subject, warnings } from '../../licensing/report/headline';
import { readLists, VIEWS } from '../../licensing/report/record/readLists';
import type { RecordSettings } from '../../licensing/report/record/asked';
import type { Report, ReportSettings } from '../../licensing/report/report';
import type { OperationRun } from '../operation';
import { priceBookParameter } from '../parameters/prices/priceBook';
import type { Parameters } from '../parameters/values';
import { fieldOf, parametersOf, WHOLE_RUN } from '../parameters/values';
import { inputItems } from '../reclamation/run/toolItems';
import { alertItem } from './alertItem';
import { CandidateRows } from './candidateRows';
import { itemReader, rowsOf } from './items';
import { PageRows } from './record/pageRows';
import { askedPage, nextRunOf, recordSettings } from './record/recordSettings';
import { renewalPack } from './renewalPack';
import { REPORTS } from './renewalFields';
import type { Asked, Made } from './render';
import { FORMATS, render } from './render';
import { REPORT_OPTIONS_FIELD } from './reportOptions';

export const mode = 'wholeRun';

const DAY_MS = 24 * 60 * 60 * 1000;
const PER_YEAR = { month: 12, year: 1 } as const;

export const execute: OperationRun['execute'] = async (context, _itemIndex, fields) => {
	const given = parametersOf(context, WHOLE_RUN);
	const field = (name: string) => fieldOf(fields, name);
	const format = given.option(field('format'), FORMATS, 'format');
	const perYear = PER_YEAR[given.option(field('reportPricePeriod'), ['month', 'year'])];
	const settings = settingsOf(context, given, fields, perYear);
	const rows = given.option(field('csvRows'), ['figures', 'openCandidates']);
	const use = given.option(field('csvFor'), ['spreadsheet', 'warehouse']);
	const asFile = given.toggle(field('asFile'));
	const now = new Date();
	if (format === 'lists') {
		const view = given.option(field('listsFor'), VIEWS);
		const lists = readLists(askedPage(given, fields), view, settings.periodDays, now);
		return [
			[{ json: { format, lists: lists as unknown as IDataObject[] }, pairedItem: { item: 0 } }],
		];
	}
	if (format === 'alert') {
		const failed = given.number(field('failedJobResult'));
		const nextRun = nextRunOf(given, fields);
		const json = alertItem(inputItems(context), { failed, nextRun, settings, now });
		return [[{ json: { format, ...json }, pairedItem: { item: 0 } }]];
	}
	const items = inputItems(context);
	const made =
		format !== 'recordPage' && given.option(field('report'), REPORTS, 'report') === 'renewal'
			? renewalPack(items, given, settings.prices, settings, { format, use, perYear, now })
			: overview(items, settings, { format, use, perYear, now }, rows, () =>
					recordSettings(given, fields),
				);
	if (format !== 'recordPage') showWarnings(context, made.warnings);
	const { rendered, ...about } = made;
	const json: IDataObject = {
		format,
		title: about.title,
		createdAt: about.createdAt,
		headline: about.headline,
		subject: about.subject,
		warnings: about.warnings,
		...rendered.also,
		...(asFile ? {} : rendered.json),
	};
	const item: INodeExecutionData = { json, pairedItem: { item: 0 } };
	if (asFile) {
		const { text, mimeType, extension } = rendered.file;
		const name = `${slug(about.title)}-${about.createdAt.slice(0, 10)}.${extension}`;
		const bytes = Buffer.from(text, 'utf8');
		item.binary = { data: await context.helpers.prepareBinaryData(bytes, name, mimeType) };
		item.json.fileName = name;
	}
	return [[item]];
};

function overview(
	items: ReturnType<typeof inputItems>,
	settings: ReportSettings,
	{ perYear, now, ...asked }: Pick<Asked, 'format' | 'use'> & { perYear: number; now: Date },
	rows: 'figures' | 'openCandidates',
	recordPage: () => RecordSettings,
): Made {
	const { format } = asked;
	const candidateRows =
		format === 'csv' && rows === 'openCandidates' ? new CandidateRows(asked.use) : null;
	const since = new Date(now.getTime() - settings.periodDays * DAY_MS).toISOString();
	const pageRows = format === 'recordPage' ? new PageRows(recordPage(), since, now) : null;
	const builder = new ReportBuilder(settings, now);
	const today = now.toISOString().slice(0, 10);
	const report = fold(items, builder, { perYear, today }, { candidateRows, pageRows });
	return {
		...{ title: report.title, createdAt: report.createdAt, warnings: warnings(report) },
		...{ headline: headline(report), subject: subject(report) },
		rendered: render(report, { ...asked, candidateRows, page: (of) => pageRows!.toPage(of) }),
	};
}

/** All items, one by one; then the names of those who manage others. */
function fold(
	items: ReturnType<typeof inputItems>,
	builder: ReportBuilder,
	{ perYear, today }: { perYear: number; today: string },
	{ candidateRows, pageRows }: { candidateRows: CandidateRows | null; pageRows: PageRows | null },
): Report {
	const read = itemReader({ perYear });
	for (const { name, json } of rowsOf(items)) {
		const result = read(json);
		if (!result.ok) {
			builder.addUnreadable(`${name}: ${result.reason}`);
			continue;
		}
		for (const fact of result.facts) {
			if (fact.kind === 'snapshot' && fact.day > today) {
				builder.addFutureSnapshot();
				continue;
			}
			if (pageRows === null || pageRows.add(fact)) builder.add(fact);
			if (fact.kind === 'candidate') candidateRows?.add(fact, json);
		}
	}
	for (const { json } of rowsOf(items)) {
		const { userId, orgId, name } = json;
		if (typeof userId !== 'string' || typeof name !== 'string' || name === '') continue;
		builder.nameUser(typeof orgId === 'string' && orgId !== '' ? orgId : null, userId, name);
	}
	return builder.finish({ hasAll: pageRows === null });
}

function settingsOf(
	context: IExecuteFunctions,
	given: Parameters,
	fields: readonly INodeProperties[],
	perYear: number,
): ReportSettings {
	const options = given.inside(REPORT_OPTIONS_FIELD);
	const inside = REPORT_OPTIONS_FIELD.options as INodeProperties[];
	const recordPageField = fieldOf(inside, 'recordPageUrl');
	const recordPage = options.text(recordPageField);
	if (recordPage !== '' && !/^https?:\/\/[^\s"'<>]+$/i.test(recordPage)) {
		throw options.refuse(
			recordPageField,
			`"${recordPage}" is not the address of a page`,
			'Enter an address that starts with https:// or http://.',
		);
	}
	return {
		title: given.text(fieldOf(fields, 'title')),
		inactiveDays: given.wholeNumber(fieldOf(fields, 'unusedAfterDays')),
		periodDays: options.wholeNumber(fieldOf(inside, 'periodDays')),
		nearlyFullPercent: options.number(fieldOf(inside, 'nearlyFullPercent')),
		expiresWithinDays: options.wholeNumber(fieldOf(inside, 'expiresWithinDays')),
		topCandidates: options.wholeNumber(fieldOf(inside, 'topCandidates')),
		prices: priceBookParameter(context, 0).map((entry) => ({
			...entry,
			price: entry.price * perYear,
		})),
		recordPage,
		note: options.text(fieldOf(inside, 'note')),
	};
}

function showWarnings(context: IExecuteFunctions, all: readonly string[]): void {
	if (all.length === 0) return;
	context.addExecutionHints(
		...all.map((message) => ({
			message,
			type: 'warning' as const,
			location: 'outputPane' as const,
		})),
	);
}

/** A name that every file system takes. */
const slug = (title: string): string =>
	title
		.normalize('NFKD')
		.replace(/[^A-Za-z0-9]+/g, '-')
		.replace(/^-+|-+$/g, '')
		.slice(0, 80)
		.toLowerCase() || 'salesforce-licenses';
