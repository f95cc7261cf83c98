import type { AskedRequest, Measured } from './clients';

/** What the sections of the bench share: their lines, and what a measured run says in the units of a line. */

export type Line = Array<string | number>;
export type Say = (line: Line) => void;

/** Calls are counted, not limited. */
export const NO_LIMIT = { dailyApiLimit: 1e9 };

export const megabytes = ({ idleMegabytes, peakMegabytes }: Measured) =>
	Math.round(peakMegabytes - idleMegabytes);
export const ratio = (a: Measured, b: Measured) => a.milliseconds / b.milliseconds;
export const seconds = ({ milliseconds }: Measured) => milliseconds / 1e3;
export const median = (figures: number[]) => figures.sort((a, b) => a - b)[figures.length >> 1];

/** The first run warms the process up; the measured run begins with the last list of versions. */
export function requestsOfRun(all: readonly AskedRequest[]): AskedRequest[] {
	const start = all.findLastIndex(({ path }) => path === '/services/data');
	return all.slice(start + 1);
}
