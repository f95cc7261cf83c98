/** What the URL of the record page asks for. */
export interface Asked {
	/** Empty asks for all profiles. */
	profile: string;
	/** A text in users, licenses or software models. */
	find: string;
	/** A state of candidates; empty for the open ones. */
	state: string;
	/** `userLicense:SFDC`: only candidates and subscriptions of this license. */
	license: string;
	/** A kind of blocker: only open candidates that have it. */
	blocker: string;
	/** The columns that the long lists are sorted by. */
	candidatesSort: string;
	subscriptionsSort: string;
	/** Page numbers of the long lists, as they stand in the URL. */
	subscriptionsPage: string;
	candidatesPage: string;
	resultsPage: string;
	personsPage: string;
	/** The list that is asked for as a CSV file; empty for the page. */
	export: string;
}

export type AskedPage = 'subscriptionsPage' | 'candidatesPage' | 'resultsPage' | 'personsPage';

export const EXPORTS = [
	'candidates',
	'subscriptions',
	'jobs',
	'licenses',
	'trend',
	'consumption',
	'profiles',
	'persons',
] as const;
export type Export = (typeof EXPORTS)[number];
export const isExport = (asked: string): asked is Export =>
	(EXPORTS as readonly string[]).includes(asked);

/** Where links of the page lead, and when the jobs run next. */
export interface RecordSettings {
	asked: Asked;
	/** The base of the forms; empty where the page has no buttons. */
	forms: string;
	/** ID of the workflow whose executions are the jobs; empty where it is not known. */
	jobWorkflow: string;
	/** ISO-8601; empty where it is not known. */
	nextRun: string;
}

/** `?profile=Acme&find=x`, without what is empty. */
export function query(values: Readonly<Record<string, string | number>>): string {
	const given = Object.entries(values).filter(([, value]) => value !== '');
	return `?${given.map(([name, value]) => `${name}=${encodeURIComponent(value)}`).join('&')}`;
}

/** The same page with other values. Another search or another state begins at the first page of its list. */
export const linkTo = (
	{ profile, find, state, license, blocker, candidatesSort, subscriptionsSort }: Asked,
	values: Readonly<Record<string, string | number>> = {},
): string =>
	query({
		...{ profile, find, state, license, blocker, candidatesSort, subscriptionsSort },
		...values,
	});

/** Closed candidates have no blockers any more. */
export const blockerOf = ({ blocker, state }: Pick<Asked, 'blocker' | 'state'>): string =>
	state.startsWith('Closed') ? '' : blocker;

/** A workflow or an execution in the editor of the same n8n; empty where that is not known. */
export function editorLink({ forms }: Pick<RecordSettings, 'forms'>, ...path: string[]): string {
	const isKnown = /\/form$/.test(forms) && path.every((part) => /^[\w-]+$/.test(part));
	return isKnown ? `${forms.replace(/\/form$/, '')}/workflow/${path.join('/executions/')}` : '';
}

export interface WebPage {
	/** Of HTTP. */
	status: number;
	/** A page, or a CSV file. */
	body: string;
	contentType: string;
	/** For a file that browsers save; empty for a page. */
	fileName: string;
}

export const webPage = (status: number, html: string): WebPage => ({
	...{ status, body: html, contentType: 'text/html; charset=utf-8', fileName: '' },
});
