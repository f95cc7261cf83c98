import type { Json } from '../../playbook/candidateRow';
import type { Carried, ReviewFacts, ReviewHanded, ReviewPageName, ReviewProfile } from '../review';
import { NOTHING_DECIDED } from '../review';

/** What an answer to a page leads to: the next page, or what is to be done with the chosen candidates. */
export interface ReviewAnswer extends ReviewHanded {
	/** `store`: only the rows in `write`. `ask`: the rows first, then Reclaim, which asks. */
	do: 'show' | 'store' | 'ask' | 'reclaim' | 'giveBack';
	page: ReviewPageName;
	/** Display name of the profile. */
	profile: string;
	/** IDs of the candidates to reclaim, to ask about or to give back; empty until the summary is confirmed. */
	candidateIds: string[];
	/** Changed columns of candidates, each with the ID of its row. */
	write: Json[];
	/** For Give back: the items for Restore. */
	restore: Json[];
	/** For Give back: where and how many, by the profile. */
	subflow: string;
	maxUsers: number;
	maxPercent: number;
}

export interface Answered extends ReviewFacts {
	/** What was entered, by the names of the fields. */
	entered: Readonly<Record<string, unknown>>;
	/** The page that was answered. */
	page: ReviewPageName;
	carry: Carried;
	/** What the page was built from. */
	handed: ReviewHanded;
	/** E-mail address of the person at the form. */
	decidedBy: string;
}

export const show = (
	profile: ReviewProfile | null,
	page: ReviewPageName,
	handed: Partial<ReviewHanded> & Pick<ReviewHanded, 'filter'>,
): ReviewAnswer => ({
	do: 'show',
	page,
	profile: profile?.displayName ?? '',
	message: '',
	mistakes: [],
	from: 0,
	chosen: [],
	...NOTHING_DECIDED,
	...handed,
	candidateIds: [],
	write: [],
	restore: [],
	subflow: '',
	maxUsers: 0,
	maxPercent: 0,
});

/** What of a text field: a text without blanks around it; empty for anything else. */
export const textOf = (value: unknown): string => (typeof value === 'string' ? value.trim() : '');

/** n8n gives a list; nothing at all where no box was ticked. */
export function ticked(value: unknown): unknown[] {
	if (value === undefined || value === null || value === '') return [];
	return Array.isArray(value) ? (value as unknown[]) : [value];
}

export const NOT_ON_THIS_PAGE =
	'Nothing was done. Part of the answer is not on this page, for example because the page was sent twice or from another tab. Select again.';
