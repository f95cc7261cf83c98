/** What a mail and a Slack message say, whatever the report is about. */
export interface Message {
	title: string;
	orgNames: string[];
	/** The one thing that matters. */
	headline: string;
	/** The same for the subject of a mail, with counts. */
	subject: string;
	subline: string;
	warnings: string[];
	/** The most important first: a mail shows the first ones as tiles. */
	figures: Figure[];
	sections: MessageSection[];
	/** A sentence for the end; empty where there is none. */
	note: string;
	/** How the money comes about, in one sentence. */
	footnote: string;
	/** Where the button leads; empty where there is none. */
	recordPage: string;
}

export interface Figure {
	name: string;
	value: string;
	/** By how much it has changed, and since when; empty where that is not known. */
	change: string;
}

/** `57 (+7 in 7 days)`. */
export const figureText = ({ value, change }: Figure): string =>
	change === '' ? value : `${value} (${change})`;

export interface MessageSection {
	title: string;
	/** What it is, why, and what it is worth. */
	rows: Array<[what: string, why: string, worth: string]>;
}
