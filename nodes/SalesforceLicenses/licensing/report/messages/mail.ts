import { formatCount, plural } from '../../model/plural';
import { ROWS_IN_MAIL } from '../limits';
import type { Html } from '../html/html';
import { html } from '../html/html';
import type { Message, MessageSection } from './message';

/**
 * For mail programs: tables for the layout, styles in the tags, no images, nothing to load. Outlook for Windows draws
 * with Word, which knows no flex, no grid and no max-width: https://www.caniemail.com. Colors have enough contrast also
 * where a program turns them round for dark mode.
 */
const FONT = 'font-family:Helvetica,Arial,sans-serif';
const INK = '#1c1f26';
const SOFT = '#5a6270';
const LINE = '#e1e4ea';
const LAYOUT = html`role="presentation" width="100%" cellpadding="0" cellspacing="0" border="0"`;

export function mailHtml(message: Message): string {
	const { title, headline: head, subline, recordPage } = message;
	return html`<!doctype html>
		<html lang="en">
			<head>
				<meta charset="utf-8" />
				<meta name="viewport" content="width=device-width, initial-scale=1" />
				<meta name="color-scheme" content="light dark" />
				<title>${head} · ${title}</title>
			</head>
			<body style="margin:0;padding:0;background:#f4f5f7">
				<div style="display:none;max-height:0;overflow:hidden">${subline}</div>
				<div role="main">
					<table ${LAYOUT} style="background:#f4f5f7">
						<tr>
							<td align="center" style="padding:20px 10px">
								<table
									${LAYOUT}
									style="max-width:600px;background:#ffffff;border:1px solid ${LINE};border-radius:12px"
								>
									<tr>
										<td style="padding:20px;${FONT};color:${INK};font-size:15px;line-height:1.5">
											<p style="margin:0;color:${SOFT};font-size:13px">
												${[title, ...message.orgNames].join(' · ')}
											</p>
											<h1 style="margin:4px 0 0;font-size:22px;line-height:1.3">${head}</h1>
											<p style="margin:4px 0 12px">${subline}</p>
											${notes(message)} ${figures(message)} ${button(recordPage)}
											${message.sections.map(section)}
											<p style="margin:20px 0 0;color:${SOFT};font-size:13px">
												${message.note} All times are UTC. ${message.footnote}
											</p>
										</td>
									</tr>
								</table>
							</td>
						</tr>
					</table>
				</div>
			</body>
		</html>`.text;
}

function notes({ warnings: all }: Message): Html {
	if (all.length === 0) return html``;
	return html`<table ${LAYOUT} style="margin:0 0 12px">
		<tr>
			<td
				style="padding:8px 12px;background:#fff4e3;color:#7a4300;font-size:13px;line-height:1.5;${FONT}"
			>
				${all.map((text, index) => html`${index > 0 && html`<br />`}${text}`)}
			</td>
		</tr>
	</table>`;
}

/** Two columns, which fit on a phone without a style sheet. */
function figures({ facts: all }: Message): Html {
	const cell = ([name, value]: [string, string]) =>
		html`<td
			width="50%"
			valign="top"
			style="padding:6px 10px 6px 0;${FONT};font-size:12px;line-height:1.4;color:${SOFT}"
		>
			${name}<br /><span style="font-size:18px;font-weight:bold;color:${INK}">${value}</span>
		</td>`;
	const rows = Array.from({ length: Math.ceil(all.length / 2) }, (_, row) =>
		all.slice(row * 2, row * 2 + 2),
	);
	return html`<table ${LAYOUT}>
		${rows.map(
			(pair) =>
				html`<tr>
					${pair.map(cell)}
				</tr>`,
		)}
	</table>`;
}

function button(recordPage: string): Html {
	if (recordPage === '') return html``;
	return html`<table
		role="presentation"
		cellpadding="0"
		cellspacing="0"
		border="0"
		style="margin:12px 0 4px"
	>
		<tr>
			<td style="background:#0b57a4;border-radius:8px;padding:11px 20px">
				<a
					href="${recordPage}"
					style="${FONT};color:#ffffff;font-size:15px;font-weight:bold;text-decoration:none"
					>Open the record page</a
				>
			</td>
		</tr>
	</table>`;
}

function section({ title, rows }: MessageSection): Html {
	const shown = rows.slice(0, ROWS_IN_MAIL);
	const more = rows.length - shown.length;
	const style = `padding:8px 0;border-top:1px solid ${LINE};${FONT};font-size:14px;line-height:1.45;color:${INK}`;
	return html`<h2 style="margin:20px 0 4px;font-size:16px;line-height:1.3">${title}</h2>
		<table ${LAYOUT} style="table-layout:fixed">
			${shown.map(
				([what, why, worth]) =>
					html`<tr>
						<td valign="top" style="${style};word-break:break-word">
							<b>${what}</b><br /><span style="color:${SOFT};font-size:13px">${why}</span>
						</td>
						${worth !== '' &&
						html`<td width="92" align="right" valign="top" style="${style};font-weight:bold">
							${worth}
						</td>`}
					</tr>`,
			)}
		</table>
		${more > 0 &&
		html`<p style="margin:4px 0;color:${SOFT};font-size:13px">and ${formatCount(more)} more</p>`}`;
}

/** The same mail as plain text. */
export function mailText(message: Message): string {
	const { title, headline, subline, note, recordPage } = message;
	const lists = message.sections.map(({ title, rows }) => {
		const lines = rows.map((cells) => `- ${cells.filter((cell) => cell !== '').join(' | ')}`);
		return `${title}\n${lines.join('\n')}`;
	});
	const notices = message.warnings.map((text) => `- ${text}`);
	const facts = message.facts.map((cells) => `- ${cells.join(' | ')}`);
	const parts = [
		`${title}: ${headline}`,
		...(subline === '' ? [] : [subline]),
		...(notices.length === 0 ? [] : [`${plural(notices.length, 'note')}\n${notices.join('\n')}`]),
		...(facts.length === 0 ? [] : [`Key figures\n${facts.join('\n')}`]),
		...lists,
		...(note === '' ? [] : [note]),
		...(recordPage === '' ? [] : [recordPage]),
	];
	return `${parts.join('\n\n')}\n`;
}
