import type { IDataObject } from 'n8n-workflow';
import {
	candidate,
	createReport,
	dayAgo,
	daysAgo,
	jobResult,
	ledgerRow,
	profile,
	snapshot,
	subscription,
} from '../../support/reportItems';
import { asProfile, pageOf, readable, rowsOf } from '../../support/recordPages';

/** What the pages show of counts and sums, so that nothing has to read whole tables; and the lists as files. */

const count = (changes: IDataObject): IDataObject => ({
	...{ profile: 'Acme', countedState: 'Ready', currency: 'USD', savingPeriod: 'year' },
	...{ candidates: 1, saving: 0, withoutPrice: 0, foundLately: 0, closedLately: 0 },
	answerUntil: null,
	...changes,
});
const OTHER_ORG = '00D000000000002AAA';

describe('a store that counts', () => {
	const COUNTS = [
		count({ candidates: 41_000, saving: 9_000_000, foundLately: 12 }),
		count({ currency: 'EUR', candidates: 10, saving: 500 }),
		count({ countedState: 'Attention Required', candidates: 7, saving: 70, withoutPrice: 3 }),
		count({ countedState: 'Closed Complete', candidates: 3000, saving: 1e6, closedLately: 30 }),
		{
			...{ profile: 'Acme', blockerKind: 'hierarchyField', effect: 'refuses', candidates: 5 },
			...{ text: 'Is in a hierarchy field', fix: 'Clear it' },
		},
	];
	/** The first rows, as many as the page needs. */
	const first = Array.from({ length: 51 }, (_, index) => candidate(index, { saving: index }));

	it('has all figures of its counts, and only lists the rows that came, in their order', async () => {
		const { html } = await pageOf([profile(), ...COUNTS, ...first]);
		const text = readable(html);
		expect(text).toContain('You could save $9,000,070 + €500 a year');
		expect(text).toContain('3 open candidates have no price');
		expect(rowsOf(html, /41,017 open candidates/)).toHaveLength(50);
		expect(rowsOf(html, /41,017 open candidates/)[0]).toMatch(/^User 0 /);
		expect(text).toContain('Page 1 of 821');
		expect(rowsOf(html, /by state/)[5]).toBe('Reclaimed Reclaimed 3,000 $1,000,000');
		expect(rowsOf(html, /kind of blockers/)).toEqual(['Is in a hierarchy field Clear it 5']);
	});

	it('tells how many have a blocker, of which it gives the first', async () => {
		const blocked = first.map((one) => ({
			...one,
			candidate: { blockers: [{ kind: 'hierarchyField', effect: 'refuses', text: 'x', fix: '' }] },
		}));
		const asked = { ...asProfile(), blocker: 'hierarchyField' };
		const { html } = await pageOf([profile(), ...COUNTS, ...blocked.slice(0, 5)], asked);
		expect(rowsOf(html, /5 open candidates/)).toHaveLength(5);
		const both = await pageOf([profile(), ...COUNTS, ...blocked], { ...asked, state: 'Ready' });
		expect(readable(both.html)).toContain('More than 50 candidates in the state');
	});

	it.each([undefined, null, '', 'many', -1, NaN, {}])(
		'with %j instead of a number says that the count could not be used',
		async (candidates) => {
			const { html } = await pageOf([profile(), count({ candidates: candidates as number })]);
			expect(readable(html)).toContain('1 item could not be used');
		},
	);

	it('and one that cannot count show the same of the same candidates', async () => {
		const open = first.slice(0, 2);
		const sum = count({ candidates: 2, saving: 1, foundLately: 2 });
		const tiles = ({ html }: { html: string }) =>
			/<ul class="tiles">[\s\S]*?<\/ul>/.exec(html)?.[0];
		const counted = tiles(await pageOf([profile(), sum, ...open]));
		expect(counted).toContain('$1');
		expect(tiles(await pageOf([profile(), ...open]))).toBe(counted);
	});
});

describe('the stored sum of a ledger', () => {
	const rows = [ledgerRow(1, { at: daysAgo(0) }), ledgerRow(2, { at: daysAgo(3), amount: 500 })];
	const sumAt = async (at = daysAgo(0)): Promise<IDataObject> => {
		const { realized, realizedByDay } = (await createReport(rows, { format: 'json' })).json
			.report as IDataObject;
		return { profile: 'Acme', at, ledger: JSON.stringify({ realized, realizedByDay }) };
	};
	const snapshots = [snapshot(dayAgo(2)), snapshot(dayAgo(0))];

	it('shows what the ledger itself shows', async () => {
		const summed = (await pageOf([profile(), ...snapshots, await sumAt()])).html;
		const read = (await pageOf([profile(), ...snapshots, ...rows])).html;
		expect(readable(summed)).toContain('$1,500 2 seats freed');
		const shown = (html: string) => html.split('id="candidates"')[0].replace(/Created[\s\S]*/, '');
		expect(shown(summed)).toBe(shown(read));
	});

	it('of two, the later one counts; what was saved in another year was not saved in this one', async () => {
		const early = { ...(await sumAt(daysAgo(2))), ledger: '{"realized": {}}' };
		const { html } = await pageOf([profile(), await sumAt(), early]);
		expect(readable(html)).toContain('$1,500 2 seats freed');
		expect(readable(html)).toContain('1 item could not be used');
		const old = await pageOf([profile(), await sumAt('2025-12-31T23:00:00Z')]);
		expect(readable(old.html)).toContain(
			'(per year) – 2 seats freed, 0 given back, $1,500 in total',
		);
	});
});

describe('a list as a file', () => {
	const exported = async (items: IDataObject[], query: IDataObject) => {
		const { json } = await pageOf(items, { ...asProfile(), ...query });
		expect(json.contentType).toBe('text/csv; charset=utf-8');
		expect(json.fileName).toMatch(/^salesforce-\w+-\d{4}-\d\d-\d\d\.csv$/);
		expect(json.html).toBeUndefined();
		return String(json.csv).replace('\uFEFF', '').trimEnd().split('\r\n');
	};

	it.each([
		['candidates', candidate(1, { name: '=1+1' }), /^1,Ready,'=1\+1,/],
		['subscriptions', subscription(1, { name: 'A "B"' }), /^"A ""B""",user1@/],
		['jobs', jobResult({ error: 'a,b' }), /^1,Refresh Acme Subscriptions,refresh,.*"a,b"/],
		['licenses', snapshot(dayAgo(1)), /^userLicense,SFDC,.*,10,8,8,3,10000,3000,USD$/],
		['trend', snapshot(dayAgo(1)), /^\d{4}-\d\d-\d\d,8,3,3000,,USD$/],
	])('has the %s', async (list, item, line) => {
		const lines = await exported([profile(), item], { export: list });
		expect(lines).toHaveLength(2);
		expect(lines[1]).toMatch(line);
	});

	it('has all rows, filtered as on the page', async () => {
		const many = Array.from({ length: 300 }, (_, index) => candidate(index));
		const kept = candidate(900, { state: 'Closed Skipped', closedAt: daysAgo(80) });
		expect(await exported([profile(), ...many, kept], { export: 'candidates' })).toHaveLength(301);
		const closed = { export: 'candidates', state: 'Closed Skipped' };
		expect(await exported([profile(), ...many, kept], closed)).toHaveLength(2);
	});

	it('that does not exist is the page, and of no profile is 404', async () => {
		const { json } = await pageOf([profile()], { ...asProfile(), export: 'secrets' });
		expect(json).toMatchObject({ statusCode: 200, contentType: 'text/html; charset=utf-8' });
		const nobody = await pageOf([profile()], { ...asProfile('Nobody'), export: 'jobs' });
		expect(nobody.json).toMatchObject({ statusCode: 404, fileName: '' });
	});
});

describe('the page of all profiles', () => {
	it('adds up orgs, never currencies, and counts an org once that two profiles read', async () => {
		const euro = { displayName: 'Euro', orgId: OTHER_ORG, currency: 'EUR' };
		const { html } = await pageOf(
			[
				...[profile(), profile({ displayName: 'Twin' }), profile(euro)],
				...['Acme', 'Twin', 'Euro'].map((name) => snapshot(dayAgo(0), { profile: name })),
				...[candidate(1), candidate(2, { profile: 'Euro', saving: 300, currency: 'EUR' })],
			],
			{},
		);
		const text = readable(html);
		expect(text).toContain('You could save $1,000 + €300 a year');
		expect(text).toContain('3 integration profiles of 2 orgs');
		expect(text).toContain('Cost of owned seats per year €10,000 + $10,000');
	});

	it('finds people with seats in several orgs by their e-mail address', async () => {
		const other = { orgId: OTHER_ORG, profile: 'Beta' };
		const set = { licenseKind: 'permissionSetLicense', licenseIdentifier: 'Sales' };
		const { html } = await pageOf(
			[
				...[profile(), profile({ displayName: 'Beta', orgId: OTHER_ORG })],
				...[1, 2, 3].map((index) => subscription(index, { profile: 'Acme' })),
				subscription(7, { ...other, email: 'USER1@acme.example' }),
				subscription(2, { ...other, email: null }),
				subscription(3, { ...other, ...set }),
			],
			{},
		);
		// A tag reads as a blank: the comma stands after the end of the link.
		expect(rowsOf(html, /1 person/)).toEqual(['User 1 user1@acme.example 2 2 Acme , Beta']);
	});

	it('lists the people whom a store has found', async () => {
		const person = { person: 'ann@acme.example', name: 'Ann', orgs: 3, seats: 4, persons: 900 };
		const { html } = await pageOf([profile(), { ...person, profiles: '["A","B"]' }], {});
		expect(rowsOf(html, /900 people/)).toEqual(['Ann ann@acme.example 3 4 A , B']);
	});
});
