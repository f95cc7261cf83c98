import { formatCount, plural } from '../model/plural';
import { isObject } from '../playbook/record';
import { day } from '../report/words';
import { plainText } from './listing';
import type { Decided } from './review';

/** What the last page says about what was done. */

const SAYS: Readonly<Record<string, string>> = {
	asked: 'asked: each person has a message',
	Ready: 'planned (dry run): nothing was changed',
	'Closed Complete': 'reclaimed',
	'Awaiting Revocation': 'frozen until the grace period is over',
	'Closed Canceled': 'skipped because the license was used again',
	'Attention Required': 'not reclaimed: the record page shows why',
};

export interface Said {
	title: string;
	text: string;
}

export function resultOf(
	{ decision, until }: Pick<Decided, 'decision' | 'until'>,
	results: Readonly<Record<string, unknown>>,
): Said {
	const { done, problems } = partsOf(decision, until, results);
	const text = [...done, ...new Set(problems)].filter((part) => part !== '').join(' ');
	return {
		title:
			problems.some((part) => part !== '') || done.length === 0 ? 'Finished with errors' : 'Done',
		text: plainText(text) || 'Nothing was changed.',
	};
}

interface Parts {
	done: string[];
	problems: string[];
}

function partsOf(
	decision: Decided['decision'],
	until: string,
	results: Readonly<Record<string, unknown>>,
): Parts {
	if (decision === 'giveBack') return givenBack(results);
	if (decision === 'reclaim') return reclaimed(results);
	if (decision === '') return { done: [], problems: [] };
	const stored = storedOf(results, decision, until);
	if (decision !== 'ask' || stored.done.length === 0) return stored;
	const { done, problems } = reclaimed(results);
	return { done, problems: [...stored.problems, ...problems] };
}

/** Of the rows that were stored: how many, or why not. */
function storedOf(
	{ stored, storeError }: Readonly<Record<string, unknown>>,
	decision: Exclude<Decided['decision'], 'reclaim' | 'giveBack' | ''>,
	until: string,
): Parts {
	const count = typeof stored === 'number' && Number.isFinite(stored) ? stored : 0;
	if (count === 0) {
		const why = sentence(isObject(storeError) ? storeError.message : storeError);
		return {
			done: [],
			problems: [
				`The decision could not be stored${why === '' ? '' : `: ${why}`}. Nothing was changed in Salesforce. Try again.`,
			],
		};
	}
	const seats = plural(count, 'candidate');
	const says = {
		ask: `${seats} to be asked about.`,
		keep: `${seats} kept until ${day(until)}.`,
		exclude: `${seats} excluded for good.`,
		release: `${seats} not kept anymore. If the licenses are still unused, the next run of Identify finds them again.`,
	};
	return { done: [says[decision]], problems: [] };
}

const sentence = (value: unknown): string => (typeof value === 'string' ? value.trim() : '');

/** Of the job: its status, its counts and its error. */
function reclaimed({
	status,
	errorMessage,
	error,
	counts,
}: Readonly<Record<string, unknown>>): Parts {
	const done = Object.entries(isObject(counts) ? counts : {}).flatMap(([name, count]) =>
		Object.hasOwn(SAYS, name) && typeof count === 'number' && count > 0
			? [`${formatCount(count)} ${SAYS[name]}.`]
			: [],
	);
	const why = sentence(errorMessage) || sentence(isObject(error) ? error.message : error);
	if (status === 'success')
		return {
			done: done.length === 0 ? [why || 'Nothing was changed.'] : [...done, why],
			problems: [],
		};
	return {
		done,
		problems: [
			why || 'The job returned no answer. The record page shows the candidates as they are.',
		],
	};
}

/** Of Restore: the candidates as they were written, those left unchanged, and why it failed as a whole. */
function givenBack({ written, unchanged, failure }: Readonly<Record<string, unknown>>): Parts {
	const rows = (list: unknown) =>
		(Array.isArray(list) ? (list as unknown[]) : [])
			.filter(isObject)
			.filter((row) => sentence(row.candidateKey) !== '');
	const given = rows(written).filter(({ state }) => state === 'Closed Skipped');
	const left = rows(written).filter(({ state }) => state !== 'Closed Skipped');
	return {
		done: given.length === 0 ? [] : [`${plural(given.length, 'seat')} given back.`],
		problems: [
			sentence(failure),
			...left.map(({ reason }) => sentence(reason) || 'Not given back: the record page shows why.'),
			...rows(unchanged).map(({ unchangedBecause }) => sentence(unchangedBecause)),
		],
	};
}
