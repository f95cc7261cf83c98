/* eslint-disable @n8n/community-nodes/no-restricted-globals */
import { readAhead } from '../../../nodes/SalesforceLicenses/salesforce/query/readAhead';

const chunk = () => new Uint8Array(100_000);

/** A source that counts what is taken out of it. */
function source(chunks: number, fails = false) {
	const state = { taken: 0, closed: false };
	async function* all(): AsyncGenerator<Uint8Array> {
		try {
			for (; state.taken < chunks; state.taken++) yield await Promise.resolve(chunk());
			if (fails) throw new Error('aborted');
		} finally {
			state.closed = true;
		}
	}
	return { state, chunks: all() };
}

const settled = async () => await new Promise<void>((resolve) => process.nextTick(resolve));

describe('reading ahead', () => {
	it('returns every chunk, and fetches no more than half a megabyte in advance', async () => {
		const { state, chunks } = source(50);
		let seen = 0;
		for await (const piece of readAhead(chunks)) {
			seen += piece.length;
			await settled();
			expect(state.taken - seen / 100_000).toBeLessThanOrEqual(6);
		}
		expect(seen).toBe(5_000_000);
		expect(state.closed).toBe(true);
	});

	it('returns what came before a connection broke, then the error', async () => {
		const { chunks } = source(3, true);
		let seen = 0;
		const read = async () => {
			for await (const piece of readAhead(chunks)) seen += piece.length;
		};
		await expect(read()).rejects.toThrow('aborted');
		expect(seen).toBe(300_000);
	});

	it('closes the source when the reader stops', async () => {
		const { state, chunks } = source(50);
		for await (const piece of readAhead(chunks)) if (piece.length > 0) break;
		expect(state.closed).toBe(true);
		expect(state.taken).toBeLessThan(10);
	});
});
