/* eslint-disable @n8n/community-nodes/no-restricted-imports, @n8n/community-nodes/no-restricted-globals */
import { readdirSync, readFileSync } from 'node:fs';

/** What n8n and its task runner take, together: /proc of Linux, proc(5). */

/** `USER_HZ` of every common Linux. */
const TICKS_PER_SECOND = 100;
const PAGE_BYTES = 4096;
const SAMPLE_MS = 250;

interface Taken {
	cpuSeconds: number;
	megabytes: number;
}

/** The fields after the name of the process, which may have spaces in it. */
function statOf(pid: string): string[] | null {
	try {
		const text = readFileSync(`/proc/${pid}/stat`, 'utf8');
		return text.slice(text.lastIndexOf(')') + 2).split(' ');
	} catch {
		return null;
	}
}

/** So far, by the processes that run now. */
export function take(group: number): Taken {
	let [ticks, pages] = [0, 0];
	for (const pid of readdirSync('/proc').filter((name) => /^\d+$/.test(name))) {
		const stat = statOf(pid);
		if (stat === null || Number(stat[2]) !== group) continue;
		ticks += Number(stat[11]) + Number(stat[12]);
		pages += Number(stat[21]);
	}
	return { cpuSeconds: ticks / TICKS_PER_SECOND, megabytes: (pages * PAGE_BYTES) / 1e6 };
}

export interface Spent {
	seconds: number;
	cpuSeconds: number;
	/** The peak above what the processes had before. */
	megabytes: number;
}

/** What a process group takes while the work is done. */
export async function spentBy<T>(group: number, work: () => Promise<T>): Promise<[Spent, T]> {
	const before = take(group);
	let peak = before.megabytes;
	const sampler = setInterval(() => (peak = Math.max(peak, take(group).megabytes)), SAMPLE_MS);
	const started = performance.now();
	try {
		const result = await work();
		const seconds = (performance.now() - started) / 1e3;
		const cpuSeconds = take(group).cpuSeconds - before.cpuSeconds;
		return [{ seconds, cpuSeconds, megabytes: peak - before.megabytes }, result];
	} finally {
		clearInterval(sampler);
	}
}
