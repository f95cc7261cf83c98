import type {
	IDataObject,
	IExecuteFunctions,
	INodeExecutionData,
	INodeProperties,
} from 'n8n-workflow';
import { ReportBuilder } from '../../licensing/report/build';
import { headline, subject, warnings } from '../../licensing/report/headline';
import type { Report, ReportSettings } from '../../licensing/report/report';
import type { OperationRun } from '../operation';
import { priceBookParameter } from '../parameters/priceBook';
import type { Parameters } from '../parameters/values';
import { fieldOf, parametersOf, WHOLE_RUN } from '../parameters/values';
import { inputItems } from '../reclamation/run/toolItems';
import { CandidateRows } from './candidateRows';
import { itemReader, rowsOf } from './items';
import { PageRows } from './pageRows';
import { recordSettings } from './recordSettings';
import { FORMATS, render } from './render';
import { REPORT_OPTIONS_FIELD } from './reportOptions';

export const mode = 'wholeRun';

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
	const candidateRows = format === 'csv' && rows === 'openCandidates' ? new CandidateRows() : null;
	const now = new Date();
	const pageRows =
		format === 'recordPage' ? new PageRows(recordSettings(given, fields), now) : null;
	const builder = new ReportBuilder(settings, now);
	const report = fold(inputItems(context), builder, perYear, { candidateRows, pageRows });
	if (pageRows === null) showWarnings(context, report);
	const rendered = render(report, {
		...{ format, use, candidateRows },
		page: (of) => pageRows!.toPage(of),
	});
	const { text, ...file } = rendered.file;
	const json: IDataObject = {
		format,
		title: report.title,
		createdAt: report.createdAt,
		headline: headline(report),
		subject: subject(report),
		warnings: warnings(report),
		...rendered.also,
		...(asFile ? {} : rendered.json),
	};
	const item: INodeExecutionData = { json, pairedItem: { item: 0 } };
	if (asFile) {
		const name = `${slug(report.title)}-${report.createdAt.slice(0, 10)}.${file.extension}`;
		const bytes = Buffer.from(text, 'utf8');
		item.binary = { data: await context.helpers.prepareBinaryData(bytes, name, file.mimeType) };
		item.json.fileName = name;
	}
	return [[item]];
};

/** All items, one by one; then the names of those who manage others. */
function fold(
	items: ReturnType<typeof inputItems>,
	builder: ReportBuilder,
	perYear: number,
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
			if (pageRows === null || pageRows.isOfReport(fact)) builder.add(fact);
			pageRows?.add(fact);
			if (fact.kind === 'candidate') candidateRows?.add(fact, json);
		}
	}
	for (const { json } of rowsOf(items)) {
		const { userId, orgId, name } = json;
		if (typeof userId !== 'string' || typeof name !== 'string' || name === '') continue;
		builder.nameUser(typeof orgId === 'string' && orgId !== '' ? orgId : null, userId, name);
	}
	return builder.finish();
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

function showWarnings(context: IExecuteFunctions, report: Report): void {
	const all = warnings(report);
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
