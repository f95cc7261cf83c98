/* eslint-disable @n8n/community-nodes/no-restricted-imports */
import type { IncomingMessage, ServerResponse } from 'node:http';
import { createServer, request as forward } from 'node:http';
import type { AddressInfo } from 'node:net';

export interface FrontDoor {
	url: string;
	/** Where requests go from now on; before, they are answered with 503. */
	open(to: { main: string; webhook: string }): void;
	/** How many requests went to the webhook process. */
	toWebhook(): number;
	close(): Promise<void>;
}

/** What n8n's page "Queue mode" gives to webhook processes: production webhooks and forms, and those that wait. */
const FOR_WEBHOOK = /^\/(webhook|webhook-waiting|form|form-waiting)\//;

/** One address for main and webhook processes, as a load balancer gives them. */
export async function startFrontDoor(): Promise<FrontDoor> {
	let behind: { main: string; webhook: string } | undefined;
	let count = 0;
	const server = createServer((incoming: IncomingMessage, outgoing: ServerResponse) => {
		const path = incoming.url ?? '/';
		if (behind === undefined) return void outgoing.writeHead(503).end();
		const isForWebhook = FOR_WEBHOOK.test(path);
		if (isForWebhook) count++;
		const target = isForWebhook ? behind.webhook : behind.main;
		const onward = forward(
			`${target}${path}`,
			{ method: incoming.method, headers: incoming.headers },
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
		open: (to) => (behind = to),
		toWebhook: () => count,
		close: async () => {
			server.closeAllConnections();
			await new Promise<void>((resolve) => server.close(() => resolve()));
		},
	};
}
