/**
 * The results of parallel reads, when all are there. If one fails, the others stop waiting, what they
 * opened is closed, and the first error is thrown.
 */
export async function runTogether<T extends readonly unknown[] | []>(
	begun: T,
	stop = new AbortController(),
	putAway: (opened: Awaited<T[number]>) => Promise<unknown> = async () => await Promise.resolve(),
): Promise<{ -readonly [K in keyof T]: Awaited<T[K]> }> {
	const failures: unknown[] = [];
	const settled = begun.map(async (one) => {
		try {
			return { opened: (await one) as Awaited<T[number]> };
		} catch (error) {
			failures.push(error);
			stop.abort();
			return null;
		}
	});
	const results = await Promise.all(settled);
	if (failures.length === 0)
		return results.map((result) => result?.opened) as { -readonly [K in keyof T]: Awaited<T[K]> };
	for (const result of results) if (result !== null) await putAway(result.opened);
	throw failures[0];
}
