import type { Between } from './passOn';
import { passOn, standBetween } from './passOn';

export interface FrontDoor extends Between {
	/** Where requests go from now on; before, they are answered with 503. */
	open(to: { main: string; webhook: string }): void;
	/** How many requests went to the webhook process. */
	toWebhook(): number;
}

/** What n8n's page "Queue mode" gives to webhook processes: production webhooks and forms, and those that wait. */
const FOR_WEBHOOK = /^\/(webhook|webhook-waiting|form|form-waiting)\//;

/** One address for main and webhook processes, as a load balancer gives them. */
export async function startFrontDoor(): Promise<FrontDoor> {
	let behind: { main: string; webhook: string } | undefined;
	let count = 0;
	const server = await standBetween((incoming, outgoing) => {
		if (behind === undefined) return void outgoing.writeHead(503).end();
		const isForWebhook = FOR_WEBHOOK.test(incoming.url ?? '/');
		if (isForWebhook) count++;
		passOn(incoming, outgoing, isForWebhook ? behind.webhook : behind.main);
	});
	return { ...server, open: (to) => (behind = to), toWebhook: () => count };
}
