import type { CandidateState } from '../../playbook/states';
import { CANDIDATE_STATES, CLOSED_STATES, isOpen } from '../../playbook/states';
import type { Asked } from './asked';
import { blockerOf, isExport } from './asked';
import { rowsUpTo } from './listPage';
import { candidateSort, subscriptionSort } from './sorting';

/** What a page reads of the tables of the playbook: a few rows of each, in one go. */

export interface Condition {
	column: string;
	/** `isTrue` compares with nothing; `hasJson` is for stores that count. */
	condition: 'eq' | 'neq' | 'gte' | 'ilike' | 'isTrue' | 'hasJson';
	value: string;
}

export interface ListRequest {
	table: string;
	/** A store that can count answers `any` and `counts`, another one `any` and `rows`. */
	by: 'any' | 'rows' | 'counts';
	/** Something to count instead of rows; empty for rows. */
	figure: '' | 'candidates' | 'blockers' | 'persons';
	/** Of what is counted; empty for all profiles. */
	profile: string;
	/** When "lately" began, ISO-8601. */
	since: string;
	/** All must be true. */
	where: Condition[];
	/** A text that one of the columns has, in upper or lower case; empty for any. */
	find: string;
	findIn: string[];
	orderBy: string;
	descending: boolean;
	limit: number;
	/** The only columns to give, if the store can choose; without it, all of them. */
	columns?: string[];
}

const DAY_MS = 24 * 60 * 60 * 1000;
const TREND_DAYS = 92;
/** Of a profile whose refresh fails for a while, the last figures are still shown. */
const LATEST_DAYS = 14;
const JOBS = 100;
/** Of all profiles: those of the last day. */
const LATEST_JOBS = { descending: true, limit: 300 };
/** A safeguard: more than n8n's Data Tables hold. */
const ALL = 50_000;
export const MOST_EXPORTED = 50_000;
/** It is summed up once after each change. */
const WHOLE_LEDGER = 1_000_000;
const MOST_IN_DIGEST = 10_000;
export const PAGE_SIZE = 50;
export const FOUND_IN = [
	'name',
	'username',
	'email',
	'licenseName',
	'licenseIdentifier',
	'softwareModel',
] as const;

export const is = (column: string, value: string): Condition => ({
	column,
	condition: 'eq',
	value,
});
const from = (column: string, value: string): Condition => ({ column, condition: 'gte', value });
/** A list without conditions. */
export const ANY_ROWS: Omit<ListRequest, 'table' | 'profile'> = {
	...{ by: 'any', figure: '', since: '', where: [], find: '', findIn: [] },
	...{ orderBy: 'id', descending: false, limit: ALL },
};
const isOpenNow = CLOSED_STATES.map(
	(value): Condition => ({ column: 'state', condition: 'neq', value }),
);

export const VIEWS = ['record', 'digest', 'alert', 'ledger'] as const;
export type View = (typeof VIEWS)[number];

export function readLists(asked: Asked, view: View, periodDays: number, now: Date): ListRequest[] {
	const day = (ago: number) => new Date(now.getTime() - ago * DAY_MS).toISOString().slice(0, 10);
	const since = new Date(now.getTime() - periodDays * DAY_MS).toISOString();
	const { profile } = asked;
	const list = (table: string, changes: Partial<ListRequest>): ListRequest => ({
		...{ ...ANY_ROWS, table: `salesforce_${table}`, profile, since },
		...changes,
	});
	const ofProfile = profile === '' ? [] : [is('profile', profile)];
	const profiles = list('profiles', {});
	const open = [
		list('candidates', { by: 'counts', figure: 'candidates' }),
		list('candidates', { by: 'rows', where: [...ofProfile, ...isOpenNow] }),
	];
	const closedLately = list('candidates', {
		by: 'rows',
		where: [...ofProfile, from('closedAt', since)],
	});
	const figures = list('figures', { where: ofProfile });
	const snapshots = (days: number) =>
		list('snapshots', { where: [...ofProfile, from('day', day(days))] });
	const jobs = (limit: number, ...where: Condition[]) =>
		list('job_results', { where: [...ofProfile, ...where], descending: true, limit });
	const persons = (limit: number) => [
		list('subscriptions', { by: 'counts', figure: 'persons', limit }),
		list('subscriptions', {
			by: 'rows',
			where: [
				is('licenseKind', 'userLicense'),
				{ column: 'isActive', condition: 'isTrue', value: '' },
			],
		}),
	];
	const exported = isExport(asked.export) ? asked.export : null;
	const upTo = (page: string) => (exported === null ? rowsUpTo(page, PAGE_SIZE) : MOST_EXPORTED);
	if (view === 'ledger') {
		return [
			list('profiles', { where: [is('displayName', profile)] }),
			list('savings', { where: ofProfile, limit: WHOLE_LEDGER }),
		];
	}
	if (view === 'alert') return [list('profiles', {}), list('job_results', LATEST_JOBS)];
	if (view === 'digest') {
		const top = list('candidates', {
			...{ by: 'counts', where: [...ofProfile, ...isOpenNow] },
			...{ orderBy: 'saving', descending: true, limit: MOST_IN_DIGEST },
		});
		return [
			...[list('profiles', { where: [is('displayName', profile)] }), ...open, closedLately, top],
			...[figures, snapshots(TREND_DAYS), jobs(JOBS)],
		];
	}
	if (profile === '') {
		const all = [profiles, ...open, figures, snapshots(LATEST_DAYS)];
		return [...all, jobs(JOBS, is('job', 'refresh')), ...persons(upTo(asked.personsPage))];
	}
	const lists = {
		candidates: () => candidates(asked, list, upTo(asked.candidatesPage)),
		subscriptions: () => subscriptions(asked, list, upTo(asked.subscriptionsPage)),
		jobs: () => [jobs(Math.max(JOBS, upTo(asked.resultsPage)))],
		licenses: () => [snapshots(LATEST_DAYS), list('software_models', {})],
		trend: () => [snapshots(TREND_DAYS), figures],
		consumption: () => [
			list('consumption', {
				where: ofProfile,
				limit: exported === null ? PAGE_SIZE : MOST_EXPORTED,
			}),
		],
	};
	if (exported !== null && exported in lists) {
		return [profiles, ...lists[exported as keyof typeof lists]()];
	}
	return [
		...[profiles, ...open, closedLately],
		list('candidates', { by: 'counts', figure: 'blockers' }),
		...[...lists.candidates(), ...lists.subscriptions(), ...lists.jobs(), ...lists.trend()],
		...[list('software_models', {}), ...lists.consumption()],
	];
}

type NewList = (table: string, changes: Partial<ListRequest>) => ListRequest;

/** A store that cannot count gives all open candidates anyway. */
function candidates(asked: Asked, list: NewList, limit: number): ListRequest[] {
	const { profile, state } = asked;
	const isState = (CANDIDATE_STATES as readonly string[]).includes(state);
	const ofState = isState ? [is('state', state)] : isOpenNow;
	const where = [is('profile', profile), ...ofState, ...ofLicense(asked), ...ofBlocker(asked)];
	const { column: orderBy, descending } = candidateSort(asked);
	const closed = isState && !isOpen(state as CandidateState);
	const rows = { where, orderBy, descending, limit };
	const isExported = asked.export !== '' && !closed;
	return [
		list('candidates', { ...rows, by: closed ? 'any' : 'counts' }),
		...(isExported
			? [list('candidates', { by: 'rows', where: [is('profile', profile), ...isOpenNow] })]
			: []),
	];
}

/** A store that knows no "or" is asked for each column. */
function subscriptions(asked: Asked, list: NewList, limit: number): ListRequest[] {
	const { profile, find } = asked;
	const { column: orderBy, descending } = subscriptionSort(asked);
	const where = [is('profile', profile), ...ofLicense(asked)];
	const rows = { where, orderBy, descending, limit };
	if (find === '') return [list('subscriptions', rows)];
	return [
		list('subscriptions', { ...rows, by: 'counts', find, findIn: [...FOUND_IN] }),
		...FOUND_IN.map((column) =>
			list('subscriptions', {
				...rows,
				by: 'rows',
				where: [...where, { column, condition: 'ilike', value: `%${find}%` }],
			}),
		),
	];
}

function ofBlocker(asked: Asked): Condition[] {
	const kind = blockerOf(asked);
	if (kind === '') return [];
	const value = JSON.stringify({ blockers: [{ kind }] });
	return [{ column: 'candidate', condition: 'hasJson', value }];
}

function ofLicense({ license }: Asked): Condition[] {
	const [, kind, identifier] = /^(\w+):(.+)$/.exec(license) ?? [];
	if (kind === undefined) return [];
	return [is('licenseKind', kind), is('licenseIdentifier', identifier)];
}
