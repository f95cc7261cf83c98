/** What a person clicks: the helpers that click count it, so that no click can be forgotten. */
export class Clicks {
	readonly made: string[] = [];

	/** A click, a form that is sent, or an address that is opened. Typing is none: Tab leads from field to field. */
	add(what: string): void {
		this.made.push(what);
	}

	get count(): number {
		return this.made.length;
	}
}
