/** What a job of the Bulk API 2.0 is, whether it queries or ingests. */
export interface BulkJob {
	id: string;
	operation: string;
	object: string;
	createdById: string;
	createdDate: string;
	state: string;
	version: string;
}

export interface CsvForm {
	lineEnding: string;
	columnDelimiter: string;
}

/** Bulk API 2.0 Developer Guide, "Get Information About a Job" and "Get Information About a Query Job". */
export function describeJob(job: BulkJob, { lineEnding, columnDelimiter }: CsvForm) {
	const { id, operation, object, createdById, createdDate, state, version } = job;
	return {
		id,
		operation,
		object,
		createdById,
		createdDate,
		systemModstamp: createdDate,
		state,
		concurrencyMode: 'Parallel',
		contentType: 'CSV',
		apiVersion: Number(version),
		lineEnding,
		columnDelimiter,
	};
}
