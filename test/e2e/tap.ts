import type { Between } from './passOn';
import { passOn, standBetween } from './passOn';

export interface Tap extends Between {
	/** Method and path of everything that came through, in order. */
	seen: string[];
}

/** Stands between n8n and an org, so that a test can do something between two requests. */
export async function startTap(
	orgUrl: string,
	before: (path: string, seen: string[]) => void = () => {},
): Promise<Tap> {
	const seen: string[] = [];
	const { host } = new URL(orgUrl);
	const server = await standBetween((incoming, outgoing) => {
		const path = incoming.url ?? '/';
		seen.push(`${incoming.method} ${path}`);
		before(path, seen);
		passOn(incoming, outgoing, orgUrl, { ...incoming.headers, host });
	});
	return { ...server, seen };
}
