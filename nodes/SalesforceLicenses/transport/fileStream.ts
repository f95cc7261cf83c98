import type { IBinaryData, IExecuteFunctions } from 'n8n-workflow';

type Listener = (value?: unknown) => void;
type Stored = Parameters<IExecuteFunctions['helpers']['prepareBinaryData']>[0];

/**
 * Text that is made while it is stored. n8n Cloud does not let a community node import node:stream,
 * so this has what n8n's stores ask of a stream: its file store iterates, and the store asks for the
 * next piece when the last one is on the disk; its other stores listen for data, end and error.
 */
class TextStream implements AsyncIterable<Buffer> {
	private readonly listeners = new Map<string, Set<Listener>>();
	private flowing = false;
	private destroyed = false;

	constructor(private readonly pieces: AsyncIterable<string>) {}

	async *[Symbol.asyncIterator](): AsyncGenerator<Buffer> {
		for await (const piece of this.pieces) yield Buffer.from(piece, 'utf8');
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

/** Stores text piece by piece as a file in n8n's binary store. */
export async function storeFile(
	context: IExecuteFunctions,
	pieces: AsyncIterable<string>,
	fileName: string,
	mimeType: string,
): Promise<IBinaryData> {
	const stream = new TextStream(pieces) as unknown as Stored;
	return await context.helpers.prepareBinaryData(stream, fileName, mimeType);
}
