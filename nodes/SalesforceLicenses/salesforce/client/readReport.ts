import type { LicenseKind } from '../../licensing/model/licenses';

/** Something that a run wanted to read and could not. */
export interface LeftOut {
	/** The thing in words, with the Salesforce object. */
	what: string;
	/** Salesforce's own code and words. */
	reason: string;
}

/**
 * What a run could not read, and why. Both the hints above the output and the Summary are made of it,
 * so that no part of a workflow has to guess whether a result is complete.
 */
export class ReadReport {
	private readonly said = new Set<string>();
	private readonly partial = new Map<LicenseKind, string>();
	readonly leftOut: LeftOut[] = [];

	/** A sentence for people. It says nothing about completeness. */
	warn(message: string): void {
		this.said.add(message);
	}

	/** Something beside the license kinds, such as a signal of activity. */
	leaveOut(what: string, reason: string, message: string): void {
		this.warn(message);
		if (!this.leftOut.some((one) => one.what === what)) this.leftOut.push({ what, reason });
	}

	/** Holders of this kind are missing, all or some. The first reason stays. */
	leaveOutKind(kind: LicenseKind, reason: string): void {
		if (!this.partial.has(kind)) this.partial.set(kind, reason);
	}

	get warnings(): string[] {
		return [...this.said];
	}

	/** The kinds that were not read to the last row. */
	get unreadKinds(): Array<{ licenseKind: LicenseKind; reason: string }> {
		return [...this.partial].map(([licenseKind, reason]) => ({ licenseKind, reason }));
	}
}
