/** What the URL of the record page asks for. */
export interface Asked {
	/** Empty asks for the list of all profiles. */
	profile: string;
	/** A text in users, licenses or software models. */
	find: string;
	/** A state of candidates; empty for the open ones. */
	state: string;
	/** Page numbers of the long lists, as they stand in the URL. */
	subscriptionsPage: string;
	candidatesPage: string;
	resultsPage: string;
}

export type AskedPage = 'subscriptionsPage' | 'candidatesPage' | 'resultsPage';

/** Where links of the page lead, and when the jobs run next. */
export interface RecordSettings {
	asked: Asked;
	/** The base of the forms; empty where the page has no buttons. */
	forms: string;
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
	{ profile, find, state }: Asked,
	values: Readonly<Record<string, string | number>> = {},
): string => query({ profile, find, state, ...values });

export interface WebPage {
	/** Of HTTP. */
	status: number;
	html: string;
}
