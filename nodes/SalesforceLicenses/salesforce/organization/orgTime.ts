/** A response states the time to the second, so a clock that agrees with it is more precise. */
const AGREES_WITHIN_MS = 60_000;
/** Far more than the time between two adjustments of a clock (NTP), and nothing to what is counted in days. */
export const MAY_DIFFER_BY_MS = 60 * 60 * 1000;

/**
 * What time it is, for everything that is counted in days. Two clocks can be asked: n8n's own, and that of
 * the org, in its responses (RFC 9110, "Date"). The earlier one counts, so that nobody is inactive and
 * nothing expires because one of them is fast. One that is long before what has been is slow instead.
 *
 * @param orgTime null if the org states no time, as behind a gateway that drops the header
 * @param notBefore a time, in milliseconds, that has been
 */
export function timeOf(clock: Date, orgTime: Date | null, notBefore = -Infinity): Date {
	if (orgTime === null || Math.abs(orgTime.getTime() - clock.getTime()) <= AGREES_WITHIN_MS) {
		return clock;
	}
	const [earlier, later] = orgTime < clock ? [orgTime, clock] : [clock, orgTime];
	return earlier.getTime() + MAY_DIFFER_BY_MS > notBefore ? earlier : later;
}

/** What a person has to know if the clocks differ so much that one of them is wrong; else null. */
export function clockWarning(clock: Date, orgTime: Date | null): string | null {
	if (orgTime === null || Math.abs(orgTime.getTime() - clock.getTime()) <= MAY_DIFFER_BY_MS) {
		return null;
	}
	return `The clock of n8n says ${clock.toISOString()}, and Salesforce says ${orgTime.toISOString()}. The earlier time counts, so that nobody is taken for inactive too soon. Set the clock of the computer that n8n runs on; if it is right, check the proxy or gateway in between, which changes the Date header of responses.`;
}
