import type { IDataObject } from 'n8n-workflow';
import { createReport } from './reportItems';

/** The page of one integration profile or of all, as a webhook asks for it. */

export const FORMS = 'https://n8n.example/form';
export const asProfile = (name = 'Acme') => ({ profile: name });

export async function pageOf(
	items: readonly IDataObject[],
	pageQuery: unknown = asProfile(),
	more: IDataObject = {},
) {
	const { json, error } = await createReport(items, {
		...{ format: 'recordPage', formsUrl: FORMS, nextRunAt: '2031-05-06T02:00:00Z' },
		pageQuery: pageQuery as string,
		...(more as Record<string, string>),
	});
	if (error !== null) throw new Error(error.message);
	return { html: String(json.html), status: json.statusCode, json };
}

/** What a person reads, each tag a blank. */
export const readable = (html: string) =>
	html
		.replace(/<style>[\s\S]*?<\/style>|<[^>]+>/g, ' ')
		.replace(/\s+/g, ' ')
		.replace(/&#39;/g, "'");
export const rowsOf = (html: string, caption: RegExp): string[] => {
	const found = html
		.split('<table>')
		.find((part) => caption.test(readable(part.split('</caption>')[0])));
	return (found?.split('<tbody>')[1].split('</tbody>')[0].split('</tr>') ?? [])
		.map((row) => readable(row).trim())
		.filter((row) => row !== '');
};
