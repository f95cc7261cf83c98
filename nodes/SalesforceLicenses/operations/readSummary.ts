import type { IDataObject, INodeExecutionData } from 'n8n-workflow';
import type { LicenseKind } from '../licensing/model/licenses';
import { LICENSE_KINDS } from '../licensing/model/licenses';
import type { SalesforceClient } from '../salesforce/client/client';

/** What became of a read, for one input item. */
export interface ReadResult {
	client: SalesforceClient;
	orgId: string;
	/** The kinds that were asked for. */
	kinds: readonly LicenseKind[];
	/** Items, or rows of the file. */
	rows: number;
	/** Milliseconds since 1970. */
	started: number;
	/** Whether rows were left behind by a limit. */
	isCut: boolean;
	/** The last user all of whose rows are there, where the run stopped early. */
	resumeAfter: string | null;
}

/**
 * The Summary: what was read, what was not and why, and whether the result is complete. The keys are
 * fixed; what an operation adds comes after them. A kind of which rows may be missing is unread: a row
 * of it that is not there may still exist in the org. Where `resumeAfter` is set, all of this is true
 * of the users up to that one.
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
		seconds: (Date.now() - started) / 1000,
	};
}

/** With "Continue on Fail": nothing was read for this input item, and so nothing may be concluded from it. */
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
