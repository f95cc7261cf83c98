import type { AssignedKind } from '../../licensing/model/licenses';
import { ASSIGNED_KINDS, isAssigned, KIND_NAMES } from '../../licensing/model/licenses';
import { hashOfText } from '../../licensing/watching/element';
import type { Memory, PartName } from '../../licensing/watching/memory';
import type { SalesforceClient } from '../client/client';
import { SalesforceError } from '../client/errors';
import { runQueries, type QueryRow } from '../query/compositeQueries';
import { parseRows } from '../query/rowReader';
import { ASSIGNMENT_OBJECTS } from '../schema/assignmentObjects';
import { countRecord } from '../schema/watching';
import { readPart } from './isolate';
import {
	assignmentMark,
	frozenMark,
	HISTOGRAM_DAYS,
	inactiveCount,
	loginDays,
	userMark,
	usersByFeature,
	usersByProfile,
	usersSince,
} from './queries';

/** The results of cheap queries. The same results as before mean that nothing changed. */
export interface Mark {
	/** How many records there are. */
	n: number;
	/** The newest of the org's own times among them; '' if there is none. */
	newest: string;
	/** The complete result as one text. */
	text: string;
	/** For users: a hash of how they are distributed. */
	shape?: string;
}

export interface Marks extends Partial<Record<AssignedKind, Mark | null>> {
	users?: Mark | null;
	frozen?: Mark | null;
	activity?: ActivityMark | null;
}

export interface ActivityMark {
	/** The members of the set at the last cutoff that are still in it. */
	stillIn: number;
	/** The members at today's cutoff. */
	n: number;
	/** The members that were changed since then, by anything but a login. */
	changed: number;
	/** A hash of the days on which people last logged in. */
	days: string;
}

interface Question {
	part: keyof Marks;
	statements: string[];
	/** From this statement on, a refused query is only left out of the mark. */
	optionalFrom?: number;
	toMark: (answers: QueryRow[][]) => Mark | ActivityMark;
}

const one = (rows: QueryRow[]) =>
	parseRows(rows, countRecord, 'a count')[0] ?? { n: 0, newest: null };

/** Two hashes of 24 bits, one of them of the reversed texts, make 48. */
function hashOfRows(rows: QueryRow[]): string {
	const texts = rows.map((row) => JSON.stringify({ ...row, attributes: null })).sort();
	return [texts, [...texts].reverse()]
		.map((list) => hashOfText(list.join()).toString(36))
		.join('.');
}

function userQuestion(lastNewest: string | undefined, features: readonly string[]): Question {
	const since = lastNewest ? [usersSince(lastNewest)] : [];
	return {
		part: 'users',
		statements: [
			userMark,
			...since,
			usersByProfile,
			...(features.length === 0 ? [] : [usersByFeature(features)]),
		],
		optionalFrom: 1 + since.length,
		toMark: ([all, ...more]) => {
			const { n, newest } = one(all);
			const ties = since.length === 0 ? '' : String(one(more[0]).n);
			const shape = more.slice(since.length).map(hashOfRows).join('.');
			return { n, newest: newest ?? '', shape, text: [n, newest ?? '', ties, shape].join('|') };
		},
	};
}

function assignmentQuestion(kind: AssignedKind): Question {
	return {
		part: kind,
		statements: [assignmentMark(kind)],
		toMark: ([rows]) => {
			const groups = rows.map((row) => one([row]));
			const newest =
				groups
					.map((group) => group.newest ?? '')
					.sort()
					.at(-1) ?? '';
			const n = groups.reduce((sum, group) => sum + group.n, 0);
			return { n, newest, text: `${n}|${newest}|${hashOfRows(rows)}` };
		},
	};
}

function activityQuestion(
	last: { cutoff: string; newest: string } | undefined,
	cutoff: string,
	now: Date,
): Question {
	const today = Math.floor(now.getTime() / DAY_MS);
	const histogram = loginDays(new Date((today - HISTOGRAM_DAYS) * DAY_MS));
	const counts =
		last === undefined || last.newest === ''
			? []
			: [
					inactiveCount(last.cutoff),
					inactiveCount(cutoff),
					inactiveCount(last.cutoff, last.newest),
				];
	return {
		part: 'activity',
		statements: [...counts, histogram],
		optionalFrom: counts.length,
		toMark: (answers) => {
			const [stillIn, n, changed] = answers.slice(0, counts.length).map((rows) => one(rows).n);
			const days = hashOfRows(answers.at(-1) ?? []);
			return { stillIn: stillIn ?? 0, n: n ?? 0, changed: changed ?? 0, days };
		},
	};
}

const DAY_MS = 24 * 60 * 60 * 1000;

const WHAT: Readonly<Record<Exclude<keyof Marks, AssignedKind>, string>> = {
	users: 'Changes of users (User)',
	frozen: 'Changes of frozen users (UserLogin; needs the permission "Manage Users")',
	activity: 'Changes of inactive users (User.LastLoginDate)',
};

const whatOf = (part: keyof Marks): string =>
	isAssigned(part)
		? `Changes of ${KIND_NAMES[part]}s (${ASSIGNMENT_OBJECTS[part].object})`
		: WHAT[part];

/** Two or three calls for all of them, at any size of the org. A mark that cannot be read is null. */
export async function readMarks(
	client: SalesforceClient,
	parts: ReadonlySet<PartName>,
	memory: Memory,
	{ cutoff, now, features }: { cutoff: string; now: Date; features: readonly string[] },
): Promise<Marks> {
	const lastUsers = userMarkOf(memory);
	const { activity } = memory.parts;
	const questions: Question[] = [];
	if (
		['userLicense', 'featureLicense', 'activity', 'inactiveHolders'].some((part) =>
			parts.has(part as PartName),
		)
	)
		questions.push(userQuestion(lastUsers?.newest, features));
	for (const kind of ASSIGNED_KINDS)
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
	if (parts.has('activity')) questions.push(activityQuestion(activity, cutoff, now));

	const answers = await runQueries(
		client,
		questions.flatMap(({ statements }) => statements),
	);
	const marks: Record<string, unknown> = {};
	let start = 0;
	for (const { part, statements, optionalFrom = statements.length, toMark } of questions) {
		const given = answers
			.slice(start, start + statements.length)
			.map((answer, index) =>
				index >= optionalFrom && answer instanceof SalesforceError ? [] : answer,
			);
		start += statements.length;
		marks[part] = await readPart(client, whatOf(part), undefined, async () => {
			const refused = given.find((answer) => answer instanceof SalesforceError);
			if (refused !== undefined) throw refused;
			return await Promise.resolve(toMark(given as QueryRow[][]));
		});
	}
	return marks as Marks;
}

/** The newest timestamp of a user at the time of the memory. */
function userMarkOf({ parts }: Memory): { newest: string } | null {
	const text =
		parts.userLicense?.mark ?? parts.featureLicense?.mark ?? parts.inactiveHolders?.mark ?? null;
	return text === null ? null : { newest: text.split('|')[1] ?? '' };
}

/** How many records a mark counts, queried again: the org may have changed during the read. */
export async function recount(client: SalesforceClient, statement: string): Promise<number | null> {
	const [rows] = await runQueries(client, [statement]);
	if (rows instanceof SalesforceError) return null;
	return rows.reduce((sum, row) => sum + one([row]).n, 0);
}
