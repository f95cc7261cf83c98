import { mergeByUser } from '../../../nodes/SalesforceLicenses/salesforce/subscriptions/mergeByUser';

interface Row {
	user: string;
	seat: string;
}

async function* pagesOf<T>(...pages: T[][]): AsyncGenerator<T[]> {
	for (const page of pages) yield await Promise.resolve(page);
}

async function join(users: string[][], seats: Row[][]) {
	const side = { pages: pagesOf(...seats), userIdOf: (row: Row) => row.user };
	const result: Array<[string, string[], boolean]> = [];
	for await (const page of mergeByUser(pagesOf(...users), (user) => user, { seats: side })) {
		for (const { userId, user, rows } of page) {
			result.push([userId, rows.seats.map(({ seat }) => seat), user !== null]);
		}
	}
	return result;
}

const seat = (user: string, name: string): Row => ({ user, seat: name });

describe('joining streams by user', () => {
	it('returns for each user the rows that belong to it, across pages', async () => {
		const joined = await join(
			[['A', 'B'], ['C']],
			[[seat('A', '1'), seat('B', '2')], [seat('B', '3')], [seat('C', '4')]],
		);
		expect(joined).toEqual([
			['A', ['1'], true],
			['B', ['2', '3'], true],
			['C', ['4'], true],
		]);
	});

	it('returns no rows for users without rows', async () => {
		expect(await join([['A', 'B']], [])).toEqual([
			['A', [], true],
			['B', [], true],
		]);
	});

	it('returns the rows of users that were not in the user stream', async () => {
		expect(await join([['B']], [[seat('A', '1'), seat('B', '2'), seat('X', '9')]])).toEqual([
			['B', ['2'], true],
			['A', ['1'], false],
			['X', ['9'], false],
		]);
	});

	it('loses no row of a server that sorts differently', async () => {
		const joined = await join(
			[['C', 'A', 'B']],
			[[seat('B', '2'), seat('A', '1'), seat('C', '3'), seat('A', '4')]],
		);
		const seats = joined.flatMap(([, names]) => names).sort();
		expect(seats).toEqual(['1', '2', '3', '4']);
		for (const [user, names] of joined) {
			const expected: Record<string, string[]> = { A: ['1', '4'], B: ['2'], C: ['3'] };
			for (const name of names) expect(expected[user]).toContain(name);
		}
	});
});
