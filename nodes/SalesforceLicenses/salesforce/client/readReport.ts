import type { LicenseKind } from '../../licensing/model/licenses';

/** Something that a run could not read. */
export interface LeftOut {
	/** What it is, in words, with the Salesforce object. */
	what: string;
	/** Salesforce's own code and text. */
	reason: string;
}

/**
 * What a run could not read, and why. Both the hints above the output and the Summary are made from it, so
 * that no part of a workflow has to guess whether a result is complete.
 */
export class ReadReport {
	private readonly said = new Set<string>();
	private readonly partial = new Map<LicenseKind, string>();
	readonly leftOut: LeftOut[] = [];

	/** A sentence for people. It does not affect completeness. */
	warn(message: string): void {
		this.said.add(message);
	}

	/** Something besides the license kinds, such as an activity signal. */
	leaveOut(what: string, reason: string, message: string): void {
		this.warn(message);
		if (!this.leftOut.some((one) => one.what === what)) this.leftOut.push({ what, reason });
	}

	/** Some or all holders of this kind are missing. The first reason is kept. */
	leaveOutKind(kind: LicenseKind, reason: string): void {
		if (!this.partial.has(kind)) this.partial.set(kind, reason);
	}

	get warnings(): string[] {
		return [...this.said];
	}

	/** The kinds that were read completely. */
	get unreadKinds(): Array<{ licenseKind: LicenseKind; reason: string }> {
		return [...this.partial].map(([licenseKind, reason]) => ({ licenseKind, reason }));
	}
}
