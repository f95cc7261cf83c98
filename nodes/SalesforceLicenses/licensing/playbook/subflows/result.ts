/** What a subflow gives back to the playbook: one item, whatever its nodes returned. */

type Json = Readonly<Record<string, unknown>>;

export const READS = [
	'access',
	'subscriptions',
	'licenses',
	'candidates',
	'preview',
	'profiles',
	'consumption',
	'takenAgain',
] as const;
export const WRITES = ['reclaim', 'restore'] as const;
export type SubflowTask = (typeof READS)[number] | (typeof WRITES)[number];

export interface SubflowResult {
	status: 'success' | 'failure';
	/** Empty where everything worked. */
	errorMessage: string;
	counts: Record<string, number>;
	/** For the task *subscriptions*, how many are in the file. */
	rows: readonly Json[] | number;
	[more: string]: unknown;
}

/** Error titles have no period at the end, and another sentence follows them. */
const sentence = (text: string) => text.replace(/([^.!?])$/, '$1.');

function errorOf({ error, description }: Json): string {
	const message =
		typeof error === 'object' && error !== null ? (error as { message?: unknown }).message : error;
	return [message, description]
		.filter((text): text is string => typeof text === 'string' && text !== '')
		.map(sentence)
		.join(' ');
}

/** An outcome may have an error of its own; an item with nothing but an error means that the node failed. */
const isFailure = (item: Json) => item.error !== undefined && item.outcome === undefined;

/**
 * `items` are what the node of the task returned; `summary` is the item of its output Summary, and `organization`
 * what Organization > Get returned, for the task *access*.
 */
export function subflowResult(
	task: SubflowTask,
	items: readonly Json[],
	{ summary, organization }: { summary: Json; organization: Json },
): SubflowResult {
	// Without rows, a node returns one empty item, so that the next one still runs.
	const given = items.filter((item) => Object.keys(item).length > 0);
	const failures = given.filter(isFailure);
	const errorMessage = [...new Set(failures.map(errorOf))].join(' ');
	const status = failures.length > 0 ? 'failure' : 'success';
	if (isWrite(task)) return written(status, errorMessage, given);
	if (status === 'failure') {
		return {
			status,
			errorMessage: errorMessage || NO_REASON,
			counts: { rows: 0 },
			rows: [],
		};
	}
	if (task === 'subscriptions') return ofFile(given);
	const rows = rowsOf(task, given, summary);
	return {
		...{ readKinds: [], unreadKinds: [], isComplete: false, warnings: [] },
		...summary,
		...{ status, errorMessage, counts: { rows: rows.length }, rows },
		...(task === 'access' ? { organization } : {}),
	};
}

/** Of a preview only the figures: nobody has been made a candidate yet. */
function rowsOf(task: SubflowTask, given: readonly Json[], summary: Json): readonly Json[] {
	if (task === 'preview') return Object.keys(summary).length === 0 ? [] : [summary];
	if (task !== 'profiles') return given;
	return given.flatMap(({ profiles }) => (Array.isArray(profiles) ? (profiles as Json[]) : []));
}

const NO_REASON = 'The node failed and gave no reason. Open the execution of the subflow.';

const isWrite = (task: SubflowTask): task is (typeof WRITES)[number] =>
	WRITES.some((write) => write === task);

function written(
	status: SubflowResult['status'],
	errorMessage: string,
	given: readonly Json[],
): SubflowResult {
	const rows = given.filter((item) => !isFailure(item));
	const counts: Record<string, number> = { rows: rows.length };
	for (const { outcome } of rows) {
		if (typeof outcome === 'string') counts[outcome] = (counts[outcome] ?? 0) + 1;
	}
	const said = status === 'failure' ? errorMessage || NO_REASON : '';
	return { status, errorMessage: said, counts, rows };
}

/** The subscriptions are a file: only its summary passes through the workflows. */
function ofFile([summary]: readonly Json[]): SubflowResult {
	if (summary === undefined || typeof summary.rows !== 'number') {
		return {
			status: 'failure',
			errorMessage:
				'The node returned no file of subscriptions. Set Output to File in the node Subscriptions.',
			counts: { rows: 0 },
			rows: [],
		};
	}
	const { rows } = summary;
	return {
		...summary,
		rows,
		status: 'success',
		errorMessage: '',
		counts: { rows },
	};
}
