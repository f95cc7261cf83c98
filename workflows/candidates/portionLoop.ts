import type { NodeOnCanvas } from '../kit/canvas';
import { call, ifTrue, raw, salesforce } from '../kit/nodes';
import { NAME, PROFILE } from '../kit/profileInput';
import { clearRows, readRows, writeRows } from '../storage/calls';

/**
 * The loop of a job that works in portions of users, each a sub-execution. What each portion answered is kept until the
 * end, so that the next run continues where this one was killed.
 */

export const SO_FAR = "$('So Far').first().json";
/** What the portions answered. */
export const SUMMARIES = "$('Read Progress').first().json.rows.map(({ summary }) => summary)";

/** A run with the profile as it was before an edit is not continued. */
const IS_OF_ANOTHER_PROFILE = `!$('A Portion').isExecuted && ${SUMMARIES}.some(({ profileAt }) => profileAt !== ${PROFILE}.updatedAt)`;

/** What a portion gets besides the profile and where to begin: expressions. */
export type PortionInputs = Record<string, [type: 'string' | 'array' | 'number', value: string]>;

export function portionLoop(
	job: 'identify' | 'update',
	portionId: string,
	inputs: PortionInputs,
	/** The column of the last node of the loop. */
	lastAt: number,
): { nodes: Record<string, NodeOnCanvas>; flow: string[] } {
	const key = `={{ '${job} ' + ${PROFILE}.displayName }}`;
	return {
		nodes: {
			'Read Progress': readRows([4, 0], 'salesforce_portions', 'job', key),
			'So Far': {
				...salesforce([5, 0], {
					resource: 'subscription',
					operation: 'combine',
					profile: NAME,
					portions: '={{ $json.rows }}',
					licenses: '={{ [] }}',
					storedSnapshots: '={{ [] }}',
				}),
				settings: {},
			},
			'Start Over?': ifTrue(
				[6, 0],
				`={{ $json.startOver !== null || (${IS_OF_ANOTHER_PROFILE}) }}`,
			),
			'Already Begun?': ifTrue([7, -1], "={{ $('A Portion').isExecuted }}"),
			'Progress Unusable': raw(
				[8, -2.2],
				"={{ { errorMessage: 'The progress of this run cannot be used: ' + $json.startOver + '.' } }}",
			),
			'Clear Progress': clearRows([8, -1.2], 'salesforce_portions', 'job', key),
			'Finished?': ifTrue([7, 0], '={{ $json.isFinished }}'),
			'A Portion': {
				...call(
					[8, 0.7],
					portionId,
					{
						profile: ['object', `={{ ${PROFILE} }}`],
						afterUserId: ['string', "={{ $json.startAfterUserId ?? '' }}"],
						...inputs,
					},
					{ onError: 'continueRegularOutput' },
				),
			},
			'Portion Done?': ifTrue([9, 0.7], "={{ $json.status === 'success' }}"),
			'Write Progress': writeRows(
				[10, 0.7],
				'salesforce_portions',
				`={{ [{ job: '${job} ' + ${PROFILE}.displayName, profile: ${PROFILE}.displayName, run: ${SO_FAR}.run ?? String($execution.id), number: ${SO_FAR}.number, afterUserId: ${SO_FAR}.startAfterUserId, endedAt: new Date().toISOString(), summary: { ...$json, profileAt: ${PROFILE}.updatedAt } }] }}`,
			),
			Failed: raw(
				[10, 1.7],
				"={{ { status: 'failure', errorMessage: $json.errorMessage || $json.error?.message || $json.error || 'The portion returned no answer.', created: 0, updated: 0, removed: 0, counts: {} } }}",
			),
			'Clear Finished Progress': {
				...clearRows([lastAt, 0], 'salesforce_portions', 'job', key),
				settings: { executeOnce: true },
			},
		},
		flow: [
			'Read Progress > So Far > Start Over?',
			'Start Over?.0 > Already Begun?',
			'Already Begun?.0 > Progress Unusable > Failed',
			'Already Begun?.1 > Clear Progress > Read Progress',
			'Start Over?.1 > Finished?',
			'Finished?.1 > A Portion > Portion Done?',
			'Portion Done?.0 > Write Progress > Read Progress',
			'Portion Done?.1 > Failed',
		],
	};
}
