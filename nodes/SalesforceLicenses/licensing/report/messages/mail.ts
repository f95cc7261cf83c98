import { formatCount, plural } from '../../model/plural';
import { ROWS_IN_MAIL, TILES_IN_MAIL } from '../limits';
import type { Html } from '../html/html';
import { html } from '../html/html';
import { DARK_STYLE, FONT, INK, LAYOUT, LINE, PAGE, SOFT, WRAP } from './mailStyle';
import type { Figure, Message, MessageSection } from './message';
import { figureText } from './message';

/** A message as a mail: the heading, tiles, one button, and the first rows of what needs somebody. */
export function mailHtml(message: Message): string {
	const { title, headline: head, subline, recordPage, figures, sections } = message;
	const shown = rowsShown(sections);
	return html`<!doctype html>
		<html lang="en">
			<head>
				<meta charset="utf-8" />
				<meta name="viewport" content="width=device-width, initial-scale=1" />
				<meta name="color-scheme" content="light dark" />
				<meta name="supported-color-schemes" content="light dark" />
				<title>${head} · ${title}</title>
				${DARK_STYLE}
			</head>
			<body class="page" style="margin:0;padding:0;background:${PAGE}">
				<div style="display:none;max-height:0;overflow:hidden">${subline}</div>
				<div role="main">
					<table ${LAYOUT} class="page" style="background:${PAGE}">
						<tr>
							<td align="center" style="padding:20px 10px">
								<table
									${LAYOUT}
									class="card"
									style="max-width:600px;table-layout:fixed;background:#ffffff;border:1px solid ${LINE};border-radius:12px"
								>
									<tr>
										<td
											class="ink"
											align="left"
											style="padding:22px 20px;${FONT};color:${INK};font-size:15px;line-height:1.5;${WRAP}"
										>
											<p class="soft" style="margin:0;color:${SOFT};font-size:13px">
												${[title, ...message.orgNames].join(' · ')}
											</p>
											<h1 style="margin:4px 0 0;font-size:24px;line-height:1.25">${head}</h1>
											<p style="margin:6px 0 14px">${subline}</p>
											${tiles(figures.slice(0, TILES_IN_MAIL))}
											${others(figures.slice(TILES_IN_MAIL))} ${button(recordPage)}
											${notes(message)} ${sections.map((one, index) => section(one, shown[index]))}
											<p class="soft" style="margin:22px 0 0;color:${SOFT};font-size:13px">
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
	return html`<table ${LAYOUT} style="margin:16px 0 0">
		<tr>
			<td
				class="note"
				style="padding:10px 14px;border-radius:8px;background:#fff4e3;color:#7a4300;font-size:13px;line-height:1.5;${FONT}"
			>
				${all.map((text, index) => html`${index > 0 && html`<br />`}${text}`)}
			</td>
		</tr>
	</table>`;
}

/** Two columns, which fit on a phone without a style sheet. Cells of one row are equally high, so they are the tiles. */
function tiles(all: readonly Figure[]): Html {
	if (all.length === 0) return html``;
	const cell = ({ name, value, change }: Figure) =>
		html`<td
			class="tile soft"
			valign="top"
			style="padding:10px 14px;border-radius:8px;background:${PAGE};${FONT};font-size:12px;line-height:1.4;color:${SOFT};${WRAP}"
		>
			${name}<br /><span
				class="ink"
				style="font-size:20px;line-height:1.35;font-weight:bold;color:${INK}"
				>${value}</span
			>${change !== '' && html` <span>(${change})</span>`}
		</td>`;
	const rows = Array.from({ length: Math.ceil(all.length / 2) }, (_, row) =>
		all.slice(row * 2, row * 2 + 2),
	);
	return html`<table ${LAYOUT} style="table-layout:fixed">
		${rows.map(
			([left, right], index) =>
				html`${index > 0 &&
					html`<tr>
						<td colspan="3" height="8" style="font-size:0;line-height:8px"></td>
					</tr>`}
					<tr>
						${cell(left)}
						<td width="8"></td>
						${right === undefined ? html`<td></td>` : cell(right)}
					</tr>`,
		)}
	</table>`;
}

/** The figures that are no tiles, as one line. */
function others(all: readonly Figure[]): Html {
	if (all.length === 0) return html``;
	return html`<p class="soft" style="margin:4px 0 0;color:${SOFT};font-size:13px;line-height:1.6">
		${all.map(
			(figure, index) =>
				html`${index > 0 && ' · '}${figure.name}
					<b class="ink" style="color:${INK}">${figureText(figure)}</b>`,
		)}
	</p>`;
}

function button(recordPage: string): Html {
	if (recordPage === '') return html``;
	return html`<table
		role="presentation"
		cellpadding="0"
		cellspacing="0"
		border="0"
		style="margin:16px 0 4px"
	>
		<tr>
			<td class="button" style="background:#0b57a4;border-radius:8px">
				<a
					class="button"
					href="${recordPage}"
					style="display:inline-block;padding:12px 22px;border-radius:8px;background:#0b57a4;${FONT};color:#ffffff;font-size:15px;font-weight:bold;text-decoration:none"
					>Open the record page</a
				>
			</td>
		</tr>
	</table>`;
}

/** Each section shows its first row; what is left of a short mail goes to the sections that come first. */
function rowsShown(sections: readonly MessageSection[]): number[] {
	let left = Math.max(0, ROWS_IN_MAIL - sections.length);
	return sections.map(({ rows }) => {
		const more = Math.min(left, rows.length - 1);
		left -= more;
		return 1 + more;
	});
}

function section({ title, rows }: MessageSection, most: number): Html {
	const shown = rows.slice(0, most);
	const more = rows.length - shown.length;
	const style = `padding:9px 0;border-top:1px solid ${LINE};${FONT};font-size:14px;line-height:1.45;color:${INK}`;
	const cell = ([what, why]: MessageSection['rows'][number]) =>
		why === ''
			? html`${what}`
			: html`<b>${what}</b><br /><span class="soft" style="color:${SOFT};font-size:13px"
						>${why}</span
					>`;
	return html`<h2 style="margin:22px 0 6px;font-size:16px;line-height:1.3">${title}</h2>
		<table ${LAYOUT} style="table-layout:fixed">
			${shown.map(
				(row) =>
					html`<tr>
						<td class="ink line" valign="top" style="${style};${WRAP}">${cell(row)}</td>
						${row[2] !== '' &&
						html`<td
							class="ink line"
							width="92"
							align="right"
							valign="top"
							style="${style};font-weight:bold"
						>
							${row[2]}
						</td>`}
					</tr>`,
			)}
		</table>
		${more > 0 &&
		html`<p class="soft" style="margin:2px 0;color:${SOFT};font-size:13px">
			and ${formatCount(more)} more
		</p>`}`;
}

/** The same mail as plain text. */
export function mailText(message: Message): string {
	const { title, headline, subline, note, recordPage } = message;
	const lists = message.sections.map(({ title, rows }) => {
		const lines = rows.map((cells) => `- ${cells.filter((cell) => cell !== '').join(' | ')}`);
		return `${title}\n${lines.join('\n')}`;
	});
	const notices = message.warnings.map((text) => `- ${text}`);
	const figures = message.figures.map((one) => `- ${one.name} | ${figureText(one)}`);
	const parts = [
		`${title}: ${headline}`,
		...(subline === '' ? [] : [subline]),
		...(notices.length === 0 ? [] : [`${plural(notices.length, 'note')}\n${notices.join('\n')}`]),
		...(figures.length === 0 ? [] : [`Key figures\n${figures.join('\n')}`]),
		...lists,
		...(note === '' ? [] : [note]),
		...(recordPage === '' ? [] : [recordPage]),
	];
	return `${parts.join('\n\n')}\n`;
}
