import type { IDataObject } from 'n8n-workflow';
import { FIGURE_COLUMNS, figureRows, toCsv } from '../../licensing/report/csv';
import type { CsvUse } from '../../licensing/report/csv';
import { reportPage } from '../../licensing/report/html/reportPage';
import { mailHtml, mailText } from '../../licensing/report/messages/mail';
import { slackBlocks, slackText } from '../../licensing/report/messages/slack';
import type { WebPage } from '../../licensing/report/record/asked';
import type { Report } from '../../licensing/report/report';
import type { CandidateRows } from './candidateRows';

export const FORMATS = [
	'html',
	'emailHtml',
	'slackBlocks',
	'csv',
	'json',
	'recordPage',
	'lists',
	'alert',
] as const;
export type Format = (typeof FORMATS)[number];

export interface Rendered {
	/** What the item has, as a text or as a file. */
	json: IDataObject;
	/** What the item has in any case. */
	also: IDataObject;
	/** The same as a file. */
	file: { text: string; mimeType: string; extension: string };
}

interface Asked {
	/** The others are about no report. */
	format: Exclude<Format, 'lists' | 'alert'>;
	use: CsvUse;
	/** All open candidates, where the table is to have these. */
	candidateRows: CandidateRows | null;
	/** For the record page only. */
	page: (report: Report) => WebPage;
}

export function render(report: Report, { format, use, candidateRows, page }: Asked): Rendered {
	switch (format) {
		case 'html':
			return ofPage(reportPage(report));
		case 'recordPage': {
			const { status: statusCode, body, contentType, fileName } = page(report);
			const also = { statusCode, contentType, fileName };
			if (fileName === '') return { ...ofPage(body), also };
			const file = { text: body, mimeType: 'text/csv', extension: 'csv' };
			return { json: { csv: body }, also, file };
		}
		case 'emailHtml':
			return { ...ofPage(mailHtml(report)), also: { text: mailText(report) } };
		case 'slackBlocks': {
			// The Slack node takes an object.
			const blocks = { blocks: slackBlocks(report) } as IDataObject;
			const json = { slackBlocks: blocks };
			return { json, also: { slackText: slackText(report) }, file: jsonFile(blocks) };
		}
		case 'csv': {
			const csv = candidateRows?.toCsv(use) ?? toCsv(FIGURE_COLUMNS, figureRows(report), use);
			const file = { text: csv, mimeType: 'text/csv', extension: 'csv' };
			return { json: { csv }, also: {}, file };
		}
		case 'json': {
			const figures = report as unknown as IDataObject;
			return { json: { report: figures }, also: {}, file: jsonFile(figures) };
		}
	}
}

const ofPage = (html: string): Rendered => ({
	json: { html },
	also: {},
	file: { text: html, mimeType: 'text/html', extension: 'html' },
});

const jsonFile = (value: IDataObject): Rendered['file'] => ({
	text: `${JSON.stringify(value, null, 2)}\n`,
	mimeType: 'application/json',
	extension: 'json',
});
