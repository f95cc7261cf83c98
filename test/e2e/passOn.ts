/* eslint-disable @n8n/community-nodes/no-restricted-imports */
import type { IncomingMessage, RequestListener, ServerResponse } from 'node:http';
import { createServer, request } from 'node:http';
import type { AddressInfo } from 'node:net';

/** Passes a request on to another server, and its answer back. */
export function passOn(
	incoming: IncomingMessage,
	outgoing: ServerResponse,
	to: string,
	headers: IncomingMessage['headers'] = incoming.headers,
): void {
	const onward = request(
		`${to}${incoming.url ?? '/'}`,
		{ method: incoming.method, headers },
		(answer) => {
			outgoing.writeHead(answer.statusCode ?? 502, answer.headers);
			answer.pipe(outgoing);
		},
	);
	onward.on('error', () => outgoing.destroy());
	incoming.pipe(onward);
}

export interface Between {
	url: string;
	close(): Promise<void>;
}

/** A server on this computer that stands between two others. */
export async function standBetween(onRequest: RequestListener): Promise<Between> {
	const server = createServer(onRequest);
	await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve));
	return {
		url: `http://127.0.0.1:${(server.address() as AddressInfo).port}`,
		close: async () => {
			server.closeAllConnections();
			await new Promise<void>((resolve) => server.close(() => resolve()));
		},
	};
}
