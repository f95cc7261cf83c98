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
	facts: Array<[name: string, value: string]>;
	sections: MessageSection[];
	/** A sentence for the end; empty where there is none. */
	note: string;
	/** How the money comes about, in one sentence. */
	footnote: string;
	/** Where the button leads; empty where there is none. */
	recordPage: string;
}

export interface MessageSection {
	title: string;
	/** What it is, why, and what it is worth. */
	rows: Array<[what: string, why: string, worth: string]>;
}
