import type { IDataObject, INodeExecutionData } from 'n8n-workflow';
import type { LicenseKind } from '../licensing/model/licenses';
import { LICENSE_KINDS } from '../licensing/model/licenses';
import type { SalesforceClient } from '../salesforce/client/client';

/** The result of a read, for one input item. */
export interface ReadResult {
	client: SalesforceClient;
	orgId: string;
	/** The requested kinds. */
	kinds: readonly LicenseKind[];
	/** Items, or rows of the file. */
	rows: number;
	/** Milliseconds since 1970. */
	started: number;
	/** Whether a limit cut rows off. */
	isCut: boolean;
	/** The last user whose rows are complete, if the run stopped early. */
	resumeAfter: string | null;
}

/**
 * The Summary: what was read, what was not and why, and whether the result is complete. The keys are
 * fixed; keys that an operation adds come after them. A kind that may lack rows counts as unread: a
 * missing row may still exist in the org. If `resumeAfter` is set, all of this applies to the users up to
 * that one.
 */
export function summaryOf(result: ReadResult): IDataObject {
	const { client, orgId, kinds, rows, started, isCut, resumeAfter } = result;
	const { report } = client;
	const unreadKinds = report.unreadKinds.filter(({ licenseKind }) => kinds.includes(licenseKind));
	const unread = new Set(unreadKinds.map(({ licenseKind }) => licenseKind));
	const isComplete =
		unreadKinds.length === 0 && report.leftOut.length === 0 && !isCut && resumeAfter === null;
	return {
		orgId,
		isComplete,
		rows,
		readKinds: LICENSE_KINDS.filter((kind) => kinds.includes(kind) && !unread.has(kind)),
		unreadKinds: unreadKinds.map((one) => ({ ...one })),
		leftOut: report.leftOut.map((one) => ({ ...one })),
		resumeAfter,
		warnings: report.warnings,
		calls: client.calls,
		seconds: secondsSince(started),
	};
}

/** With "Continue on Fail": nothing was read for this input item, so no conclusion may be drawn from it. */
export function failedSummary(message: string, itemIndex: number): INodeExecutionData {
	return {
		json: {
			orgId: null,
			isComplete: false,
			rows: 0,
			readKinds: [],
			unreadKinds: [],
			leftOut: [],
			resumeAfter: null,
			warnings: [message],
			calls: 0,
			seconds: 0,
		},
		pairedItem: { item: itemIndex },
	};
}

/** A clock that is set back takes no time. */
export const secondsSince = (started: number): number => Math.max(0, Date.now() - started) / 1000;
