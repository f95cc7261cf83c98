/* eslint-disable @n8n/community-nodes/no-restricted-imports */
import type { IncomingMessage, Server, ServerResponse } from 'node:http';
import { createServer } from 'node:http';
import type { AddressInfo } from 'node:net';

import type { Mail, MailServer } from '../test/e2e/mailServer';

/** The mailbox of the demo: a page on this computer that lists the mails which n8n has sent, newest first. */

export interface MailPage {
	url: string;
	close(): Promise<void>;
}

export async function startMailPage({ mails }: MailServer): Promise<MailPage> {
	const server = createServer((request, response) => answer(mails, request, response));
	await new Promise<void>((resolve, reject) => {
		server.once('error', reject);
		server.listen(0, '127.0.0.1', resolve);
	});
	const { port } = server.address() as AddressInfo;
	return { url: `http://127.0.0.1:${port}`, close: async () => await closed(server) };
}

async function closed(server: Server): Promise<void> {
	server.closeAllConnections();
	await new Promise<void>((resolve) => server.close(() => resolve()));
}

function answer(mails: readonly Mail[], { url = '/' }: IncomingMessage, response: ServerResponse) {
	const [, number, part] = /^\/(\d+)(\/html)?$/.exec(url) ?? [];
	const mail = number === undefined ? undefined : mails[Number(number)];
	if (number !== undefined && mail === undefined)
		return send(response, 404, page('No such mail', ''));
	if (mail === undefined) return send(response, 200, list(mails));
	return send(
		response,
		200,
		part === undefined ? one(mail, Number(number)) : mail.html || pre(mail.text),
	);
}

function send(response: ServerResponse, status: number, html: string): void {
	response.writeHead(status, { 'content-type': 'text/html; charset=utf-8' }).end(html);
}

function list(mails: readonly Mail[]): string {
	const rows = mails
		.map(
			({ subject, to }, index) =>
				`<li><a href="/${index}">${escaped(subject)}</a><small>${escaped(to)}</small></li>`,
		)
		.reverse();
	const empty = '<p>No mail yet. Reload this page after a job has run.</p>';
	return page('Mailbox of the demo', rows.length === 0 ? empty : `<ul>${rows.join('')}</ul>`);
}

/** The mail in a frame that runs no script; its links open in a tab of their own, as in a mail program. */
function one({ from, to, subject, files }: Mail, number: number): string {
	const names = Object.keys(files).map(escaped).join(', ');
	const attached = names === '' ? '' : `<p>Attached: ${names}</p>`;
	return page(
		subject,
		`<p><a href="/">All mails</a></p><p>From ${escaped(from)}<br>To ${escaped(to)}</p>${attached}
<iframe title="The mail" src="/${number}/html" sandbox="allow-popups allow-popups-to-escape-sandbox"></iframe>`,
	);
}

const pre = (text: string) => `<pre style="white-space: pre-wrap">${escaped(text)}</pre>`;

const page = (title: string, body: string) => `<!doctype html>
<html lang="en"><head><meta charset="utf-8"><meta name="viewport" content="width=device-width"><base target="_top">
<title>${escaped(title)}</title><style>
body { font: 16px/1.5 system-ui, sans-serif; max-width: 860px; margin: 2rem auto; padding: 0 1rem; color: #1f2937 }
ul { list-style: none; padding: 0 } li { padding: .75rem 0; border-bottom: 1px solid #e5e7eb }
a { color: #1d4ed8 } small { display: block; color: #4b5563 }
iframe { width: 100%; height: 78vh; border: 1px solid #e5e7eb; border-radius: 8px; background: #fff }
</style></head><body><main><h1>${escaped(title)}</h1>${body}</main></body></html>`;

const escaped = (text: string): string =>
	text
		.replaceAll('&', '&amp;')
		.replaceAll('<', '&lt;')
		.replaceAll('>', '&gt;')
		.replaceAll('"', '&quot;');
