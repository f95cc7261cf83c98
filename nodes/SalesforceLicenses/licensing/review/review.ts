import type { CandidateRow, Json } from '../playbook/candidateRow';
import type { FieldMistake, FormField } from '../playbook/form/fields';

/** The review of candidates by a person: which pages it has, and what one page hands to the next. */

export const PURPOSES = ['decide', 'giveBack', 'kept'] as const;
export type Purpose = (typeof PURPOSES)[number];

export const PURPOSE_LABELS: Readonly<Record<Purpose, string>> = {
	decide: 'Decide on candidates',
	giveBack: 'Give back',
	kept: 'Stop keeping',
};

/** `start` is answered, not shown: it leads to the first page that has something to ask. */
export const REVIEW_PAGES = [
	'start',
	'profile',
	'groups',
	'candidates',
	'summary',
	'result',
] as const;
export type ReviewPageName = (typeof REVIEW_PAGES)[number];

export const DECISIONS = ['reclaim', 'ask', 'keep', 'exclude', 'giveBack', 'release'] as const;
export type Decision = (typeof DECISIONS)[number];

export const DECISION_LABELS: Readonly<Record<Decision, string>> = {
	reclaim: 'Reclaim',
	ask: 'Ask the users first',
	keep: 'Keep until a date',
	exclude: 'Exclude for good',
	giveBack: 'Give back',
	release: 'Stop keeping',
};

/** A candidate with the ID of its store, and the columns that the store added. */
export interface Stored {
	id: string;
	row: CandidateRow;
	own: Json;
}

/** A published profile. */
export interface ReviewProfile {
	displayName: string;
	/** Empty: the profile only reports. */
	reclaimSubflow: string;
	/** The profile as it is stored. */
	settings: Json;
}

export interface Filter {
	text: string;
	license: string;
	department: string;
	/** The least number of days without use; 0 for all. */
	days: number;
	/** Label of a state of the purpose; empty for its first one. */
	state: string;
	/** Key of a group; empty for all. */
	group: string;
}
export const NO_FILTER: Filter = {
	text: '',
	license: '',
	department: '',
	days: 0,
	state: '',
	group: '',
};

/** What was decided on the page of candidates, for the summary. */
export interface Decided {
	/** Empty before anything was decided. */
	decision: Decision | '';
	/** For `keep`: the day, as YYYY-MM-DD. */
	until: string;
	/** What the person wrote. */
	comment: string;
}
export const NOTHING_DECIDED: Decided = { decision: '', until: '', comment: '' };

/** A candidate as a page showed it: a different mark means that it changed since then. */
export type Marks = Readonly<Record<string, string>>;

/** What was shown, which the answer is held against. */
export interface Carried {
	/** On the page of groups: key of a group by its choice. */
	choices: Readonly<Record<string, string>>;
	/** On the page of candidates: the groups with all of their candidates, by the number of their field. */
	groups: ReadonlyArray<{ all: string; ids: readonly string[] }>;
	/** ID of a candidate by its line. */
	lines: Readonly<Record<string, string>>;
	marks: Marks;
	/** What the summary said would happen. */
	promise: string;
}
export const NOTHING_CARRIED: Carried = {
	choices: {},
	groups: [],
	lines: {},
	marks: {},
	promise: '',
};

export interface ReviewHanded extends Decided {
	message: string;
	mistakes: readonly FieldMistake[];
	filter: Filter;
	/** The first candidate of the page, counted from 0. */
	from: number;
	/** IDs of the selected candidates, on all pages. */
	chosen: readonly string[];
}

export interface ReviewPage {
	page: ReviewPageName;
	/** Display name of the profile; empty before one is chosen. */
	profile: string;
	title: string;
	description: string;
	button: string;
	fields: FormField[];
	carry: Carried;
	/** Why there is nothing to show at all; empty if there is. */
	nothing: string;
}

export interface ReviewFacts {
	purpose: Purpose;
	profiles: readonly ReviewProfile[];
	/** Null before one is chosen, and if it is not published anymore. */
	profile: ReviewProfile | null;
	candidates: readonly Stored[];
	/** How many stored candidates could not be read. */
	unreadable: number;
	/** How many are stored by state, if the store counts; null if all that a person may decide on were read. */
	counts: ReadonlyMap<string, number> | null;
	now: Date;
}
