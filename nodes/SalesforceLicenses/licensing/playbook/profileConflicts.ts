import type { FieldNote, IntegrationProfile, ProfileConnection } from './profile';
import { noteOn } from './profile';

/**
 * Checks that settings of a profile fit together. Fields that could not be read are missing here, and are
 * not checked.
 */

export interface Subflows {
	connection: string;
	downloadSubflow: string;
	reclaimSubflow: string;
}

/**
 * The subflows of the selected connection. `reclaims` is the answer to "Reclaim subscriptions?", null if
 * it was not asked; without known connections, the given subflows are used.
 */
export function subflowsOf(
	given: Subflows,
	reclaims: boolean | null,
	known: readonly ProfileConnection[] | null,
): { subflows: Subflows; mistakes: FieldNote[] } {
	const chosen = known?.find(({ name }) => name === given.connection);
	if (known !== null && chosen === undefined) {
		const names = known.map(({ name }) => `"${name}"`).join(', ');
		const choose = names === '' ? 'Connect an org first.' : `Choose one of ${names}.`;
		const what =
			given.connection === ''
				? 'no Salesforce org is chosen.'
				: `there is no connection "${given.connection}".`;
		return { subflows: given, mistakes: [noteOn('connection', `${what} ${choose}`)] };
	}
	const { downloadSubflow, reclaimSubflow } = chosen ?? given;
	const wanted = reclaims ?? given.reclaimSubflow !== '';
	const subflows = {
		connection: given.connection,
		downloadSubflow,
		reclaimSubflow: wanted ? reclaimSubflow : '',
	};
	if (!wanted || reclaimSubflow !== '') return { subflows, mistakes: [] };
	const which = given.connection === '' ? 'the connection' : `the connection "${given.connection}"`;
	const message = `${which} has no reclaim subflow. Set this to No, or connect the org again with a reclaim subflow.`;
	return { subflows, mistakes: [noteOn('reclaim', message)] };
}

/** Settings that contradict each other. */
export function conflictsOf(profile: Partial<IntegrationProfile>): FieldNote[] {
	const { autoReclaim, reclaimSubflow, notifyUser, daysToAnswer, prices, currency } = profile;
	const notes: FieldNote[] = [];
	if (autoReclaim === true && reclaimSubflow === '') {
		notes.push(
			noteOn(
				'autoReclaim',
				'the profile does not reclaim anything. Set this to No, or set "Reclaim subscriptions?" to Yes.',
			),
		);
	}
	if (notifyUser === true && daysToAnswer !== undefined && daysToAnswer < 1) {
		notes.push(
			noteOn(
				'daysToAnswer',
				'users who are asked need time to answer. Enter 1 or more, or set "Ask the user first?" to No.',
			),
		);
	}
	if (prices !== undefined && Object.keys(prices).length > 0 && currency === null) {
		notes.push(
			noteOn('currency', 'the prices have no currency. Enter a three-letter code such as USD.'),
		);
	}
	return notes;
}

/**
 * The profile in the form in which it replaces the stored one. The nightly jobs must not use a connection
 * that was not tested: with another connection, or with reclaim turned on, the profile is a draft until it
 * is published again.
 */
export function savedOver(
	next: IntegrationProfile,
	before: Partial<IntegrationProfile>,
): { profile: IntegrationProfile; warnings: FieldNote[] } {
	const lanes: Record<string, unknown> = { ...next.lanes, details: true };
	const isTested =
		(before.connection ?? '') === next.connection &&
		(before.downloadSubflow ?? '') === next.downloadSubflow &&
		(next.reclaimSubflow === '' || (before.reclaimSubflow ?? '') === next.reclaimSubflow);
	if (isTested) return { profile: { ...next, lanes }, warnings: [] };
	lanes.connection = false;
	if (next.status !== 'Published') return { profile: { ...next, lanes }, warnings: [] };
	return {
		profile: { ...next, status: 'Draft', lanes: { ...lanes, publish: false } },
		warnings: [
			noteOn(
				'status',
				'the connection has changed, so the profile is a draft again. Publish it again to test the connection.',
			),
		],
	};
}
