/* eslint-disable @n8n/community-nodes/no-restricted-imports */
import type { AddressInfo } from 'node:net';
import { setTimeout as sleep } from 'node:timers/promises';

import type { ParsedMail } from 'mailparser';
import { simpleParser } from 'mailparser';
import type { IDataObject } from 'n8n-workflow';
import { SMTPServer } from 'smtp-server';

export interface Mail {
	from: string;
	to: string;
	subject: string;
	text: string;
	html: string;
	links: string[];
	/** By file name, as text. */
	files: Record<string, string>;
}

/** A mail server on this computer: it takes every mail and keeps it, and can be taken away and put back. */
export class MailServer {
	readonly mails: Mail[] = [];
	private server?: SMTPServer;
	private port = 0;

	async start(): Promise<void> {
		const server = new SMTPServer({
			authOptional: true,
			disabledCommands: ['AUTH', 'STARTTLS'],
			onData: (stream, _session, done) => {
				simpleParser(stream).then(
					(mail) => {
						this.mails.push(read(mail));
						done();
					},
					(error: Error) => done(error),
				);
			},
		});
		this.server = server;
		await new Promise<void>((resolve, reject) => {
			server.once('error', reject);
			// The same port again after it was away: n8n's credential names it.
			server.listen(this.port, '127.0.0.1', resolve);
		});
		this.port = (server.server.address() as AddressInfo).port;
	}

	async stop(): Promise<void> {
		const { server } = this;
		if (server === undefined) return;
		this.server = undefined;
		await new Promise<void>((resolve) => server.close(resolve));
	}

	/** For n8n's credential of the type `smtp`. */
	credential(): IDataObject {
		return {
			user: '',
			password: '',
			host: '127.0.0.1',
			port: this.port,
			secure: false,
			disableStartTls: true,
		};
	}

	/** The next mail to a person that no test has seen yet. */
	async next(to: string, withinMs = 120_000): Promise<Mail> {
		const deadline = Date.now() + withinMs;
		while (Date.now() < deadline) {
			const index = this.mails.findIndex((mail) => mail.to === to);
			if (index >= 0) return this.mails.splice(index, 1)[0];
			await sleep(100);
		}
		const others = this.mails.map((mail) => `${mail.to}: ${mail.subject}`).join('; ');
		throw new Error(`No mail to ${to} came within ${withinMs / 1000} s. Unread: ${others}`);
	}
}

function read(mail: ParsedMail): Mail {
	const to = [mail.to ?? []].flat();
	const html = typeof mail.html === 'string' ? mail.html : '';
	return {
		from: mail.from?.text ?? '',
		to: to.flatMap(({ value }) => value.map(({ address }) => address ?? '')).join(','),
		subject: mail.subject ?? '',
		text: mail.text ?? '',
		html,
		links: [...html.matchAll(/href="([^"]+)"/g)].map(([, href]) => href.replaceAll('&amp;', '&')),
		files: Object.fromEntries(
			mail.attachments.map(({ filename, content }) => [filename ?? '', content.toString('utf8')]),
		),
	};
}
