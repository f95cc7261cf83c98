/* eslint-disable @n8n/community-nodes/no-restricted-imports, @n8n/community-nodes/no-dangerous-functions */
import { spawnSync } from 'node:child_process';
import { mkdtempSync, readFileSync, rmSync } from 'node:fs';
import type { IncomingMessage, Server } from 'node:http';
import { createServer } from 'node:http';
import { createServer as createTlsServer } from 'node:https';
import type { AddressInfo } from 'node:net';
import os from 'node:os';
import path from 'node:path';
import type { Duplex } from 'node:stream';
import { setTimeout as sleep } from 'node:timers/promises';

import { refusalOfBlocks } from './slackBlocks';

export interface SlackMessage {
	channel: string;
	/** What a reader sees: the texts of its sections. */
	text: string;
	links: string[];
}

interface Answer {
	ok: boolean;
	[key: string]: unknown;
}

const TOKEN = 'xoxb-of-the-tests';

/**
 * Slack's Web API as far as the playbook uses it, from https://docs.slack.dev/reference/methods. The node has
 * Slack's address built in, so n8n gets this as its proxy (HTTPS_PROXY) and is told to trust its certificate
 * (NODE_EXTRA_CA_CERTS); both are n8n's own settings.
 */
export class SlackServer {
	readonly messages: SlackMessage[] = [];
	/** Slack users by e-mail address. */
	readonly people = new Map<string, string>();
	/** What the app of the token may do. */
	scopes = new Set(['chat:write', 'users:read', 'users:read.email']);
	private readonly folder = mkdtempSync(path.join(os.tmpdir(), 'slack-'));
	private proxy?: Server;

	/** The environment of an n8n that reaches this instead of Slack. */
	async start(): Promise<Record<string, string>> {
		const certificate = path.join(this.folder, 'certificate.pem');
		const key = path.join(this.folder, 'key.pem');
		const made = spawnSync('openssl', [
			...['req', '-x509', '-newkey', 'rsa:2048', '-nodes', '-days', '2', '-subj', '/CN=slack.com'],
			...['-addext', 'subjectAltName=DNS:slack.com', '-keyout', key, '-out', certificate],
		]);
		if (made.status !== 0) throw new Error(`openssl made no certificate: ${String(made.stderr)}`);
		const slack = createTlsServer(
			{ key: readFileSync(key), cert: readFileSync(certificate) },
			(request, response) => {
				this.answer(request).then(
					(answer) => {
						response.setHeader('content-type', 'application/json; charset=utf-8');
						response.end(JSON.stringify(answer));
					},
					() => response.writeHead(500).end(),
				);
			},
		);
		const proxy = createServer((_, response) => response.writeHead(405).end());
		proxy.on('connect', ({ url }: IncomingMessage, socket: Duplex) => {
			if (url !== 'slack.com:443') return socket.end('HTTP/1.1 403 Forbidden\r\n\r\n');
			socket.on('error', () => socket.destroy());
			socket.write('HTTP/1.1 200 Connection Established\r\n\r\n');
			slack.emit('connection', socket);
		});
		await new Promise<void>((resolve) => proxy.listen(0, '127.0.0.1', resolve));
		this.proxy = proxy;
		const { port } = proxy.address() as AddressInfo;
		return { HTTPS_PROXY: `http://127.0.0.1:${port}`, NODE_EXTRA_CA_CERTS: certificate };
	}

	async stop(): Promise<void> {
		rmSync(this.folder, { recursive: true, force: true });
		const { proxy } = this;
		if (proxy === undefined) return;
		proxy.closeAllConnections();
		await new Promise<void>((resolve) => proxy.close(() => resolve()));
	}

	/** For n8n's credential of the type `slackApi`. */
	credential(accessToken = TOKEN) {
		return { accessToken, signatureSecret: '' };
	}

	/** The next message to somebody that no test has seen yet. */
	async next(email: string, withinMs = 60_000): Promise<SlackMessage> {
		const deadline = Date.now() + withinMs;
		while (Date.now() < deadline) {
			const index = this.messages.findIndex(({ channel }) => channel === this.people.get(email));
			if (index >= 0) return this.messages.splice(index, 1)[0];
			await sleep(100);
		}
		throw new Error(`No Slack message to ${email} came within ${withinMs / 1000} s`);
	}

	private async answer(request: IncomingMessage): Promise<Answer> {
		const { pathname, searchParams } = new URL(request.url ?? '/', 'https://slack.com');
		const { authorization } = request.headers;
		if (authorization === undefined) return refused('not_authed');
		if (authorization !== `Bearer ${TOKEN}`) return refused('invalid_auth');
		switch (`${request.method} ${pathname}`) {
			case 'GET /api/users.lookupByEmail':
				return this.missing('users:read.email') ?? this.lookup(searchParams.get('email'));
			case 'POST /api/chat.postMessage':
				return this.missing('chat:write') ?? this.post(await readJson(request));
			default:
				return refused('unknown_method');
		}
	}

	private missing(needed: string): Answer | undefined {
		if (this.scopes.has(needed)) return undefined;
		return { ...refused('missing_scope'), needed, provided: [...this.scopes].join(',') };
	}

	private lookup(email: string | null): Answer {
		const id = this.people.get(email ?? '');
		if (id === undefined) return refused('users_not_found');
		return { ok: true, user: { id, deleted: false, is_bot: false, profile: { email } } };
	}

	private post(body: Record<string, unknown>): Answer {
		const { channel, blocks, text } = body;
		// A message to a user's id goes to the direct messages with that user.
		if (![...this.people.values()].includes(String(channel))) return refused('channel_not_found');
		if (blocks === undefined && text === undefined) return refused('no_text');
		const problems = refusalOfBlocks(blocks);
		if (problems.length > 0) {
			return { ...refused('invalid_blocks'), response_metadata: { messages: problems } };
		}
		const sections = blocks as Array<{
			text?: { text: string };
			elements?: Array<{ url?: string }>;
		}>;
		this.messages.push({
			channel: String(channel),
			text: sections.map((block) => block.text?.text ?? '').join('\n'),
			links: sections.flatMap(({ elements = [] }) => elements.flatMap(({ url }) => url ?? [])),
		});
		return { ok: true, channel: `D${String(channel).slice(1)}`, ts: '1764000000.000100' };
	}
}

const refused = (error: string): Answer => ({ ok: false, error });

async function readJson(request: IncomingMessage): Promise<Record<string, unknown>> {
	const parts: Buffer[] = [];
	for await (const part of request) parts.push(part as Buffer);
	return JSON.parse(Buffer.concat(parts).toString('utf8')) as Record<string, unknown>;
}
