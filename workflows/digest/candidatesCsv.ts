import { isOpen } from '../record/figures';
import type { CandidateRow } from '../storage/rows';

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
] as const;

/** All open candidates, for a spreadsheet: RFC 4180, in UTF-8 with the byte order mark that Excel needs. */
export function candidatesCsv(candidates: CandidateRow[]): string {
	const lines = [
		COLUMNS.join(','),
		...candidates.filter(isOpen).map((row) => COLUMNS.map((column) => cell(row[column])).join(',')),
	];
	return `\uFEFF${lines.join('\r\n')}\r\n`;
}

/** A spreadsheet would run a name such as =HYPERLINK(...); OWASP recommends a leading apostrophe. */
function cell(value: string | number | null): string {
	if (value === null) return '';
	if (typeof value === 'number') return String(value);
	const text = /^[=+\-@\t\r]/.test(value) ? `'${value}` : value;
	return /[",\r\n]/.test(text) ? `"${text.replace(/"/g, '""')}"` : text;
}
