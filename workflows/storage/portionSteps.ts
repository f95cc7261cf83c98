import type { NodeOnCanvas } from '../kit/canvas';
import { PORTION_ID } from '../kit/ids';
import { call, ifTrue, inputs, raw } from '../kit/nodes';
import { DOWNLOAD, NAME, PROFILE } from '../kit/profileInput';
import type { At } from '../subflows/calls';
import { callDownload } from '../subflows/calls';
import { readRows } from './calls';

/** What the portions of a refresh have in common, wherever the rows are stored. */

export const PORTION_INPUTS = {
	profile: 'object',
	afterUserId: 'string',
	softwareModels: 'string',
	/** How many subscriptions the org has, by its own count of used licenses. */
	expected: 'number',
} as const;

export function callPortion(at: At, values: Record<keyof typeof PORTION_INPUTS, string>) {
	const typed = Object.entries(PORTION_INPUTS).map(([name, type]) => [
		name,
		[type, values[name as keyof typeof PORTION_INPUTS]],
	]);
	return call(at, PORTION_ID, Object.fromEntries(typed), { onError: 'continueRegularOutput' });
}

/** The strictest rule decides from when on a snapshot counts a subscription as stale. */
const INACTIVE_DAYS = `={{ Math.min(...(${PROFILE}.rules?.length ? ${PROFILE}.rules : [{}]).map((rule) => rule.inactiveDays ?? 60)) }}`;

const downloaded = "$('Download').first().json";

/** From the call to the point where the rows are there and may be stored. */
export function beforeStoring(users: number): Record<string, NodeOnCanvas> {
	return {
		Inputs: inputs([0, 0], PORTION_INPUTS),
		Download: callDownload([2, 0], DOWNLOAD, 'subscriptions', {
			softwareModels: "={{ $('Inputs').first().json.softwareModels }}",
			afterUserId: "={{ $('Inputs').first().json.afterUserId }}",
			users: `={{ ${users} }}`,
			inactiveFromDays: INACTIVE_DAYS,
		}),
		'Downloaded?': ifTrue([3, 0], `={{ $json.status === 'success' && ${GETS_ON} }}`),
		'Not Downloaded': raw([4, 1], `={{ { status: 'failure', errorMessage: ${NOT_DOWNLOADED} } }}`),
		'Read Profile Again': readRows([4, 0], 'salesforce_profiles', 'displayName', NAME),
		'Profile Still There?': ifTrue([5, 0], '={{ $json.count > 0 }}'),
		'Profile Deleted': raw(
			[6, 1],
			"={{ { status: 'failure', errorMessage: 'The profile was deleted while the job ran, so nothing was stored.' } }}",
		),
	};
}

/** A subflow of one's own may not know portions: it would return the same users for ever. */
export const GETS_ON =
	"(!$json.resumeAfter || $json.resumeAfter > $('Inputs').first().json.afterUserId)";

/** A subflow that returns something else has read nothing. */
const NOT_DOWNLOADED = `[$json.errorMessage || $json.error?.message || $json.error || ($json.status === 'success' ? 'The download subflow returned the same users again: it has to start after the user in afterUserId.' : 'The download subflow returned no answer.'), /not active|not find|does not exist/i.test(JSON.stringify($json.error ?? '')) ? 'Check that the subflow named in the profile exists, has a credential and is published.' : ''].join(' ').trim()`;

/** The answer of a portion: a small summary and the cursor. */
export function portionResult(at: At, counts: string): NodeOnCanvas {
	return {
		...raw(
			at,
			`={{ (({ orgId, resumeAfter, readKinds, unreadKinds, leftOut, warnings, calls, subscriptions, licenses }) => ({ status: 'success', errorMessage: '', orgId, resumeAfter, readKinds, unreadKinds, leftOut, warnings, calls, subscriptions, licenses, ...(${counts}) }))(${downloaded}) }}`,
		),
		settings: { executeOnce: true },
	};
}
