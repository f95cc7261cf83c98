import { sleep } from 'n8n-workflow';
import { SalesforceClient } from '../../../nodes/SalesforceLicenses/salesforce/client/client';
import type {
	HttpRequest,
	HttpResult,
} from '../../../nodes/SalesforceLicenses/salesforce/client/http';
import { usersQuery } from '../../../nodes/SalesforceLicenses/salesforce/subscriptions/queries';
import { queryPages } from '../../../nodes/SalesforceLicenses/salesforce/query/query';
import { userRecord } from '../../../nodes/SalesforceLicenses/salesforce/schema/records';
import { json, noSleep, versions } from '../../support/scriptedHttp';

const ROWS = 45;
const ids = Array.from({ length: ROWS }, (_, row) => `005${String(row).padStart(3, '0')}`);
const user = (id: string) => ({ Id: id, Username: id, IsActive: true });
const dropped = json([{ errorCode: 'INVALID_QUERY_LOCATOR', message: 'invalid' }], 400);

interface Server {
	/** The rows of the page that begins here. */
	size(from: number): number;
	name(from: number): string;
	/** What stands behind the last slash of a path; null where the server does not know it (yet). */
	from(name: string, named: ReadonlySet<string>): number | null;
}

const numbered: Server = {
	size: () => 10,
	name: (from) => `01gX-${from}`,
	from: (name) => Number(name.split('-')[1]),
};

async function read(
	server: Server,
	options: { readsAll: boolean; stopAfter?: number },
	onQuery: () => void = () => {},
) {
	const named = new Set<string>();
	let [onTheWay, most] = [0, 0];
	const page = (from: number) => {
		const to = Math.min(ROWS, from + server.size(from));
		const isLast = to === ROWS;
		if (!isLast) named.add(server.name(to));
		return json({
			totalSize: ROWS,
			done: isLast,
			...(isLast ? {} : { nextRecordsUrl: `/services/data/v65.0/query/${server.name(to)}` }),
			records: ids.slice(from, to).map(user),
		});
	};
	/** Decided when the request arrives; the answer takes a while. */
	const decide = ({ path }: HttpRequest): (() => HttpResult) => {
		if (path === '/services/data') return () => versions;
		if (path.includes('query?')) {
			onQuery();
			const after = /Id >= '(\w+)'/.exec(decodeURIComponent(path))?.[1];
			return () => page(after === undefined ? 0 : ids.indexOf(after));
		}
		const from = server.from(path.split('/').at(-1) ?? '', named);
		return () => (from === null ? dropped : page(from));
	};
	const client = await SalesforceClient.connect(async (request) => {
		most = Math.max(most, ++onTheWay);
		const answer = decide(request);
		await sleep(2);
		onTheWay--;
		return answer();
	}, noSleep);
	const query = usersQuery({ activeOnly: true, extraFields: [] });
	const seen: string[] = [];
	for await (const rows of queryPages(client, query, userRecord, options)) {
		seen.push(...rows.map(({ Id }) => Id));
		if (seen.length >= (options.stopAfter ?? Infinity)) break;
	}
	return { seen, calls: client.calls, most };
}

describe('the pages of a cursor', () => {
	it('are fetched in parallel, each once', async () => {
		const { seen, calls, most } = await read(numbered, { readsAll: true });
		expect(seen).toEqual(ids);
		expect(calls).toBe(5);
		expect(most).toBe(4);
	});

	it('are fetched one by one if the reader may stop', async () => {
		const { calls } = await read(numbered, { readsAll: false, stopAfter: 10 });
		expect(calls).toBe(1);
	});

	it('are fetched one by one if their names do not show the offset', async () => {
		const name = (from: number) => Buffer.from(`cursor ${from}`).toString('base64url');
		const opaque: Server = {
			...numbered,
			name,
			from: (given) => Number(Buffer.from(given, 'base64url').toString().split(' ')[1]),
		};
		const { seen, calls, most } = await read(opaque, { readsAll: true });
		expect(seen).toEqual(ids);
		expect(calls).toBe(5);
		expect(most).toBe(1);
	});

	it('lose and duplicate no row if Salesforce returns fewer in one of them', async () => {
		const uneven: Server = { ...numbered, size: (from) => (from === 20 ? 7 : 10) };
		const { seen, calls } = await read(uneven, { readsAll: true });
		expect(seen).toEqual(ids);
		expect(calls).toBeLessThanOrEqual(5 + 3);
	});

	it('are all read if a page out of order ends the cursor', async () => {
		let [cursors, isLost] = [0, false];
		const touchy: Server = {
			...numbered,
			name: (from) => `01g${cursors}-${from}`,
			from: (name, named) => {
				if (name.startsWith(`01g${cursors}-`) && isLost) return null;
				isLost = !named.has(name);
				return isLost ? null : Number(name.split('-')[1]);
			},
		};
		const begin = () => {
			cursors++;
			isLost = false;
		};
		const { seen } = await read(touchy, { readsAll: true }, begin);
		expect(seen).toEqual(ids);
		expect(cursors).toBe(2);
	});

	it('are fetched again if a guess is refused, without further guesses', async () => {
		const strict: Server = {
			...numbered,
			from: (name, named) => (named.has(name) ? Number(name.split('-')[1]) : null),
		};
		const { seen, calls } = await read(strict, { readsAll: true });
		expect(seen).toEqual(ids);
		expect(calls).toBeLessThanOrEqual(5 + 3);
	});
});
