import type { IDataObject } from 'n8n-workflow';

/**
 * Example prices in US dollars per user and month. An org does not know what its licenses cost; a real
 * run takes them from the contract.
 */
const EXAMPLE_PRICES: Array<[license: RegExp, price: number]> = [
	[/^salesforce$/i, 175],
	[/platform/i, 25],
	[/service/i, 75],
	[/sales|cpq|revenue/i, 75],
	[/einstein|agentforce/i, 50],
	[/community|portal|partner|experience/i, 5],
];

export interface Pool {
	licenseKind: string;
	licenseName: string;
	total: number | null;
	used: number;
}

export interface Subscription {
	userId: string;
	licenseKind: string;
}

function price(licenseName: string): number | undefined {
	return EXAMPLE_PRICES.find(([license]) => license.test(licenseName))?.[1];
}

const money = (dollars: number): string => `$${Math.round(dollars).toLocaleString('en-US')}`;

/** One row for every license of which a seat came free, and the sum. */
export function seatsTable(before: Pool[], after: Pool[]): string {
	const key = (pool: Pool) => `${pool.licenseKind}:${pool.licenseName}`;
	const usedAfter = new Map(after.map((pool) => [key(pool), pool.used]));
	let freed = 0;
	let saved = 0;
	const rows = before
		.filter((pool) => (usedAfter.get(key(pool)) ?? pool.used) !== pool.used)
		.map((pool) => {
			const seats = pool.used - (usedAfter.get(key(pool)) ?? pool.used);
			const yearly = (price(pool.licenseName) ?? 0) * 12 * seats;
			freed += seats;
			saved += yearly;
			return [
				pool.licenseName,
				pool.total === null ? 'unlimited' : String(pool.total),
				String(pool.used),
				String(usedAfter.get(key(pool))),
				String(seats),
				price(pool.licenseName) === undefined ? 'not priced' : money(yearly),
			];
		});
	const head = ['License', 'Seats owned', 'Used before', 'Used after', 'Freed', 'Saved per year*'];
	const sum = ['Total', '', '', '', String(freed), money(saved)];
	return `${table([head, ...rows, sum])}\n* at example prices, per user and month: an org does not know its contract`;
}

export function usersTable(before: Subscription[], after: Subscription[]): string {
	const seated = (rows: Subscription[]) =>
		new Set(
			rows.filter(({ licenseKind }) => licenseKind === 'userLicense').map(({ userId }) => userId),
		).size;
	return table([
		['', 'Before', 'After'],
		['Active users with a seat', String(seated(before)), String(seated(after))],
		['Subscriptions', String(before.length), String(after.length)],
	]);
}

export function outcomeCounts(outcomes: IDataObject[]): string {
	const counts = new Map<string, number>();
	for (const { outcome } of outcomes) {
		counts.set(String(outcome), (counts.get(String(outcome)) ?? 0) + 1);
	}
	return [...counts].map(([outcome, count]) => `${count} ${outcome}`).join(', ') || 'none';
}

/** The first column to the left, numbers to the right, a rule below the head. */
function table(rows: string[][]): string {
	const widths = rows[0].map((_, column) => Math.max(...rows.map((row) => row[column].length)));
	const line = (row: string[]) =>
		row
			.map((cell, column) =>
				column === 0 ? cell.padEnd(widths[column]) : cell.padStart(widths[column]),
			)
			.join('   ')
			.trimEnd();
	const rule = widths.map((width) => '-'.repeat(width)).join('   ');
	return [line(rows[0]), rule, ...rows.slice(1).map(line)].join('\n');
}
