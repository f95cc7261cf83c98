import type { IDataObject } from 'n8n-workflow';
import { FIGURE_COLUMNS, figureRows, toCsv } from '../../licensing/report/csv';
import type { CsvUse } from '../../licensing/report/csv';
import { reportPage } from '../../licensing/report/html/reportPage';
import type { Report } from '../../licensing/report/report';
import type { CandidateRows } from './candidateRows';

export interface Rendered {
	/** What the item has. */
	json: IDataObject;
	/** The same as a file. */
	file: { text: string; mimeType: string; extension: string };
}

interface Asked {
	format: 'html' | 'csv' | 'json';
	use: CsvUse;
	/** All open candidates, where the table is to have these. */
	candidateRows: CandidateRows | null;
}

export function render(report: Report, { format, use, candidateRows }: Asked): Rendered {
	switch (format) {
		case 'html': {
			const html = reportPage(report);
			return { json: { html }, file: { text: html, mimeType: 'text/html', extension: 'html' } };
		}
		case 'csv': {
			const csv = candidateRows?.toCsv(use) ?? toCsv(FIGURE_COLUMNS, figureRows(report), use);
			return { json: { csv }, file: { text: csv, mimeType: 'text/csv', extension: 'csv' } };
		}
		case 'json': {
			const figures = report as unknown as IDataObject;
			const text = `${JSON.stringify(figures, null, 2)}\n`;
			const file = { text, mimeType: 'application/json', extension: 'json' };
			return { json: { report: figures }, file };
		}
	}
}
