import type {
	Handed,
	OrgLicense,
	SetupPage,
	SetupPageName,
	Step,
	StoredProfile,
} from '../../../licensing/playbook/form/setup';
import type { ProfileConnection } from '../../../licensing/playbook/profile';
import type { NamedLicenses } from '../../../licensing/playbook/profileNames';
import type { ProfileSearch } from '../../../licensing/playbook/form/search';
import { searchOf } from '../../../licensing/playbook/form/search';

import { BACK } from '../../../licensing/playbook/form/setup';

/** What an answer to a page of the guided setup leads to: what to store, and which page comes next. */
export interface SetupAnswer extends Handed {
	do: 'show' | 'save' | 'connect' | 'delete' | 'leave';
	/** The next page, and the profile that it is about. */
	page: SetupPageName;
	displayName: string;
	/** What has to be read for the next page. */
	needs: 'nothing' | 'licenses' | 'preview' | 'tests' | 'candidates' | 'progress' | 'new';
	/** What to look for in the org, for the page that shows it before anything is published. */
	search: ProfileSearch | null;
	/** The workflows to test. */
	subflows: { download: string; reclaim: string };
	/** The row of the profile to write; columns that are missing in it keep their values. */
	row: Record<string, unknown> | null;
	connectionRow: Record<string, unknown> | null;
	/** Who changed what, to be kept. */
	history: Record<string, unknown> | null;
	/** Whether the first run starts after saving. */
	runs: boolean;
}

export interface Answered {
	/** What was entered, by the names of the fields. */
	entered: Readonly<Record<string, unknown>>;
	/** The page that was answered: its name, and what it carried. */
	shown: Pick<SetupPage, 'page' | 'carry'>;
	/** The profile as it is stored now; null where there is none of that name. */
	profile: StoredProfile | null;
	/** The profile as the page showed it. */
	before: StoredProfile | null;
	profiles: readonly StoredProfile[];
	connections: readonly ProfileConnection[];
	licenses: { named: NamedLicenses | null; all: readonly OrgLicense[] };
	frozen: readonly string[];
	/** What the jobs of the first run answered; null where a page was answered. */
	runs: { refresh: unknown; identify: unknown } | null;
	/** Why what the answer led to could not be stored; empty where nothing failed. */
	storeError: string;
	/** The e-mail address of the n8n user who answers; empty where it is not known. */
	visitor: string;
	now: string;
}

export const EMPTY: Handed = {
	message: '',
	entered: null,
	mistakes: [],
	next: null,
	changes: [],
	warnings: [],
	grant: 'client',
	connection: null,
	isNew: false,
	since: '',
	startError: '',
};

export function show(
	page: SetupPageName,
	displayName: string,
	more: Partial<SetupAnswer> = {},
): SetupAnswer {
	return {
		...EMPTY,
		do: 'show',
		page,
		displayName,
		needs: NEEDS[page] ?? 'nothing',
		subflows: { download: '', reclaim: '' },
		search: null,
		row: null,
		connectionRow: null,
		history: null,
		runs: false,
		...more,
	};
}

export const NEEDS: Partial<Record<SetupPageName, SetupAnswer['needs']>> = {
	details: 'licenses',
	rules: 'licenses',
	review: 'preview',
	connection: 'tests',
	connect: 'tests',
	delete: 'candidates',
	firstRun: 'progress',
};

/** The subflows of the profile, or those of the only connection where it has none yet. */
export const subflowsOf = (
	{ downloadSubflow, reclaimSubflow }: StoredProfile,
	[first]: readonly ProfileConnection[] = [],
): SetupAnswer['subflows'] => ({
	download: downloadSubflow || (first?.downloadSubflow ?? ''),
	reclaim: reclaimSubflow || (downloadSubflow ? '' : (first?.reclaimSubflow ?? '')),
});

/** The review as the next page, with what the rules of the profile find now. */
export const reviewOf = (
	profile: StoredProfile,
	connections: readonly ProfileConnection[],
): Partial<SetupAnswer> => ({
	page: 'review',
	needs: 'preview',
	subflows: subflowsOf(profile, connections),
	search: searchOf(profile),
});

export const showReview = (
	profile: StoredProfile,
	connections: readonly ProfileConnection[],
	more: Partial<SetupAnswer> = {},
): SetupAnswer =>
	show('review', profile.displayName, { ...reviewOf(profile, connections), ...more });

/** Back to the steps, with some of them done or open again. Only these columns are written. */
export function saved(
	profile: StoredProfile,
	steps: Partial<Record<Step, boolean>> & Record<string, unknown>,
	message: string,
	more: { columns?: Record<string, unknown>; answer?: Partial<SetupAnswer> } = {},
): SetupAnswer {
	const lanes = { ...profile.lanes, ...steps };
	const row = { ...more.columns, displayName: profile.displayName, lanes };
	return show('steps', profile.displayName, {
		do: 'save',
		message,
		row: profile.id === undefined ? row : { id: profile.id, ...row },
		...more.answer,
	});
}

export const historyOf = (
	{ visitor, now }: Answered,
	profile: string,
	what: string,
	changes: SetupAnswer['changes'] = [],
): Record<string, unknown> => ({
	profile,
	changedAt: now,
	changedBy: visitor,
	what,
	changes: changes.map(({ field, label, before, after }) => ({ field, label, before, after })),
});

/** What was chosen instead of what the button of the page says. */
export const isBack = ({ entered }: Answered): boolean => entered.otherwise === BACK;

export const textOf = (value: unknown): string => (typeof value === 'string' ? value.trim() : '');
export const isTicked = (value: unknown): boolean => Array.isArray(value) && value.length > 0;
