/** Bytes fetched in advance: data that a slow reader leaves in the connection makes the server wait. */
const AHEAD_BYTES = 512 * 1024;

/** The same chunks; the next ones arrive while the last one is processed. */
export async function* readAhead(chunks: AsyncIterable<Uint8Array>): AsyncGenerator<Uint8Array> {
	const source = chunks[Symbol.asyncIterator]();
	const waiting: Uint8Array[] = [];
	let bytes = 0;
	let end: { error?: unknown } | null = null;
	let isWanted = true;
	let [wakeReader, wakeSource] = [() => {}, () => {}];
	const fill = async () => {
		while (isWanted) {
			if (bytes >= AHEAD_BYTES) {
				await new Promise<void>((resolve) => (wakeSource = resolve));
				continue;
			}
			const step = await source.next();
			if (step.done === true) break;
			waiting.push(step.value);
			bytes += step.value.length;
			wakeReader();
		}
	};
	const filling = fill()
		.then(() => (end = {}))
		.catch((error: unknown) => (end = { error }))
		.finally(() => wakeReader());
	try {
		for (;;) {
			const chunk = waiting.shift();
			if (chunk !== undefined) {
				bytes -= chunk.length;
				wakeSource();
				yield chunk;
			} else if (end !== null) {
				const { error } = end as { error?: unknown };
				if (error !== undefined) throw error;
				return;
			} else {
				await new Promise<void>((resolve) => (wakeReader = resolve));
			}
		}
	} finally {
		isWanted = false;
		wakeSource();
		await source.return?.();
		await filling;
	}
}
