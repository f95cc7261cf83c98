import { parse } from 'csv-parse/sync';
import type { IDataObject } from 'n8n-workflow';
import { monthOf } from '../../../nodes/SalesforceLicenses/licensing/report/words';
import { readable } from '../../support/recordPages';
import {
	candidate,
	createReport,
	dayAgo,
	daysAgo,
	figuresOf,
	ledgerRow,
	license,
	ORG,
	profile,
	snapshot,
	subscription,
} from '../../support/reportItems';

/** The renewal pack: the contract against twelve months, and every figure of it once more by hand. */

const PACK = { report: 'renewal' };
const DAYS = 360;
const END = dayAgo(-120);
const NOTICE = dayAgo(-30);
const START = dayAgo(200);

/** The same numbers every time: a linear congruential generator, as in Numerical Recipes. */
function random(seed: number): () => number {
	let state = seed;
	return () => (state = (state * 1664525 + 1013904223) % 2 ** 32) / 2 ** 32;
}

/** Two orgs with one license each that grows and shrinks, and one license that only the first has. */
function history(): IDataObject[] {
	const chance = random(7);
	const rows: IDataObject[] = [];
	for (let ago = DAYS; ago >= 1; ago--) {
		const season = Math.round(30 * Math.sin(ago / 40));
		for (const [name, base] of [
			['Acme', 150],
			['Beta', 40],
		] as const) {
			const assigned = base + 60 + Math.floor(chance() * 8);
			const stale = 60 - season + Math.floor(chance() * 10);
			if (name === 'Beta' && ago % 9 === 0) continue;
			rows.push(
				snapshot(dayAgo(ago), {
					...{ profile: name, assigned, stale, total: base + 100, used: assigned },
				}),
			);
		}
		rows.push(
			snapshot(dayAgo(ago), {
				...{ licenseKind: 'permissionSetLicense', licenseIdentifier: 'SalesConsoleUser' },
				...{ licenseName: 'Sales Console', total: 50, potentialSaving: null },
				...{ assigned: 30 + Math.floor(ago / 30), used: 30 + Math.floor(ago / 30), stale: 2 },
			}),
		);
	}
	return rows;
}

const CONTRACT: IDataObject[] = [
	{
		...{ contract: 'SO-0042', identifier: 'SFDC', seats: 320, price: 2100, currency: 'USD' },
		...{ startsAt: START, endsAt: END, noticeAt: NOTICE },
	},
	{ identifier: 'Sales Console', seats: 25, price: 300, currency: 'EUR', endsAt: END },
];
const LEDGER = [
	ledgerRow(1, { at: daysAgo(100) }),
	ledgerRow(2, { at: daysAgo(90), amount: 1500 }),
	ledgerRow(3, { at: daysAgo(80), freedAt: daysAgo(80) }),
	ledgerRow(4, { at: daysAgo(250) }),
];
LEDGER.push({ ...LEDGER[2], ledgerKey: 'back', entry: 'givenBack', at: daysAgo(10) });
const ITEMS = [...history(), ...LEDGER, candidate(9), candidate(10), profile()];

const packOf = async (items: readonly IDataObject[], parameters: IDataObject = {}) =>
	await figuresOf(items, { ...PACK, contract: JSON.stringify(CONTRACT), ...parameters } as never);

/** What was in use and assigned on each day, added up the slow way. */
function byHand(identifier: string) {
	const rows = history().filter((row) => row.licenseIdentifier === identifier);
	const days = [...new Set(rows.map(({ day }) => String(day)))].sort();
	return days.map((day) => {
		let [inUse, assigned] = [0, 0];
		for (const name of new Set(rows.map((row) => row.profile))) {
			const latest = rows
				.filter((row) => row.profile === name && String(row.day) <= day)
				.sort((a, b) => String(b.day).localeCompare(String(a.day)))[0];
			if (latest === undefined) continue;
			inUse += Number(latest.assigned) - Number(latest.stale);
			assigned += Number(latest.assigned);
		}
		return { day, inUse, assigned };
	});
}

/** The line through the points, from the normal equations. */
function lineThrough(days: Array<{ day: string; inUse: number }>, at: string): number {
	const x = (day: string) => (Date.parse(day) - Date.parse(days[0].day)) / 86_400_000;
	const n = days.length;
	const sum = (of: (one: (typeof days)[number]) => number) =>
		days.reduce((all, one) => all + of(one), 0);
	const [sx, sy] = [sum(({ day }) => x(day)), sum(({ inUse }) => inUse)];
	const [sxx, sxy] = [sum(({ day }) => x(day) ** 2), sum(({ day, inUse }) => x(day) * inUse)];
	const slope = (n * sxy - sx * sy) / (n * sxx - sx * sx);
	return (sy - slope * sx) / n + slope * x(at);
}

describe('twelve months give a renewal pack whose figures are', () => {
	let pack: IDataObject;
	let lines: IDataObject[];
	beforeAll(async () => {
		pack = await packOf(ITEMS, { reportOptions: { reservePercent: 5 } });
		lines = pack.lines as IDataObject[];
	});
	const months = (identifier: string) => {
		const days = byHand(identifier);
		return [...new Set(days.map(({ day }) => day.slice(0, 7)))].map((month) => {
			const some = days.filter(({ day }) => day.startsWith(month));
			return {
				month,
				days: some.length,
				peak: Math.max(...some.map(({ inUse }) => inUse)),
				lowest: Math.min(...some.map(({ inUse }) => inUse)),
				assigned: Math.max(...some.map(({ assigned }) => assigned)),
			};
		});
	};

	it.each([
		['SFDC', 'SFDC', 320, 2100, 'USD'],
		['SalesConsoleUser', 'Sales Console', 25, 300, 'EUR'],
	])('those of %s by hand', (identifier, called, seats, price, currency) => {
		const line = lines.find((one) => one.identifier === called) ?? {};
		const days = byHand(identifier);
		const all = months(identifier);
		expect(line.months).toEqual(all);
		const peak = Math.max(...all.map((month) => month.peak));
		const lowest = Math.min(...all.map((month) => month.peak));
		expect(line.peakMonth).toEqual({
			month: all.find((month) => month.peak === peak)?.month,
			seats: peak,
		});
		expect(line.lowestMonth).toMatchObject({ seats: lowest });
		const forecast = Math.ceil(Math.max(0, lineThrough(days, END)) - 1e-6);
		expect(line.forecast).toBe(forecast);
		const renew = Math.ceil(Math.max(peak, forecast) * 1.05 - 1e-6);
		const used = days[days.length - 1].assigned;
		const [drop, over] = [Math.max(0, seats - renew), Math.max(0, used - seats)];
		expect(line).toMatchObject({ seats, renew, drop, used, over });
		expect(line).toMatchObject({
			add: Math.max(0, renew - seats),
			toFree: Math.max(0, used - renew),
		});
		const worth = (count: number, times = 1) =>
			count === 0 ? [] : [{ amount: Math.round(count * price * times * 100) / 100, currency }];
		expect(line.spend).toEqual(worth(seats));
		expect(line.renewCost).toEqual(worth(renew));
		expect(line.saves).toEqual(worth(drop));
		expect(line.addCost).toEqual(worth(Math.max(0, renew - seats)));
		expect(line.trueUp).toEqual(worth(over));
		expect(line.trueUpToEnd).toEqual(worth(over, 120 / 365));
	});

	/** Everything that a pack shows of a line, from the rows as they were given. */
	const expected = (row: IDataObject, identifier: string, kind: string) => {
		const [seats, price] = [Number(row.seats), Number(row.price)];
		const currency = String(row.currency);
		const days = byHand(identifier);
		const all = months(identifier);
		const peak = all.toSorted((a, b) => b.peak - a.peak)[0];
		const lowest = all.toSorted((a, b) => a.peak - b.peak)[0];
		const forecast = Math.ceil(Math.max(0, lineThrough(days, END)) - 1e-6);
		const renew = Math.ceil(Math.max(peak.peak, forecast) * 1.05 - 1e-6);
		const { inUse, assigned: used } = days[days.length - 1];
		const since = String(row.startsAt ?? dayAgo(365));
		const freed = LEDGER.filter(
			(one) =>
				one.entry === 'freed' &&
				one.licenseIdentifier === identifier &&
				String(one.freedAt).slice(0, 10) >= since,
		);
		const back = new Set(
			LEDGER.filter(({ entry }) => entry !== 'freed').map((one) => one.candidateKey),
		);
		const free = freed.filter((one) => !back.has(one.candidateKey));
		const worth = (count: number, share = 1) =>
			count <= 0 ? [] : [{ amount: Math.round(count * price * share * 100) / 100, currency }];
		return {
			...{ contract: row.contract ?? null, identifier: row.identifier, licenseKind: null },
			...{ seats, startsAt: row.startsAt ?? null, endsAt: END, noticeAt: row.noticeAt ?? null },
			label: identifier === 'SFDC' ? 'Salesforce' : 'Sales Console',
			detail: kind,
			...{ problem: null, daysToEnd: 120, daysToNotice: row.noticeAt === undefined ? null : 30 },
			...{ price: { amount: price, currency }, used, inUse },
			peakMonth: { month: peak.month, seats: peak.peak },
			lowestMonth: { month: lowest.month, seats: lowest.peak },
			...{ forecast, forecastGap: null, months: all },
			freed: {
				...{ seats: freed.length, stillFree: free.length },
				perYear:
					free.length === 0
						? []
						: [{ amount: free.reduce((sum, one) => sum + Number(one.amount), 0), currency: 'USD' }],
			},
			openCandidates: ITEMS.filter(
				(one) => one.state === 'Ready' && one.licenseIdentifier === identifier,
			).length,
			...{ renew, drop: Math.max(0, seats - renew), add: Math.max(0, renew - seats) },
			...{ toFree: Math.max(0, used - renew), over: Math.max(0, used - seats) },
			...{ spend: worth(seats), renewCost: worth(renew), saves: worth(seats - renew) },
			...{ addCost: worth(renew - seats), trueUp: worth(used - seats) },
			trueUpToEnd: worth(used - seats, 120 / 365),
		};
	};
	const both = () => [
		expected(CONTRACT[0], 'SFDC', 'User License'),
		expected(CONTRACT[1], 'SalesConsoleUser', 'Permission Set License'),
	];

	it('nothing but those that were recomputed, figure by figure', () => {
		const shown = lines.map(({ days, ...line }) => {
			const of = line.identifier === 'SFDC' ? 'SFDC' : 'SalesConsoleUser';
			expect(
				(days as IDataObject[]).map(({ day, inUse, assigned }) => ({ day, inUse, assigned })),
			).toEqual(byHand(of));
			return line;
		});
		expect(shown.toSorted((a, b) => String(a.label).localeCompare(String(b.label)))).toEqual(
			both().toSorted((a, b) => a.label.localeCompare(b.label)),
		);
	});

	it('the same in the total, in a table, and in the words of the page', async () => {
		const all = both();
		const sum = (name: keyof (typeof all)[number]) =>
			all.reduce((total, one) => total + Number(one[name]), 0);
		const sums = (name: 'spend' | 'renewCost' | 'saves' | 'addCost' | 'trueUp' | 'trueUpToEnd') =>
			all.flatMap((one) => one[name]).toSorted((a, b) => b.amount - a.amount);
		expect(pack.total).toEqual({
			...{ seats: sum('seats'), renew: sum('renew'), drop: sum('drop'), add: sum('add') },
			...{ toFree: sum('toFree'), over: sum('over'), unknown: 0 },
			freedSeats: all.reduce((total, { freed }) => total + freed.stillFree, 0),
			...{ spend: sums('spend'), renewCost: sums('renewCost'), saves: sums('saves') },
			...{ addCost: sums('addCost'), trueUp: sums('trueUp'), trueUpToEnd: sums('trueUpToEnd') },
		});
		expect(pack.coverage).toEqual({ lines: 2, pricedLines: 2, seats: 345, pricedSeats: 345 });

		const make = async (format: string) => {
			const contract = JSON.stringify(CONTRACT);
			const parameters = { ...PACK, format, contract, reportOptions: { reservePercent: 5 } };
			return (await createReport(ITEMS, parameters as never)).json;
		};
		const { csv } = await make('csv');
		const rows = parse(String(csv), { columns: true, bom: true }) as Array<Record<string, string>>;
		for (const one of all) {
			const row = rows.find((some) => some.section === 'line' && some.name === one.label);
			const amount = (amounts: Array<{ amount: number }>) => String(amounts[0]?.amount ?? 0);
			const { seats, used, inUse, forecast, renew, drop, add, toFree, over } = one;
			const numbers = { seats, used, inUse, forecast, renew, drop, add, toFree, over };
			expect(row).toMatchObject({
				...Object.fromEntries(
					Object.entries(numbers).map(([name, value]) => [name, String(value)]),
				),
				...{ peak: String(one.peakMonth.seats), peakMonth: one.peakMonth.month },
				...{ lowest: String(one.lowestMonth.seats), lowestMonth: one.lowestMonth.month },
				...{ freed: String(one.freed.seats), stillFree: String(one.freed.stillFree) },
				...{ spend: amount(one.spend), saves: amount(one.saves), trueUp: amount(one.trueUp) },
				...{ renewCost: amount(one.renewCost), trueUpToEnd: amount(one.trueUpToEnd) },
			});
			const ofMonths = rows.filter((some) => some.section === 'month' && some.name === one.label);
			expect(
				ofMonths.map(({ month, days, peak, lowest, assigned }) => [
					month,
					days,
					peak,
					lowest,
					assigned,
				]),
			).toEqual(
				one.months.map((month) => [
					...[month.month, month.days, month.peak, month.lowest, month.assigned].map(String),
				]),
			);
		}
		const MONEY = ['spend', 'renewCost', 'saves', 'addCost', 'trueUp', 'trueUpToEnd'] as const;
		const totals = rows.filter(({ section }) => section === 'total');
		expect(totals.map(({ currency }) => currency).toSorted()).toEqual(['EUR', 'USD']);
		for (const { currency, ...row } of totals) {
			for (const name of MONEY) {
				const ofCurrency = all
					.flatMap((one) => one[name])
					.filter((one) => one.currency === currency);
				const amount = ofCurrency.reduce((total, one) => total + one.amount, 0);
				expect([name, Number(row[name])]).toEqual([name, amount]);
			}
		}
		// Seats have no currency, so they are in the first row only.
		const [{ seats, renew, drop, add, toFree, over, stillFree, problem }, other] = totals;
		expect([seats, renew, drop, add, toFree, over, stillFree].map(Number)).toEqual([
			...(['seats', 'renew', 'drop', 'add', 'toFree', 'over'] as const).map(sum),
			all.reduce((total, { freed }) => total + freed.stillFree, 0),
		]);
		expect([problem, other.seats, other.renew, other.stillFree]).toEqual(['', '', '', '']);
		const page = readable(String((await make('html')).html));
		const sign = (currency: string) => (currency === 'USD' ? '$' : '€');
		for (const one of all) {
			const cost = ([amount]: Array<{ amount: number; currency: string }>) =>
				amount === undefined
					? '–'
					: `${sign(amount.currency)}${amount.amount.toLocaleString('en-US', { maximumFractionDigits: Number.isInteger(amount.amount) || amount.amount >= 1000 ? 0 : 2 })}`;
			for (const text of [
				`Most seats in use on one day: ${one.peakMonth.seats} in ${monthOf(one.peakMonth.month)}.`,
				`In the quietest month, ${monthOf(one.lowestMonth.month)}, it was ${one.lowestMonth.seats}.`,
				`In use at the latest snapshot: ${one.inUse}, while Salesforce counts ${one.used} seats as used.`,
				`: ${one.forecast} seats in use, by the straight line`,
				`${one.freed.seats} seat`,
				`of which ${one.freed.stillFree} are still free`,
				`${one.renew}`,
			])
				expect(page).toContain(text);
			const row = [one.seats, one.peakMonth.seats, one.forecast, one.renew, one.drop, one.toFree];
			const cells = [...row.map(String), cost(one.spend), cost(one.saves), cost(one.trueUp)];
			expect(page).toContain(cells.join(' '));
			if (one.over > 0) expect(page).toContain(`A true-up costs ${cost(one.trueUp)} a year`);
		}
	});

	it('tell a saving and a true-up: the seeded company has both', () => {
		const [sfdc, console_] = ['SFDC', 'Sales Console'].map((name) =>
			lines.find(({ identifier }) => identifier === name),
		);
		expect(Number(sfdc?.drop)).toBeGreaterThan(0);
		expect(Number(console_?.over)).toBeGreaterThan(0);
		expect(sfdc).toMatchObject({ daysToEnd: 120, daysToNotice: 30 });
	});

	it('what the ledger freed since the contract started, and what is open', () => {
		const sfdc = lines.find(({ identifier }) => identifier === 'SFDC');
		expect(sfdc?.freed).toEqual({
			seats: 3,
			stillFree: 2,
			perYear: [{ amount: 2500, currency: 'USD' }],
		});
		expect(sfdc?.openCandidates).toBe(2);
	});

	it('the sums of the lines, and currencies stay apart', () => {
		const sum = (name: string) => lines.reduce((all, line) => all + Number(line[name]), 0);
		expect(pack.total).toMatchObject({
			...{ seats: 345, renew: sum('renew'), drop: sum('drop'), toFree: sum('toFree') },
			...{ add: sum('add'), over: sum('over'), unknown: 0, freedSeats: 2 },
			spend: [
				{ amount: 672_000, currency: 'USD' },
				{ amount: 7500, currency: 'EUR' },
			],
		});
	});

	it('the same with the contract as items, as a table has them', async () => {
		const rows = CONTRACT.map(({ identifier, ...row }) => ({
			...row,
			licenseIdentifier: identifier,
			...{ seats: String(row.seats), price: String(row.price), startsAt: row.startsAt ?? '' },
		}));
		const same = await packOf([...rows, ...ITEMS], {
			contract: '[]',
			reportOptions: { reservePercent: 5 },
		});
		expect(same.lines).toEqual(lines);
	});
});

describe('the renewal pack says instead of guessing', () => {
	const [line] = CONTRACT;
	const only = async (items: readonly IDataObject[], changes: IDataObject = {}) => {
		const { json, error } = await createReport(items, {
			...PACK,
			format: 'json',
			contract: JSON.stringify([{ ...line, ...changes }]),
		});
		if (error !== null) throw error;
		const pack = json.report as IDataObject;
		return { json, pack, line: (pack.lines as IDataObject[])[0] };
	};
	const UNKNOWN = { renew: null, drop: null, toFree: null, saves: [], renewCost: [] };

	it('that there is no contract', async () => {
		const { json } = await createReport(ITEMS, PACK);
		expect(json.headline).toBe('There is no contract to renew');
		expect(String(json.warnings)).toContain('Fill in Contract.');
	});

	it('that there is no ledger: what was freed is not known', async () => {
		const items = ITEMS.filter((one) => !('ledgerKey' in one));
		const make = async (format: string) =>
			(
				await createReport(items, {
					...{ ...PACK, format, contract: JSON.stringify(CONTRACT) },
				} as never)
			).json;
		expect(readable(String((await make('html')).html))).toContain('What was freed is not known');
		expect(String((await make('emailHtml')).text)).toContain('- Freed since the start | –\n');
		const rows = parse(String((await make('csv')).csv), { columns: true, bom: true });
		for (const row of rows as Array<Record<string, string>>)
			expect([row.freed, row.stillFree]).toEqual(['', '']);
	});

	it('that there is no history: nothing is dropped', async () => {
		const { json, line: found } = await only([license({ used: 330, total: 330 })]);
		expect(found).toMatchObject({ ...UNKNOWN, used: 330, over: 10 });
		expect(json.headline).toBe('It is not known yet how many seats are needed');
	});

	it('that no item is about the license, or several are', async () => {
		const none = await only(ITEMS, { identifier: 'SDFC' });
		expect(none.line).toMatchObject({ ...UNKNOWN, used: null, over: null, openCandidates: 0 });
		expect(String(none.json.warnings)).toContain('no item is about a license');
		const twins = [
			snapshot(dayAgo(1)),
			snapshot(dayAgo(1), { licenseKind: 'packageLicense', licenseIdentifier: 'SFDC' }),
		];
		const several = await only(twins);
		expect(several.line).toMatchObject(UNKNOWN);
		expect(String(several.json.warnings)).toContain('add "kind" to the contract');
		const one = await only(twins, { kind: 'userLicense' });
		expect(one.line).toMatchObject({ renew: 5 });
	});

	it('that two lines are about one license', async () => {
		const { json } = await createReport(
			[...CONTRACT, { ...line, identifier: 'Salesforce' }, ...ITEMS],
			{ ...PACK, format: 'json' },
		);
		expect(String(json.warnings)).toContain('is about the same license');
		const { total } = json.report as IDataObject;
		expect(total).toMatchObject({ unknown: 1 });
	});

	it.each([
		['a short history', 20, -40, 'covers less than 28 days'],
		['a contract that ends far ahead', 60, -300, 'further ahead than the history goes back'],
		['a contract that has ended', 60, 3, 'the contract has ended'],
	])('no forecast for %s', async (_name, first, ends, reason) => {
		const rows = [first, 2, 1].map((ago) => snapshot(dayAgo(ago)));
		const { line: found } = await only(rows, {
			startsAt: null,
			noticeAt: null,
			endsAt: dayAgo(ends),
		});
		expect(found).toMatchObject({ forecast: null, renew: 5 });
		expect(found.forecastGap).toContain(reason);
	});

	it('that a day has not come yet, came twice, or is of an org that is gone', async () => {
		const { json, line: found } = await only([
			snapshot(dayAgo(100), { profile: 'Gone', assigned: 90, stale: 0 }),
			...[60, 30, 1].map((ago) => snapshot(dayAgo(ago))),
			snapshot(dayAgo(1)),
			snapshot(dayAgo(-3), { assigned: 500, stale: 0 }),
		]);
		expect(found).toMatchObject({ inUse: 5, used: 8 });
		const warnings = String(json.warnings);
		expect(warnings).toContain('1 snapshot is of a day that has not come yet');
		expect(warnings).toContain('1 item came more than once');
		expect(warnings).toContain('"Gone"');
	});

	it('that there is no price: seats without money', async () => {
		const bare = ITEMS.filter(({ displayName }) => displayName === undefined);
		const { json, line: found } = await only(bare, { price: null, currency: null });
		expect(found).toMatchObject({ price: null, spend: [], saves: [], trueUp: [] });
		expect(Number(found.drop)).toBeGreaterThan(0);
		expect(String(json.warnings)).toContain('Prices cover 0 of 320 seats (0 of 1 line)');
		const { line: priced } = await only(ITEMS, { price: null, currency: null });
		expect(priced).toMatchObject({ price: { amount: 1000, currency: 'USD' } });
	});

	it('which licenses are in use and in no line, and that notice has passed', async () => {
		const { json, pack } = await only(
			[...ITEMS, license({ licenseIdentifier: 'AUL', licenseName: 'Platform', used: 4 })],
			{ noticeAt: dayAgo(2) },
		);
		expect(pack.uncovered).toMatchObject([
			{ label: 'Sales Console' },
			{ label: 'Platform', used: 4 },
		]);
		expect(String(json.warnings)).toContain('the notice date has passed');
	});

	it('a price by the month, as often as the period says', async () => {
		const { json } = await createReport(ITEMS, {
			...PACK,
			format: 'json',
			reportPricePeriod: 'month',
			contract: JSON.stringify([{ ...line, price: 100 }]),
		});
		expect(json.report).toMatchObject({ total: { spend: [{ amount: 384_000, currency: 'USD' }] } });
	});
});

describe('a contract that cannot be read stops the run, and names row and field', () => {
	it.each([
		['no seats', { identifier: 'SFDC', endsAt: END }, 'row 1, seats: is missing'],
		['no end', { identifier: 'SFDC', seats: 5 }, 'row 1, endsAt: is missing or empty'],
		['no license', { seats: 5, endsAt: END }, 'row 1, identifier: is missing or empty'],
		['half a seat', { identifier: 'SFDC', seats: 1.5, endsAt: END }, 'must be a whole number'],
		[
			'a word',
			{ identifier: 'SFDC', seats: 'many', endsAt: END },
			'row 1, seats: must be a number',
		],
		['an end before the start', { ...CONTRACT[0], startsAt: dayAgo(-200) }, 'must not be before'],
		['a notice after the end', { ...CONTRACT[0], noticeAt: dayAgo(-200) }, 'must not be after'],
		['an unknown key', { ...CONTRACT[0], setas: 3 }, 'setas'],
	])('%s', async (_name, row, message) => {
		const { error } = await createReport(ITEMS, { ...PACK, contract: JSON.stringify([row]) });
		expect(error?.message).toContain(message);
	});

	it('the same license twice', async () => {
		const { error } = await createReport(ITEMS.slice(0, 1), {
			...PACK,
			contract: JSON.stringify([CONTRACT[0], { ...CONTRACT[0], identifier: ' sfdc' }]),
		});
		expect(error?.message).toContain('is already in row 1');
	});

	it('as an item it is in no figure, and the pack says so', async () => {
		const { json } = await createReport([{ ...CONTRACT[0], seats: null }, ...ITEMS], PACK);
		expect(String(json.warnings)).toContain('item 1: a contract line');
	});
});

describe('the renewal pack is', () => {
	const make = async (format: string, more: IDataObject = {}) =>
		await createReport(ITEMS, {
			...PACK,
			...{ format, contract: JSON.stringify(CONTRACT), ...more },
		} as never);

	it('a page with a chart, a table behind it, the evidence and the formulas', async () => {
		const { json } = await make('html');
		const page = String(json.html);
		for (const text of ['What to renew', 'seats by month', 'Most seats in use', 'least squares'])
			expect(page).toContain(text);
		expect(page.match(/<svg\s+viewBox="0 0 420/g)).toHaveLength(2);
		expect(json.headline).toMatch(/^You can drop \d+ of 345 seats and save \$[\d,]+ a year$/);
	});

	it('a mail and a message', async () => {
		const { json: mail } = await make('emailHtml');
		expect(String(mail.html)).toContain('Line by line');
		expect(String(mail.text)).toContain('Salesforce: 320 seats until');
		const { json: slack } = await make('slackBlocks');
		expect(String(slack.slackText)).toContain('Salesforce renewal pack: You can drop');
	});

	it('a table with a row for each line and month, safe for a spreadsheet', async () => {
		const contract = JSON.stringify([{ ...CONTRACT[0], contract: '=HYPERLINK("x")' }]);
		const { json } = await make('csv', { contract });
		const rows = String(json.csv).trim().split('\r\n');
		expect(rows[1]).toContain(`"'=HYPERLINK(""x"")"`);
		const months = rows.filter((row) => row.startsWith('month,'));
		expect(months.length).toBeGreaterThanOrEqual(12);
	});

	it('not in the way of the record page', async () => {
		const { json, error } = await make('recordPage');
		expect(error).toBeNull();
		expect(json.statusCode).toBe(200);
	});

	it('escaped, whatever things are called', async () => {
		const name = '<script>alert(1)</script>';
		const { json } = await createReport(
			[snapshot(dayAgo(1), { licenseName: name, licenseIdentifier: 'x' }), subscription(1)],
			{
				...PACK,
				contract: JSON.stringify([{ identifier: 'x', contract: name, seats: 3, endsAt: END }]),
			},
		);
		expect(String(json.html)).not.toContain(name);
		expect(String(json.html)).toContain('&lt;script&gt;');
		expect(ORG).toHaveLength(18);
	});
});
