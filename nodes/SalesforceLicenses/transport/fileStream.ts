import type { IBinaryData, IExecuteFunctions } from 'n8n-workflow';

type Listener = (value?: unknown) => void;
type Stored = Parameters<IExecuteFunctions['helpers']['prepareBinaryData']>[0];

/** Characters written at a time, because every write waits for the disk. */
const PIECE_BYTES = 512 * 1024;

/**
 * A text whose characters are the bytes of its UTF-8 form: parts that many lines share are encoded once,
 * and a text made of such parts is stored without being encoded again.
 */
export type Utf8 = string;

const ASCII = /^[\0-\x7f]*$/;

export function utf8(text: string): Utf8 {
	return ASCII.test(text) ? text : Buffer.from(text, 'utf8').toString('latin1');
}

/**
 * Text that is generated while it is stored. n8n Cloud does not let a community node import node:stream,
 * so this has the methods that n8n's stores use of a stream: the file store iterates, and asks for the
 * next part when the last one is on disk; the other stores listen for data, end and error.
 */
class TextStream implements AsyncIterable<Buffer> {
	private readonly listeners = new Map<string, Set<Listener>>();
	private flowing = false;
	private destroyed = false;

	constructor(private readonly texts: AsyncIterable<Utf8[]>) {}

	async *[Symbol.asyncIterator](): AsyncGenerator<Buffer> {
		let [piece, end] = [Buffer.allocUnsafe(PIECE_BYTES), 0];
		for await (const texts of this.texts) {
			for (const text of texts) {
				if (end + text.length > piece.length) {
					if (end > 0) yield piece.subarray(0, end);
					[piece, end] = [Buffer.allocUnsafe(Math.max(PIECE_BYTES, text.length)), 0];
				}
				end += piece.write(text, end, 'latin1');
			}
		}
		if (end > 0) yield piece.subarray(0, end);
	}

	on(event: string, listener: Listener): this {
		const known = this.listeners.get(event) ?? new Set<Listener>();
		this.listeners.set(event, known.add(listener));
		if (event === 'data' && !this.flowing) {
			this.flowing = true;
			void this.flow();
		}
		return this;
	}

	once(event: string, listener: Listener): this {
		const first: Listener = (value) => {
			this.listeners.get(event)?.delete(first);
			listener(value);
		};
		return this.on(event, first);
	}

	off(event: string, listener: Listener): this {
		this.listeners.get(event)?.delete(listener);
		return this;
	}

	destroy(): this {
		this.destroyed = true;
		return this;
	}

	private async flow(): Promise<void> {
		try {
			for await (const piece of this) {
				if (this.destroyed) break;
				this.emit('data', piece);
			}
			this.emit('end');
		} catch (error) {
			this.emit('error', error);
		}
		this.emit('close');
	}

	private emit(event: string, value?: unknown): void {
		for (const listener of [...(this.listeners.get(event) ?? [])]) listener(value);
	}
}

/** Stores texts, as they are generated, as one file in n8n's binary store. */
export async function storeFile(
	context: IExecuteFunctions,
	texts: AsyncIterable<Utf8[]>,
	fileName: string,
	mimeType: string,
): Promise<IBinaryData> {
	const stream = new TextStream(texts) as unknown as Stored;
	return await context.helpers.prepareBinaryData(stream, fileName, mimeType);
}
