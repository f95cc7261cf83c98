import type { IDataObject } from 'n8n-workflow';
import type { Row } from '../test/e2e/playbook';

/** A company that has used the playbook for a while: the figures of the weeks before today, made up from today's. */

export const WEEKS = 12;
const WEEK_MS = 7 * 24 * 60 * 60 * 1000;

/** One row for each license and week. The company hired, and its unused seats grew with it; nobody reclaimed any. */
export function historyOf(today: readonly Row[]): IDataObject[] {
	const columns = today.map((row) => Object.entries(row).filter(([name]) => name !== 'id'));
	return columns
		.map((entries) => Object.fromEntries(entries) as Omit<Row, 'id'>)
		.flatMap((row) =>
			Array.from({ length: WEEKS }, (_week, index) => {
				const weeksAgo = index + 1;
				const then = (value: unknown, share: number) =>
					value === null ? null : Math.round(Number(value) * (1 - share * weeksAgo));
				return {
					...row,
					day: new Date(Date.parse(String(row.day)) - weeksAgo * WEEK_MS)
						.toISOString()
						.slice(0, 10),
					used: then(row.used, 0.008),
					assigned: then(row.assigned, 0.008),
					stale: then(row.stale, 0.03),
					potentialSaving: then(row.potentialSaving, 0.03),
				} as IDataObject;
			}),
		);
}
