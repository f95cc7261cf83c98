import type { CsvValue } from './csvCells';
import { csvCell, spreadsheetCell } from './csvCells';
import { seatsNow, warnings } from './headline';
import type { Amount } from './money';
import type { Line, Report } from './report';

/** The lines of a report as a table: one row for each line and currency, so that columns can be added up. */

export const CSV_USES = ['spreadsheet', 'warehouse'] as const;
export type CsvUse = (typeof CSV_USES)[number];

type Row = Record<string, CsvValue>;

/** Excel needs the byte order mark to read UTF-8; a warehouse would take it for a part of the first name. */
const BOM = '\uFEFF';

export function toCsv(columns: readonly string[], rows: Iterable<Row>, use: CsvUse): string {
	const csv = new CsvText(columns, use);
	for (const row of rows) csv.add(row);
	return csv.toText();
}

/** A table that is written while its rows come: a row is kept as its text. */
export class CsvText {
	private text: string;
	private readonly cell: typeof csvCell;

	constructor(
		private readonly columns: readonly string[],
		use: CsvUse,
	) {
		this.cell = use === 'spreadsheet' ? spreadsheetCell : csvCell;
		this.text = `${use === 'spreadsheet' ? BOM : ''}${columns.join(',')}\r\n`;
	}

	add(row: Row): void {
		this.text += `${this.columns.map((column) => this.cell(row[column] ?? null)).join(',')}\r\n`;
	}

	toText(): string {
		return this.text;
	}
}

export const FIGURE_COLUMNS = [
	'section',
	'name',
	'detail',
	'owned',
	'used',
	'assigned',
	'unused',
	'unknown',
	'deactivated',
	'free',
	'openCandidates',
	'price',
	'currency',
	'spend',
	'unusedCost',
	'freeCost',
	'trueUp',
	'potentialSaving',
	'realized',
] as const;

export function* figureRows(report: Report): Generator<Row> {
	const knows = knowsSeats(report);
	yield* rowsOf('total', [{ ...report.total, label: report.title }], knows, seatsNow(report));
	yield* rowsOf('license', report.licenses, knows);
	yield* rowsOf('softwareModel', report.softwareModels, knows);
	yield* rowsOf('department', report.departments, knows);
	yield* rowsOf('manager', report.managers, knows);
	yield* rowsOf('org', report.orgs, knows);
	for (const { label, seats, cost } of knows ? report.buckets : []) {
		yield* withMoney({ section: 'activity', name: label, assigned: seats }, { spend: cost });
	}
	for (const { days, seats, saves } of knows ? report.thresholds : []) {
		const row = { section: 'threshold', name: `${days} days or more`, unused: seats };
		yield* withMoney(row, { unusedCost: saves });
	}
	for (const { name, source, allowed, used, overageCost, currency } of report.consumption) {
		const cost = overageCost === null ? [] : [{ amount: overageCost, currency }];
		const row = { section: 'consumption', name, detail: source, owned: allowed, used };
		yield* withMoney(row, { trueUp: cost });
	}
	yield* withMoney({ section: 'realized', name: 'total' }, { realized: report.realized.total });
	yield* withMoney(
		{ section: 'realized', name: report.createdAt.slice(0, 4) },
		{ realized: report.realized.thisYear },
	);
	for (const [index, { day, assigned, stale, potential }] of report.trend.entries()) {
		const { amounts } = report.realizedTrend[index];
		const row = { section: 'day', name: day, assigned, unused: stale };
		yield* withMoney(row, { unusedCost: potential, realized: amounts });
	}
	yield* warningRows(warnings(report));
}

/** A table is passed on without the item that it came in. */
export function* warningRows(all: readonly string[]): Generator<Row> {
	for (const name of all) yield { section: 'warning', name };
}

/** Without subscriptions nobody counted who holds a seat, unless a complete read found none. */
const knowsSeats = ({ items, isComplete }: Report): boolean =>
	(items.subscription ?? 0) > 0 || isComplete === true;

function* rowsOf(
	section: string,
	lines: readonly Line[],
	knows: boolean,
	otherwise: { assigned: number | null; stale: number | null } = { assigned: null, stale: null },
): Generator<Row> {
	for (const line of lines) {
		const { label, detail, owned, used, unknown, deactivated, free } = line;
		const { openCandidates, spend, staleCost, freeCost, trueUp, potential } = line;
		const { assigned, stale } = knows ? line : otherwise;
		yield* withMoney(
			{
				...{ section, name: label, detail, owned, used, assigned, unused: stale },
				...{ unknown: knows ? unknown : null, deactivated: knows ? deactivated : null },
				...{ free, openCandidates },
			},
			{
				price: line.price === null ? [] : [line.price],
				...{ spend, unusedCost: staleCost, freeCost, trueUp, potentialSaving: potential },
			},
		);
	}
}

/** The first currency with the counts, each other one in a row of its own without them: a count stands once. */
export function* withMoney(row: Row, money: Record<string, readonly Amount[]>): Generator<Row> {
	const currencies = new Set(
		Object.values(money).flatMap((amounts) => amounts.map(({ currency }) => currency)),
	);
	if (currencies.size === 0) {
		yield row;
		return;
	}
	let counts: Row = row;
	for (const currency of currencies) {
		const amounts = Object.fromEntries(
			Object.entries(money).map(([name, list]) => [
				name,
				list.find((one) => one.currency === currency)?.amount ?? null,
			]),
		);
		yield { ...counts, currency, ...amounts };
		counts = { section: row.section, name: row.name, detail: row.detail ?? null };
	}
}
