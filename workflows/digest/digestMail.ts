import type { Digest } from './digest';
import { facts, finding } from './digest';
import type { Html } from '../../nodes/SalesforceLicenses/licensing/report/html/html';
import { html } from '../../nodes/SalesforceLicenses/licensing/report/html/html';

/** For mail programs: tables with inline styles, no images, nothing to load. */
const CELL =
	'padding:6px 12px 6px 0;border-bottom:1px solid #d3d8e2;text-align:left;vertical-align:top';

function table(caption: string, head: string[], rows: string[][]): Html {
	const names = head.map((name) => html`<th scope="col" style="${CELL}">${name}</th>`);
	const row = (cells: string[]) =>
		html`<tr>
			${cells.map((cell) => html`<td style="${CELL}">${cell}</td>`)}
		</tr>`;
	return html`<h2 style="font-size:17px;margin:24px 0 4px">${caption}</h2>
		<table style="border-collapse:collapse;font-size:14px">
			<thead>
				<tr>
					${names}
				</tr>
			</thead>
			<tbody>
				${rows.map(row)}
			</tbody>
		</table>`;
}

export function mailHtml(of: Digest, recordPage: string): string {
	const title = `${of.profile} Salesforce licenses`;
	return html`<!doctype html>
		<html lang="en">
			<head>
				<meta charset="utf-8" />
				<title>${title}</title>
			</head>
			<body
				style="margin:0;padding:16px;color:#1f2430;background:#ffffff;font-family:Helvetica,Arial,sans-serif;font-size:15px;line-height:1.5"
			>
				<h1 style="font-size:22px;margin:0 0 8px">${title}</h1>
				${of.org && html`<p style="margin:0">Org: ${of.org}</p>`}
				${sections(of).map(({ caption, head, rows }) => table(caption, head, rows))}
				${of.poolsError &&
				html`<p>
					License pools could not be read, so this digest has no warnings about full or expiring
					licenses: ${of.poolsError}
				</p>`}
				<p>
					All open candidates are in the attached file.
					${recordPage && html`<a href="${recordPage}">Record page of the profile</a>`}
				</p>
			</body>
		</html>`.text;
}

/** The same digest as plain text. */
export function mailText(of: Digest, recordPage: string): string {
	const parts = sections(of).map(
		({ caption, rows }) =>
			`${caption}\n${rows.map((cells) => `- ${cells.join(' | ')}`).join('\n')}`,
	);
	if (of.poolsError !== '') {
		parts.push(
			`License pools could not be read, so this digest has no warnings about full or expiring licenses: ${of.poolsError}`,
		);
	}
	parts.push(`All open candidates are in the attached file.${recordPage && `\n${recordPage}`}`);
	return `${of.profile} Salesforce licenses\n\n${parts.join('\n\n')}\n`;
}

function sections(of: Digest): Array<{ caption: string; head: string[]; rows: string[][] }> {
	return [
		{ caption: 'Key figures', head: ['Figure', 'Value'], rows: facts(of) },
		{
			caption: 'Licenses that are nearly full or expire soon',
			head: ['License', 'Warning'],
			rows: of.pools.map(({ name, text }) => [name, text]),
		},
		{
			caption: 'Failed jobs',
			head: ['Job', 'Started (UTC)', 'Error'],
			rows: of.failures.map(({ name, startedAt, error }) => [
				name,
				(startedAt ?? '').slice(0, 16).replace('T', ' '),
				error ?? '',
			]),
		},
		{
			caption: 'Top findings',
			head: ['User', 'License', 'Reason', 'Saving per year'],
			rows: of.top.map(finding),
		},
	].filter(({ rows }) => rows.length > 0);
}
