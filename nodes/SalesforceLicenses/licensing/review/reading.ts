import { CANDIDATE_COLUMNS } from '../playbook/candidateRow';
import type { Condition, ListRequest } from '../report/record/readLists';
import { ANY_ROWS, is } from '../report/record/readLists';
import { selected } from './answers/candidatesAnswer';
import { stateChoice } from './choosing';
import { groupOf } from './listing';
import { MOST } from './most';
import type { Carried, Filter, Purpose, ReviewHanded, ReviewPageName } from './review';

/** Which rows a page of the review, or the answer to one, is made from: a limited number of them, whatever is stored. */

const FOUND_IN = ['name', 'username', 'email', 'rule', 'justification'];
/** What only a run of Reclaim needs is large. */
const COLUMNS = CANDIDATE_COLUMNS.filter((name) => name !== 'plan' && name !== 'notes');

const CLOSED = ['Closed Complete', 'Closed Skipped', 'Closed Canceled'];
const not = (...states: string[]): Condition[] =>
	states.map((value) => ({ column: 'state', condition: 'neq', value }));
const from = (column: string, value: string): Condition => ({ column, condition: 'gte', value });
const OPEN = not(...CLOSED, 'Awaiting Revocation');

const DAY_MS = 24 * 60 * 60 * 1000;
/** The limit of users counts 24 hours; texts of other time zones may be up to a day off. */
const DAYS_COUNTED = 2;

export interface ToRead {
	lists: ListRequest[];
	/** IDs of the candidates to read whole: those that are selected. */
	ids: string[];
}

export interface Reading {
	task: 'build' | 'read';
	purpose: Purpose;
	page: ReviewPageName;
	/** Display name of the profile; empty before one is chosen. */
	profile: string;
	handed: ReviewHanded;
	/** Of the page that was answered. */
	carry: Carried;
	entered: Readonly<Record<string, unknown>>;
	now: Date;
}

export function toRead(reading: Reading): ToRead {
	const { task, page, profile, handed, now } = reading;
	const ids = [...new Set(selectedIds(reading))];
	if (profile === '') return { lists: [], ids: [] };
	const lists = [
		...(task === 'build' && ['groups', 'candidates', 'summary'].includes(page)
			? listsOf(reading.purpose, profile, handed.filter, page, now)
			: []),
		...(page === 'summary' || (task === 'read' && page === 'candidates')
			? [startedLately(profile, now)]
			: []),
	];
	return { lists, ids };
}

function selectedIds({ task, page, handed, carry, entered }: Reading): readonly string[] {
	if (task === 'build') return page === 'candidates' || page === 'summary' ? handed.chosen : [];
	if (page === 'candidates') return selected({ entered, carry, handed }).ids;
	return page === 'summary' ? Object.keys(carry.marks) : [];
}

const list = (profile: string, changes: Partial<ListRequest>): ListRequest => ({
	...{ ...ANY_ROWS, table: 'salesforce_candidates', profile, columns: COLUMNS },
	...changes,
});

/** All that were begun lately, in whatever state they are now. */
const startedLately = (profile: string, now: Date): ListRequest =>
	list(profile, {
		where: [
			is('profile', profile),
			from('revocationStartedAt', new Date(now.getTime() - DAYS_COUNTED * DAY_MS).toISOString()),
		],
		limit: MOST.rows,
	});

/**
 * A store that counts filters too: it gives the first ones of the state, and of the filter. The other one gives all that
 * a person may decide on, and the page filters them.
 */
function listsOf(
	purpose: Purpose,
	profile: string,
	filter: Filter,
	page: ReviewPageName,
	now: Date,
): ListRequest[] {
	const kinds = conditionsOf(purpose, filter, now);
	const order =
		purpose === 'decide'
			? { orderBy: 'saving', descending: true }
			: { orderBy: 'closedAt', descending: true };
	const isFiltered = page !== 'groups' && (filter.text !== '' || filter.group !== '');
	const counted = (where: Condition[], changes: Partial<ListRequest> = {}) =>
		list(profile, {
			...{ ...order, by: 'counts', limit: MOST.counts },
			where: [is('profile', profile), ...where],
			...changes,
		});
	return [
		list(profile, { by: 'counts', figure: 'candidates' }),
		...kinds.counts.flatMap((where) => [
			counted(where),
			...(isFiltered
				? [
						counted([...where, ...ofGroup(filter.group)], {
							find: filter.text,
							findIn: filter.text === '' ? [] : FOUND_IN,
						}),
					]
				: []),
		]),
		...kinds.rows.map((where) =>
			list(profile, {
				...{ ...order, by: 'rows', limit: MOST.rows },
				where: [is('profile', profile), ...where],
			}),
		),
	];
}

/** Each list of conditions is a list of rows. */
function conditionsOf(
	purpose: Purpose,
	filter: Filter,
	now: Date,
): Record<'counts' | 'rows', Condition[][]> {
	if (purpose === 'decide') {
		return { counts: [OF_STATE[stateChoice(purpose, filter.state).label] ?? OPEN], rows: [OPEN] };
	}
	const yesterday = new Date(now.getTime() - DAY_MS).toISOString();
	const closed =
		purpose === 'kept'
			? [[is('state', 'Closed Skipped'), from('keepUntil', yesterday)]]
			: [
					[is('state', 'Closed Complete')],
					// Of the open ones only those whose reclaim was begun.
					...['Attention Required', 'Awaiting Revocation'].map((state) => [
						is('state', state),
						from('revocationStartedAt', '0'),
					]),
				];
	return { counts: closed, rows: closed };
}

const OF_STATE: Readonly<Record<string, Condition[]>> = {
	Ready: [is('state', 'Ready')],
	'Needs attention': [is('state', 'Attention Required')],
	'Being asked': [...OPEN, ...not('Ready', 'Attention Required')],
};

function ofGroup(key: string): Condition[] {
	const group = groupOf(key);
	if (group === null) return [];
	return [
		...(group.rule === null ? [] : [is('rule', group.rule)]),
		is('licenseKind', group.licenseKind),
		is('licenseIdentifier', group.licenseIdentifier),
	];
}
