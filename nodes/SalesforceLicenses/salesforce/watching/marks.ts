import { hashOfText } from '../../licensing/watching/element';
import type { Memory, PartName } from '../../licensing/watching/memory';
import type { SalesforceClient } from '../client/client';
import { SalesforceError } from '../client/errors';
import { runQueries, type QueryRow } from '../query/compositeQueries';
import { parseRows } from '../query/rowReader';
import { countRecord } from '../schema/watching';
import { readPart } from './isolate';
import type { AssignedKind } from './queries';
import { assignmentMarks, frozenMark, inactiveCount, userMark, usersSince } from './queries';

/** What the org answers to cheap questions. The same answers as before mean that nothing changed. */
export interface Mark {
	/** How many records there are. */
	n: number;
	/** The newest of the org's own times among them, '' where there is none. */
	newest: string;
	/** The whole answer in one text. */
	text: string;
}

export interface Marks {
	users?: Mark | null;
	permissionSetLicense?: Mark | null;
	packageLicense?: Mark | null;
	frozen?: Mark | null;
	activity?: ActivityMark | null;
}

export interface ActivityMark {
	/** Who was in the set by the last cutoff and still is. */
	stillIn: number;
	/** Who is in it by the cutoff of today. */
	n: number;
	/** Who is in it and was changed since, otherwise than by a login. */
	changed: number;
}

interface Question {
	part: keyof Marks;
	statements: string[];
	toMark: (answers: QueryRow[][]) => Mark | ActivityMark;
}

const one = (rows: QueryRow[]) =>
	parseRows(rows, countRecord, 'a count')[0] ?? { n: 0, newest: null };

function userQuestion(lastNewest: string | undefined): Question {
	return {
		part: 'users',
		statements: [userMark, ...(lastNewest ? [usersSince(lastNewest)] : [])],
		toMark: ([all, since]) => {
			const { n, newest } = one(all);
			const ties = since === undefined ? '' : String(one(since).n);
			return { n, newest: newest ?? '', text: `${n}|${newest ?? ''}|${ties}` };
		},
	};
}

function assignmentQuestion(kind: AssignedKind): Question {
	return {
		part: kind,
		statements: [assignmentMarks[kind]],
		toMark: ([rows]) => {
			const groups = rows
				.map((row) => ({ license: String(row.license), ...one([row]) }))
				.sort((a, b) => (a.license < b.license ? -1 : 1));
			const newest =
				groups
					.map((group) => group.newest ?? '')
					.sort()
					.at(-1) ?? '';
			const n = groups.reduce((sum, group) => sum + group.n, 0);
			const texts = groups.map((group) => `${group.license}:${group.n}:${group.newest}`);
			// Two hashes of 24 bits, one of the text turned round, are 48.
			const turned = [...texts].reverse();
			const hash = [texts, turned].map((list) => hashOfText(list.join()).toString(36)).join('.');
			return { n, newest, text: `${n}|${newest}|${hash}` };
		},
	};
}

function activityQuestion(last: { cutoff: string; newest: string }, cutoff: string): Question {
	return {
		part: 'activity',
		statements: [
			inactiveCount(last.cutoff),
			inactiveCount(cutoff),
			inactiveCount(last.cutoff, last.newest),
		],
		toMark: ([still, now, changed]) => ({
			stillIn: one(still).n,
			n: one(now).n,
			changed: one(changed).n,
		}),
	};
}

const WHAT: Readonly<Record<keyof Marks, string>> = {
	users: 'Changes of users (User)',
	permissionSetLicense: 'Changes of permission set licenses (PermissionSetLicenseAssign)',
	packageLicense: 'Changes of package licenses (UserPackageLicense)',
	frozen: 'Changes of frozen users (UserLogin; needs the permission "Manage Users")',
	activity: 'Changes of inactive users (User.LastLoginDate)',
};

/** Two or three calls for all of them, at any size of the org. A mark that cannot be read is null. */
export async function readMarks(
	client: SalesforceClient,
	parts: ReadonlySet<PartName>,
	memory: Memory,
	cutoff: string,
): Promise<Marks> {
	const lastUsers = userMarkOf(memory);
	const { activity } = memory.parts;
	const questions: Question[] = [];
	if (
		['userLicense', 'featureLicense', 'activity', 'inactiveHolders'].some((part) =>
			parts.has(part as PartName),
		)
	)
		questions.push(userQuestion(lastUsers?.newest));
	for (const kind of ['permissionSetLicense', 'packageLicense'] as const)
		if (parts.has(kind) || parts.has('inactiveHolders')) questions.push(assignmentQuestion(kind));
	if (parts.has('frozen'))
		questions.push({
			part: 'frozen',
			statements: [frozenMark],
			toMark: ([rows]) => {
				const { n, newest } = one(rows);
				return { n, newest: newest ?? '', text: `${n}|${newest ?? ''}` };
			},
		});
	if (parts.has('activity') && activity !== undefined && activity.newest !== '')
		questions.push(activityQuestion(activity, cutoff));

	const answers = await runQueries(
		client,
		questions.flatMap(({ statements }) => statements),
	);
	const marks: Record<string, unknown> = {};
	let start = 0;
	for (const { part, statements, toMark } of questions) {
		const given = answers.slice(start, start + statements.length);
		start += statements.length;
		marks[part] = await readPart(client, WHAT[part], undefined, async () => {
			const refused = given.find((answer) => answer instanceof SalesforceError);
			if (refused !== undefined) throw refused;
			return await Promise.resolve(toMark(given as QueryRow[][]));
		});
	}
	return marks as Marks;
}

/** The newest stamp of a user that the memory was made with. */
function userMarkOf({ parts }: Memory): { newest: string } | null {
	const text =
		parts.userLicense?.mark ?? parts.featureLicense?.mark ?? parts.activity?.mark ?? null;
	return text === null ? null : { newest: text.split('|')[1] ?? '' };
}

/** The total of a mark, asked again: the org may have changed while it was read. */
export async function recount(
	client: SalesforceClient,
	part: 'users' | AssignedKind,
): Promise<number | null> {
	const { statements, toMark } =
		part === 'users' ? userQuestion(undefined) : assignmentQuestion(part);
	const [rows] = await runQueries(client, statements);
	return rows instanceof SalesforceError ? null : (toMark([rows]) as Mark).n;
}
