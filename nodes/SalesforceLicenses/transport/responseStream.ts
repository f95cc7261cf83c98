import { sleep } from 'n8n-workflow';

/** Longer than Salesforce ever pauses within a response. n8n's own timeout ends with the headers. */
const SILENCE_MS = 150_000;

/** The result of n8n for `encoding: 'stream'`: a Node stream, already decompressed. */
interface ResponseStream extends AsyncIterable<Uint8Array> {
	destroy(error?: Error): unknown;
}

export function isStream(data: unknown): data is ResponseStream {
	return typeof data === 'object' && data !== null && Symbol.asyncIterator in data;
}

/** The text of a stream, or its beginning if it is longer than the limit. */
export async function textOf(
	stream: ResponseStream,
	maxBytes: number,
): Promise<{ text: string; isWhole: boolean }> {
	const chunks: Uint8Array[] = [];
	let bytes = 0;
	for await (const chunk of watched(stream)) {
		chunks.push(chunk);
		bytes += chunk.length;
		if (bytes > maxBytes) break;
	}
	const text = Buffer.concat(chunks).toString('utf8', 0, maxBytes);
	return { text, isWhole: bytes <= maxBytes };
}

/** The same chunks; a connection that stops sending data is closed instead of hanging forever. */
export async function* watched(stream: ResponseStream): AsyncGenerator<Uint8Array> {
	const over = new AbortController();
	/** Only time spent waiting for data counts: while the consumer is busy, nothing can arrive. */
	let [waits, lastWait, isWaiting] = [1, 0, true];
	const watch = async () => {
		while (!over.signal.aborted) {
			await sleep(SILENCE_MS, over.signal).catch(() => {});
			if (over.signal.aborted) return;
			if (isWaiting && waits === lastWait)
				stream.destroy(new Error('The connection stopped sending data'));
			lastWait = waits;
		}
	};
	void watch();
	try {
		for await (const chunk of stream) {
			isWaiting = false;
			yield chunk;
			isWaiting = true;
			waits++;
		}
	} finally {
		over.abort();
		stream.destroy();
	}
}
