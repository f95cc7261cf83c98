/* eslint-disable @n8n/community-nodes/no-restricted-imports, @n8n/community-nodes/require-node-api-error -- the org speaks as Salesforce, not as n8n */
import type { IncomingMessage, ServerResponse } from 'node:http';
import { Readable } from 'node:stream';
import { pipeline } from 'node:stream/promises';
import { createGzip, gzipSync } from 'node:zlib';
import type { OrgRequest, OrgResponse } from './answers';
import { ConnectionReset } from './requestHandler';

const GZIP_FROM_BYTES = 1_024;

/** Passes requests from the socket to the org and back, without interpreting them. */
export async function serve(
	handle: (request: OrgRequest) => Promise<OrgResponse>,
	incoming: IncomingMessage,
	response: ServerResponse,
): Promise<void> {
	const body = Buffer.concat(await Readable.from(incoming).toArray());
	try {
		const answer = await handle({
			method: incoming.method ?? 'GET',
			// Salesforce accepts doubled slashes, and its own CLI sends them.
			path: (incoming.url ?? '/').replace(/^\/+/, '/'),
			headers: incoming.headers as Record<string, string>,
			body,
		});
		await write(response, answer, /\bgzip\b/.test(String(incoming.headers['accept-encoding'])));
	} catch (error) {
		if (!(error instanceof ConnectionReset)) throw error;
		if (error.unfinished === undefined) incoming.socket.destroy();
		else await writeHalf(response, error.unfinished);
	}
}

async function write(
	response: ServerResponse,
	{ status, headers, body }: OrgResponse,
	gzip: boolean,
): Promise<void> {
	if (typeof body !== 'string' && !Buffer.isBuffer(body)) {
		response.writeHead(status, gzip ? { ...headers, 'content-encoding': 'gzip' } : headers);
		if (gzip) await pipeline(Readable.from(body), createGzip(), response);
		else await pipeline(Readable.from(body), response);
		return;
	}
	if (!gzip || body.length < GZIP_FROM_BYTES) {
		response.writeHead(status, headers);
		response.end(body);
		return;
	}
	response.writeHead(status, { ...headers, 'content-encoding': 'gzip' });
	response.end(gzipSync(body, { level: 1 }));
}

/** Half of what was announced; of a stream, which announces nothing, its first part without an end. */
async function writeHalf(
	response: ServerResponse,
	{ status, headers, body }: OrgResponse,
): Promise<void> {
	const isWhole = typeof body === 'string' || Buffer.isBuffer(body);
	let part: Buffer = Buffer.alloc(0);
	if (isWhole) {
		const whole = Buffer.from(body);
		response.writeHead(status, { ...headers, 'content-length': String(whole.length) });
		part = whole.subarray(0, Math.floor(whole.length / 2));
	} else {
		response.writeHead(status, headers);
		for await (const chunk of body) {
			part = Buffer.from(chunk);
			break;
		}
	}
	await new Promise<void>((resolve) => response.write(part, () => resolve()));
	response.destroy();
}
