import type { Row } from './org';

/** The refusal of a row. */
export interface RowRefusal {
	code: string;
	message: string;
	fields?: string[];
}

/** For Org.rowFault: the error of this row this time, or undefined. */
export type RowFault = (
	object: string,
	id: string,
	operation: string,
	/** The present record; for a new one, its given values. */
	row: Row,
) => RowRefusal | undefined;

const UNABLE = 'UNABLE_TO_LOCK_ROW, unable to obtain exclusive access to this record';

/**
 * The ways in which Salesforce and an org's automation report that a record is temporarily locked. `{id}`
 * is the record.
 */
export const LOCKS = {
	row: {
		code: 'UNABLE_TO_LOCK_ROW',
		message: 'unable to obtain exclusive access to this record or 1 records: {id}',
	},
	trigger: {
		code: 'CANNOT_INSERT_UPDATE_ACTIVATE_ENTITY',
		message: `rollup trigger: execution of AfterUpdate caused by: System.DmlException: Update failed. First exception on row 0 with id {id}; first error: ${UNABLE}: []: []`,
	},
	flow: {
		code: 'CANNOT_EXECUTE_FLOW_TRIGGER',
		message: `We can't save this record because the “Users: count seats” process failed. Give your Salesforce admin these details. This error occurred when the flow tried to update records: ${UNABLE} or 1 records: {id}. You can look up ExceptionCode values in the SOAP API Developer Guide.`,
	},
	groupMembership: {
		code: 'UNKNOWN_EXCEPTION',
		message: 'group membership operation already in progress',
	},
	acquire: { code: 'UNKNOWN_EXCEPTION', message: 'could not acquire lock' },
} as const satisfies Record<string, RowRefusal>;

export interface FailingRows extends RowRefusal {
	object?: string;
	operation?: 'create' | 'update' | 'delete';
	/** How many rows; all of them if omitted. */
	count?: number;
	/** How often each; forever if omitted. */
	times?: number;
	/** Only these rows. */
	only?: (row: Row) => boolean;
}

/**
 * Rows that are refused with any code and text, whether or not that is true: `DUPLICATE_VALUE` for a
 * record that does not exist.
 */
export function failRows(failing: FailingRows): RowFault {
	const { code, message, fields, count = Infinity, times = Infinity } = failing;
	const failures = new Map<string, number>();
	return (object, id, operation, row) => {
		if (failing.object !== undefined && failing.object !== object) return undefined;
		if (failing.operation !== undefined && failing.operation !== operation) return undefined;
		if (failing.only?.(row) === false) return undefined;
		// A new record has no id yet, so its values identify it.
		const key = `${object}:${operation === 'create' ? JSON.stringify(row) : id}`;
		const seen = failures.get(key) ?? 0;
		if ((seen === 0 && failures.size >= count) || seen >= times) return undefined;
		failures.set(key, seen + 1);
		return { code, message: message.replaceAll('{id}', id), fields };
	};
}

/** In order: the first fault that returns an error. */
export const anyOf =
	(...faults: RowFault[]): RowFault =>
	(...asked) => {
		for (const fault of faults) {
			const refusal = fault(...asked);
			if (refusal !== undefined) return refusal;
		}
		return undefined;
	};
