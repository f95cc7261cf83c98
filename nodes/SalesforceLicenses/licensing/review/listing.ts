import { foldName } from '../model/closest';
import type { CandidateRow } from '../playbook/candidateRow';
import type { Amount } from '../report/money';
import { Amounts } from '../report/money';
import { money } from '../report/words';
import { evidenceOf, stateChoice } from './choosing';
import type { Filter, Purpose, Stored } from './review';

/** The candidates that match a filter, in groups by rule and license, the largest saving first. */

export interface Group {
	/** The same for the same group at any time. */
	key: string;
	rule: string;
	license: string;
	saving: Amount[];
	unpriced: number;
	/** The most days without use; null if unknown for all of them. */
	oldest: number | null;
	candidates: Stored[];
}

export const departmentOf = ({ candidate }: CandidateRow): string =>
	typeof candidate?.department === 'string' ? candidate.department : '';

export const licenseOf = ({ licenseName, licenseIdentifier }: CandidateRow): string =>
	licenseName ?? licenseIdentifier;

/** Those in the group of the filter too, if it has one. */
export function matching(
	purpose: Purpose,
	candidates: readonly Stored[],
	{ text, license, department, days, state, group }: Filter,
): Stored[] {
	const wanted = foldName(text);
	const contains = (one: string | null) => foldName(one ?? '').includes(wanted);
	const { is } = stateChoice(purpose, state);
	return candidates.filter(
		(one) =>
			is(one.row) &&
			(wanted === '' ||
				[one.row.name, one.row.username, one.row.email, one.row.rule, one.row.justification].some(
					contains,
				)) &&
			(license === '' || foldName(licenseOf(one.row)) === foldName(license)) &&
			(department === '' || foldName(departmentOf(one.row)) === foldName(department)) &&
			// An age that is unknown is never "at least".
			(days === 0 || (one.row.inactiveDays ?? -1) >= days) &&
			(group === '' || keyOf(one) === group),
	);
}

/** The saving of a year; null without a price. */
const yearly = ({ saving, savingPeriod }: CandidateRow): number | null =>
	saving === null ? null : saving * (savingPeriod === 'month' ? 12 : 1);

export function savingOf(candidates: readonly Stored[]): { saving: Amount[]; unpriced: number } {
	const amounts = new Amounts();
	candidates.forEach(({ row }) => amounts.add(yearly(row), row.currency));
	const unpriced = candidates.filter(({ row }) => row.saving === null).length;
	return { saving: amounts.list(), unpriced };
}

/** `$1,200 a year, 3 without a price`. */
export function worthOf({ saving, unpriced }: Pick<Group, 'saving' | 'unpriced'>): string {
	if (saving.length === 0) return 'no price';
	const without = unpriced === 0 ? '' : `, ${unpriced} without a price`;
	return `${money(saving)} a year${without}`;
}

/**
 * By rule, license and currency. Amounts of different currencies cannot be compared, so the currency of the most
 * candidates comes first.
 */
export function grouped(candidates: readonly Stored[]): Group[] {
	const currencies = Map.groupBy(candidates, currencyOf);
	const groups = [...Map.groupBy(candidates, keyOf)].map(([key, members]) => {
		const [{ row }] = members;
		const ages = members.flatMap((one) => one.row.inactiveDays ?? []);
		return {
			isPriced: row.saving !== null,
			users: currencies.get(currencyOf(members[0]))?.length ?? 0,
			group: {
				key,
				rule: row.rule ?? 'No rule',
				license: licenseOf(row),
				...savingOf(members),
				oldest: ages.length === 0 ? null : ages.reduce((most, age) => Math.max(most, age)),
				candidates: [...members].sort((a, b) => (yearly(b.row) ?? -1) - (yearly(a.row) ?? -1)),
			},
		};
	});
	groups.sort(
		(a, b) =>
			Number(b.isPriced) - Number(a.isPriced) ||
			b.users - a.users ||
			(b.group.saving[0]?.amount ?? 0) - (a.group.saving[0]?.amount ?? 0) ||
			a.group.license.localeCompare(b.group.license) ||
			a.group.key.localeCompare(b.group.key),
	);
	return groups.map(({ group }) => group);
}

const currencyOf = ({ row }: Stored) => (row.saving === null ? null : row.currency);
const keyOf = ({ row }: Stored) =>
	JSON.stringify([
		row.rule,
		row.licenseKind,
		row.licenseIdentifier,
		row.saving === null ? null : [row.currency],
	]);

/** What the candidates of a group have in common, by its key; null for anything else. */
export function groupOf(key: string): {
	rule: string | null;
	licenseKind: string;
	licenseIdentifier: string;
} | null {
	let parts: unknown;
	try {
		parts = JSON.parse(key);
	} catch {
		return null;
	}
	if (!Array.isArray(parts)) return null;
	const [rule, licenseKind, licenseIdentifier] = parts as unknown[];
	if (typeof licenseKind !== 'string' || typeof licenseIdentifier !== 'string') return null;
	return { rule: typeof rule === 'string' ? rule : null, licenseKind, licenseIdentifier };
}

/** One blank for what would break a line, and no signs that a page could take for markup. */
export const plainText = (text: string): string =>
	text
		.replace(/\s+/g, ' ')
		.replace(/</g, '‹')
		.replace(/>/g, '›')
		.replace(/\{(?=\{)/g, '{ ')
		.trim();

const LONGEST = 160;
const cut = (text: string) => (text.length > LONGEST ? `${text.slice(0, LONGEST)}…` : text);

/** A candidate in one line; its number makes the line unique. */
export function lineOf(purpose: Purpose, one: Stored): string {
	const { id, row } = one;
	const department = departmentOf(row);
	const parts = [
		`${row.name ?? row.userId} (${row.username ?? 'no username'})`,
		...(department === '' ? [] : [department]),
		evidenceOf(purpose, row),
		worthOf(savingOf([one])),
	];
	return `${parts.map((part) => cut(plainText(part))).join(' · ')} · no. ${id}`;
}

/** Whether anybody looked for what depends on the user. */
export const isChecked = ({ candidate }: CandidateRow): boolean =>
	Array.isArray(candidate?.blockers);
