import type { CandidateRow } from '../candidateRow';
import { isObject } from '../record';

/** What depends on the user of a candidate, for the people who decide about it. */

export interface Blocker {
	/** What is in the way, and whether Salesforce would refuse. */
	says: string;
	/** The cure; empty if none is known. */
	fix: string;
}

/** What Salesforce would refuse comes first. */
export function blockersOf({ candidate }: CandidateRow): Blocker[] {
	const blockers: unknown = candidate?.blockers;
	if (!Array.isArray(blockers)) return [];
	const found = blockers.filter(isObject);
	const refusing = found.filter(({ effect }) => effect === 'refuses');
	return [...refusing, ...found.filter(({ effect }) => effect !== 'refuses')].map(
		({ effect, text, fix }) => ({
			says: `${effect === 'refuses' ? 'Salesforce would refuse. ' : ''}${typeof text === 'string' ? text : 'Something depends on this user.'}`,
			fix: typeof fix === 'string' ? fix : '',
		}),
	);
}
