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

export interface HostAnswer {
	status: number;
	body: unknown;
}

export type Host = (request: IncomingMessage, body: string) => HostAnswer;

/**
 * Stand-ins for hosts whose addresses are built into n8n's nodes. n8n gets this as its proxy (HTTPS_PROXY) and
 * is told to trust its certificate (NODE_EXTRA_CA_CERTS); both are n8n's own settings. Every other host is
 * refused.
 */
export class ProxiedHosts {
	private readonly folder = mkdtempSync(path.join(os.tmpdir(), 'hosts-'));
	private proxy?: Server;

	constructor(private readonly hosts: Record<string, Host>) {}

	/** The environment of an n8n that reaches these hosts. */
	async start(): Promise<Record<string, string>> {
		const certificate = path.join(this.folder, 'certificate.pem');
		const key = path.join(this.folder, 'key.pem');
		const names = Object.keys(this.hosts).map((name) => `DNS:${name}`);
		const made = spawnSync('openssl', [
			...['req', '-x509', '-newkey', 'rsa:2048', '-nodes', '-days', '2', '-subj', '/CN=tests'],
			...['-addext', `subjectAltName=${names.join(',')}`, '-keyout', key, '-out', certificate],
		]);
		if (made.status !== 0) throw new Error(`openssl made no certificate: ${String(made.stderr)}`);
		const secure = createTlsServer(
			{ key: readFileSync(key), cert: readFileSync(certificate) },
			(request, response) => {
				const parts: Buffer[] = [];
				request.on('data', (part: Buffer) => parts.push(part));
				request.on('end', () => {
					const host = this.hosts[String(request.headers.host).replace(/:443$/, '')];
					const { status, body } = host(request, Buffer.concat(parts).toString('utf8'));
					response.writeHead(status, { 'content-type': 'application/json; charset=utf-8' });
					response.end(JSON.stringify(body));
				});
			},
		);
		const proxy = createServer((_, response) => response.writeHead(405).end());
		proxy.on('connect', ({ url = '' }: IncomingMessage, socket: Duplex) => {
			const [host, port] = url.split(':');
			if (this.hosts[host] === undefined || port !== '443') {
				return socket.end('HTTP/1.1 403 Forbidden\r\n\r\n');
			}
			socket.on('error', () => socket.destroy());
			socket.write('HTTP/1.1 200 Connection Established\r\n\r\n');
			secure.emit('connection', socket);
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
}
