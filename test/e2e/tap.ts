/* eslint-disable @n8n/community-nodes/no-restricted-imports */
import { createServer, request as forward } from 'node:http';
import type { AddressInfo } from 'node:net';

export interface Tap {
	url: string;
	/** Method and path of everything that came through, in order. */
	seen: string[];
	close(): Promise<void>;
}

/** Stands between n8n and an org, so that a test can do something between two requests. */
export async function startTap(
	orgUrl: string,
	before: (path: string, seen: string[]) => void = () => {},
): Promise<Tap> {
	const seen: string[] = [];
	const server = createServer((incoming, outgoing) => {
		const path = incoming.url ?? '/';
		seen.push(`${incoming.method} ${path}`);
		before(path, seen);
		const onward = forward(
			`${orgUrl}${path}`,
			{ method: incoming.method, headers: { ...incoming.headers, host: new URL(orgUrl).host } },
			(answer) => {
				outgoing.writeHead(answer.statusCode ?? 502, answer.headers);
				answer.pipe(outgoing);
			},
		);
		onward.on('error', () => outgoing.destroy());
		incoming.pipe(onward);
	});
	await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve));
	return {
		url: `http://127.0.0.1:${(server.address() as AddressInfo).port}`,
		seen,
		close: async () => {
			server.closeAllConnections();
			await new Promise<void>((resolve) => server.close(() => resolve()));
		},
	};
}
