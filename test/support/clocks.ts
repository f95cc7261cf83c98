/* eslint-disable @n8n/community-nodes/no-restricted-globals */

const RealDate = Date;

/** Runs with the clock of n8n this far ahead. The clock of an org in this process has to be set apart from it. */
export async function withClockAhead<T>(byMs: number, run: () => Promise<T>): Promise<T> {
	class Shifted extends RealDate {
		constructor(...given: unknown[]) {
			if (given.length === 0) super(Shifted.now());
			else super(...(given as [number]));
		}
		static override now = () => RealDate.now() + byMs;
	}
	globalThis.Date = Shifted as DateConstructor;
	try {
		return await run();
	} finally {
		globalThis.Date = RealDate;
	}
}
