import type { CsvValue } from '../../licensing/report/csvCells';
import type { CandidateState } from '../../licensing/playbook/states';
import { isOpen } from '../../licensing/playbook/states';
import { CsvText } from '../../licensing/report/csv';
import type { CsvUse } from '../../licensing/report/csv';
import type { CandidateFact } from '../../licensing/report/facts';
import type { Json } from './itemFields';

/** All open candidates as a table, in the words of their store. */
const COLUMNS = [
	'id',
	'state',
	'name',
	'username',
	'email',
	'licenseKind',
	'licenseIdentifier',
	'licenseName',
	'softwareModel',
	'rule',
	'action',
	'justification',
	'reason',
	'inactiveDays',
	'lastActivityAt',
	'openedAt',
	'graceUntil',
	'saving',
	'currency',
	'savingPeriod',
] as const;

export class CandidateRows {
	private readonly csv: CsvText;

	constructor(use: CsvUse) {
		this.csv = new CsvText(COLUMNS, use);
	}

	add({ state }: CandidateFact, json: Json): void {
		if (!isOpen(state as CandidateState)) return;
		this.csv.add(Object.fromEntries(COLUMNS.map((column) => [column, valueOf(json[column])])));
	}

	toCsv(): string {
		return this.csv.toText();
	}
}

function valueOf(value: unknown): CsvValue {
	if (value === undefined || value === null) return null;
	if (typeof value === 'string' || typeof value === 'boolean') return value;
	if (typeof value === 'number') return Number.isFinite(value) ? value : null;
	return value instanceof Date ? value.toISOString() : JSON.stringify(value);
}
