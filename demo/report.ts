import type { Row } from '../test/e2e/playbook';

const money = (dollars: number): string => `$${Math.round(dollars).toLocaleString('en-US')}`;
const keyOf = ({ licenseKind, licenseIdentifier }: Row): string =>
	`${String(licenseKind)}:${String(licenseIdentifier)}`;

/** One row for every license with freed seats, and the total, from two snapshots of the playbook. */
export function seatsTable(before: Row[], after: Row[], prices: Record<string, number>): string {
	const usedAfter = new Map(after.map((row) => [keyOf(row), Number(row.used)]));
	let freed = 0;
	let saved = 0;
	const left = (row: Row): number => usedAfter.get(keyOf(row)) ?? 0;
	const rows = before
		.filter((row) => left(row) !== row.used)
		.map((row) => {
			const seats = Number(row.used) - left(row);
			const price = prices[String(row.licenseIdentifier)];
			freed += seats;
			saved += (price ?? 0) * seats;
			return [
				String(row.licenseName),
				row.total === null ? 'unlimited' : String(row.total),
				String(row.used),
				String(left(row)),
				String(seats),
				price === undefined ? 'no price' : money(price * seats),
			];
		});
	const head = ['License', 'Seats owned', 'Used before', 'Used after', 'Freed', 'Saved per year'];
	return table([head, ...rows, ['Total', '', '', '', String(freed), money(saved)]]);
}

/** "31 Ready, 3 Attention Required" */
export function countsOf(rows: Row[], column: string): string {
	const counts = new Map<string, number>();
	for (const row of rows) {
		counts.set(String(row[column]), (counts.get(String(row[column])) ?? 0) + 1);
	}
	return [...counts].map(([value, count]) => `${count} ${value}`).join(', ') || 'none';
}

/** Where to continue after the demo. */
export function guide(n8nUrl: string, mailUrl: string): string {
	return table([
		['Next', 'Where'],
		['Guided Setup: open Acme, or create a profile', `${n8nUrl}/form/salesforce-licenses-setup`],
		['Reclaim the other half, or give seats back', `${n8nUrl}/form/salesforce-licenses-reclaim`],
		['Record page of Acme (same login)', `${n8nUrl}/webhook/salesforce-licenses-record`],
		['Mails: questions, digest, alert', mailUrl],
		['The stored data, in tables', `${n8nUrl}/home/datatables`],
		['The workflows, to read and change', `${n8nUrl}/home/workflows`],
	]);
}

/** A table with a rule below its head. With more than two columns, all but the first are right-aligned. */
function table(rows: string[][]): string {
	const widths = rows[0].map((_, column) => Math.max(...rows.map((row) => row[column].length)));
	const numbers = rows[0].length > 2;
	const line = (row: string[]) =>
		row
			.map((cell, column) =>
				column === 0 || !numbers ? cell.padEnd(widths[column]) : cell.padStart(widths[column]),
			)
			.join('   ')
			.trimEnd();
	const rule = widths.map((width) => '-'.repeat(width)).join('   ');
	return [line(rows[0]), rule, ...rows.slice(1).map(line)].join('\n');
}
