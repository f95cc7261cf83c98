import type { IDataObject } from 'n8n-workflow';
import { FIGURE_COLUMNS, figureRows, toCsv } from '../../licensing/report/csv';
import type { CsvUse } from '../../licensing/report/csv';
import { reportPage } from '../../licensing/report/html/reportPage';
import { messageOf } from '../../licensing/report/messages/figures';
import { mailHtml, mailText } from '../../licensing/report/messages/mail';
import type { Message } from '../../licensing/report/messages/message';
import { slackBlocks, slackText } from '../../licensing/report/messages/slack';
import type { WebPage } from '../../licensing/report/record/asked';
import { RENEWAL_COLUMNS, renewalRows } from '../../licensing/report/renewal/csvRows';
import { messageOf as renewalMessage } from '../../licensing/report/renewal/message';
import type { RenewalPack } from '../../licensing/report/renewal/pack';
import { renewalPage } from '../../licensing/report/renewal/page';
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

/** A report, whatever it is about. */
export interface Made {
	title: string;
	createdAt: string;
	headline: string;
	subject: string;
	warnings: string[];
	rendered: Rendered;
}

export interface Asked {
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
			return ofMail(messageOf(report));
		case 'slackBlocks':
			return ofSlack(messageOf(report));
		case 'csv':
			return ofCsv(candidateRows?.toCsv() ?? toCsv(FIGURE_COLUMNS, figureRows(report), use));
		case 'json':
			return ofFigures(report);
	}
}

export function renderRenewal(
	pack: RenewalPack,
	{ format, use }: Pick<Asked, 'format' | 'use'>,
): Rendered {
	switch (format) {
		case 'emailHtml':
			return ofMail(renewalMessage(pack));
		case 'slackBlocks':
			return ofSlack(renewalMessage(pack));
		case 'csv':
			return ofCsv(toCsv(RENEWAL_COLUMNS, renewalRows(pack), use));
		case 'json':
			return ofFigures(pack);
		default:
			return ofPage(renewalPage(pack));
	}
}

const ofMail = (message: Message): Rendered => ({
	...ofPage(mailHtml(message)),
	also: { text: mailText(message) },
});

function ofSlack(message: Message): Rendered {
	// The Slack node takes an object.
	const blocks = { blocks: slackBlocks(message) } as IDataObject;
	const also = { slackText: slackText(message) };
	return { json: { slackBlocks: blocks }, also, file: jsonFile(blocks) };
}

const ofCsv = (csv: string): Rendered => ({
	json: { csv },
	also: {},
	file: { text: csv, mimeType: 'text/csv', extension: 'csv' },
});

function ofFigures(all: Report | RenewalPack): Rendered {
	// Settings have functions in them, and n8n's expressions read nothing of an item that cannot be cloned.
	const figures = JSON.parse(JSON.stringify(all)) as IDataObject;
	return { json: { report: figures }, also: {}, file: jsonFile(figures) };
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
