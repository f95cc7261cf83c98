/* eslint-disable @n8n/community-nodes/no-restricted-imports */
import { setTimeout as sleep } from 'node:timers/promises';

/** What `look` finds, as soon as it finds something. */
export async function until<T>(
	what: string,
	look: () => Promise<T | undefined>,
	withinMs = 180_000,
	everyMs = 250,
): Promise<T> {
	const deadline = Date.now() + withinMs;
	while (Date.now() < deadline) {
		const found = await look();
		if (found !== undefined) return found;
		await sleep(everyMs);
	}
	throw new Error(`After ${withinMs / 1000} s it is still not so that ${what}`);
}
