import type { Subscription } from './subscription';

const DAY_MS = 24 * 60 * 60 * 1000;

/** Whole days between a timestamp and `now`; null without a timestamp. Never negative. */
export function daysSince(timestamp: string | null, now: Date): number | null {
	if (timestamp === null) return null;
	return Math.max(0, Math.floor((now.getTime() - Date.parse(timestamp)) / DAY_MS));
}

/** What may count as use. Only `lastLogin` exists in every org and edition. */
export const SIGNAL_NAMES = ['lastLogin', 'humanLogin', 'apiLogin', 'oauthUse', 'work'] as const;
export type SignalName = (typeof SIGNAL_NAMES)[number];

/** What one source says about one user. `unknown` is the reason why a missing time proves nothing. */
export interface ActivitySignal {
	signal: SignalName;
	at: string | null;
	unknown: string | null;
}

/** The latest of the signals, and which of them were unknown. Unknown is never inactive. */
export function summarize(signals: readonly ActivitySignal[]): {
	latest: ActivitySignal | null;
	unknown: string | null;
} {
	let latest: ActivitySignal | null = null;
	for (const signal of signals) {
		if (signal.at === null) continue;
		if (latest?.at == null || Date.parse(signal.at) > Date.parse(latest.at)) latest = signal;
	}
	const gaps = signals.flatMap(({ signal, unknown }) =>
		unknown === null ? [] : [`${signal}: ${unknown}`],
	);
	return { latest, unknown: gaps.length === 0 ? null : gaps.join('; ') };
}

/** What the signals say about one user, as columns of the row. */
export type Activity = Pick<
	Subscription,
	| 'lastActivityAt'
	| 'activitySource'
	| 'inactiveDays'
	| 'lastHumanLoginAt'
	| 'lastApiLoginAt'
	| 'lastOAuthUseAt'
	| 'activityUnknown'
	| 'lastWorkAt'
>;

/** Activity is the latest of the signals. */
export function describeActivity(signals: readonly ActivitySignal[], now: Date): Activity {
	const { latest, unknown } = summarize(signals);
	const timeOf = (name: SignalName) => signals.find(({ signal }) => signal === name)?.at ?? null;
	return {
		lastActivityAt: latest?.at ?? null,
		activitySource: latest?.signal ?? null,
		inactiveDays: daysSince(latest?.at ?? null, now),
		lastHumanLoginAt: timeOf('humanLogin'),
		lastApiLoginAt: timeOf('apiLogin'),
		lastOAuthUseAt: timeOf('oauthUse'),
		activityUnknown: unknown,
		lastWorkAt: timeOf('work'),
	};
}
