import { FORM_PROCESSES, labelOf } from './labels';

/** What a subflow of the playbook answered, whatever it was. An answer that says nothing is a failure. */
export interface SubflowAnswer {
	isSuccess: boolean;
	error: string;
	rows: ReadonlyArray<Readonly<Record<string, unknown>>>;
	organization: Readonly<Record<string, unknown>>;
}

const isObject = (value: unknown): value is Record<string, unknown> =>
	typeof value === 'object' && value !== null && !Array.isArray(value);
const objects = (value: unknown) => (Array.isArray(value) ? value.filter(isObject) : []);
const textOf = (value: unknown) => (typeof value === 'string' ? value : '');

export function subflowAnswer(given: unknown): SubflowAnswer {
	const answer = isObject(given) ? given : {};
	const organization = isObject(answer.organization) ? answer.organization : {};
	if (answer.status === 'success') {
		return { isSuccess: true, error: '', rows: objects(answer.rows), organization };
	}
	const error = isObject(answer.error) ? answer.error.message : answer.error;
	const text =
		[answer.errorMessage, error].map(textOf).find((one) => one !== '') ??
		'The subflow returned no answer.';
	const hint = /not active|not find|does not exist/i.test(text)
		? ' Check that the subflow named in the profile exists, has a credential and is published.'
		: '';
	return { isSuccess: false, error: `${text}${hint}`, rows: [], organization: {} };
}

/** Rows of Check Access: one process each. */
interface AccessRow {
	process: string;
	isOk: boolean;
	missing: string[];
	checks: ReadonlyArray<Readonly<Record<string, unknown>>>;
}

export interface Access {
	errors: string[];
	rows: AccessRow[];
	orgId: string;
	orgName: string;
	connectedUsername: string;
}

/** The permissions that the subflows report for their credentials. A subflow that did not answer has failed. */
export function accessOf(
	tests: { download: SubflowAnswer; reclaim: SubflowAnswer | null },
	withReclaim: boolean,
): Access {
	const { download } = tests;
	const reclaim = withReclaim ? (tests.reclaim ?? subflowAnswer(undefined)) : null;
	const errors: string[] = [];
	if (!download.isSuccess) errors.push(`Download subflow: ${download.error}`);
	if (reclaim?.isSuccess === false) errors.push(`Reclaim subflow: ${reclaim.error}`);
	const read = download.rows.filter(({ process }) => process !== 'reclaim');
	const write = (reclaim?.rows ?? []).filter(({ process }) => process === 'reclaim');
	const orgs = new Set(
		[...download.rows, ...(reclaim?.rows ?? [])].map(({ orgId }) => textOf(orgId)),
	);
	if (orgs.size > 1) {
		errors.push(
			`The two subflows are connected to different orgs: ${[...orgs].join(' and ')}. Select credentials of the same org in both.`,
		);
	}
	const { orgId, name, connectedUsername } = download.organization;
	if (errors.length === 0 && (textOf(orgId) === '' || read.length === 0)) {
		errors.push('The download subflow did not say which org it is connected to. Import it again.');
	}
	if (errors.length === 0 && reclaim !== null && write.length === 0) {
		errors.push('The reclaim subflow did not report its permissions. Import it again.');
	}
	return {
		errors,
		rows: [...read, ...write].map((row) => ({
			process: textOf(row.process),
			isOk: row.status === 'ok',
			missing: Array.isArray(row.missingPermissions)
				? row.missingPermissions.map(textOf).filter((one) => one !== '')
				: [],
			checks: objects(row.checks),
		})),
		orgId: textOf(orgId),
		orgName: textOf(name),
		connectedUsername: textOf(connectedUsername),
	};
}

/** The jobs do not read usage (consumption), so a profile can be published without that permission. */
export const neededFor = ({ rows }: Access, withReclaim: boolean): AccessRow[] =>
	rows.filter(
		({ process, isOk }) =>
			!isOk &&
			(process === 'download' || process === 'activity' || (process === 'reclaim' && withReclaim)),
	);

export const processLabel = (process: string): string => labelOf(FORM_PROCESSES, process);

/** What the profile keeps of it. */
export const storedAccess = ({ rows }: Access): Array<Record<string, unknown>> =>
	rows.map(({ process, isOk, missing }) => ({
		process,
		status: isOk ? 'ok' : 'missing',
		missingPermissions: missing,
	}));
