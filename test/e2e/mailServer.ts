/* eslint-disable @n8n/community-nodes/no-restricted-imports */
import type { AddressInfo } from 'node:net';
import { setTimeout as sleep } from 'node:timers/promises';

import { simpleParser } from 'mailparser';
import { SMTPServer } from 'smtp-server';

export interface Mail {
	to: string;
	subject: string;
	text: string;
	html: string;
	/** The addresses behind its buttons. */
	links: string[];
}

export interface MailServer {
	port: number;
	mails: Mail[];
	/** The first mail to somebody whose subject contains this, once it comes. */
	mailTo(address: string, subject: string): Promise<Mail>;
	close(): Promise<void>;
}

/** A real SMTP server on this machine that keeps what it gets. */
export async function startMailServer(): Promise<MailServer> {
	const mails: Mail[] = [];
	const server = new SMTPServer({
		disabledCommands: ['AUTH', 'STARTTLS'],
		onData(stream, session, done) {
			simpleParser(stream).then(
				({ subject = '', text = '', html }) => {
					const body = html === false ? '' : html;
					const links = [...body.matchAll(/href="([^"]+)"/g)].map(([, link]) =>
						link.replaceAll('&amp;', '&'),
					);
					for (const { address } of session.envelope.rcptTo) {
						mails.push({ to: address, subject, text, html: body, links });
					}
					done();
				},
				(error: Error) => done(error),
			);
		},
	});
	await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve));
	return {
		port: (server.server.address() as AddressInfo).port,
		mails,
		mailTo: async (address, subject) => {
			for (let waited = 0; waited < 60_000; waited += 200) {
				const found = mails.find((mail) => mail.to === address && mail.subject.includes(subject));
				if (found !== undefined) return found;
				await sleep(200);
			}
			const seen = mails.map((mail) => `${mail.to}: ${mail.subject}`).join('; ');
			throw new Error(`No mail to ${address} about "${subject}" came. There were: ${seen}`);
		},
		close: async () => await new Promise((resolve) => server.close(() => resolve())),
	};
}
