import type { WorkflowFile } from '../kit/canvas';
import { LEAVES_NO_COPY, workflow } from '../kit/canvas';
import { IDS, PORTION_IDS } from '../kit/ids';
import { call, ifTrue, inputs, raw } from '../kit/nodes';
import { NAME, PROFILE } from '../kit/profileInput';
import { readRows } from '../storage/calls';
import { portionRows } from '../storage/portionRows.workflow';
import type { PortionInputs } from './portionLoop';
import { portionLoop, SO_FAR, SUMMARIES } from './portionLoop';
import { updateLedger } from './savingsLedger.workflow';

const KINDS = ['userLicense', 'permissionSetLicense', 'packageLicense', 'featureLicense'];

/**
 * A subscription of each kind. A kind without any stored subscription was never read, and Update closes nothing because
 * of it; nor while a refresh has stored only a part of the org.
 */
export const READ_KINDS =
	"={{ $('Read Refresh').first().json.count > 0 ? [] : $('Kinds').all().map((one) => one.json).filter((row) => row.subscriptionKey) }}";

/** What is due, and what a stopped run has begun. */
const DUE = `[...new Set([...${SUMMARIES}.flatMap(({ due }) => due), ...$('Interrupted').all().map((one) => one.json)].map(({ id }) => id))].filter((id) => id !== undefined).map((id) => ({ id }))`;

/** Savings are counted from the ledger only, so a person has to know when it could not be written. */
const LEDGER = `((error) => error ? 'The savings ledger was not updated: ' + String(error.message ?? error) : '')($('Update Ledger').first()?.json?.error)`;

const FINISHED = "$('Finish').first().json";
/** A run that ended without an answer may have written: nothing says that it did not. */
const NOT_FINISHED = `($('Finish').isExecuted && ${FINISHED}.status !== 'success' ? String(${FINISHED}.errorMessage || ${FINISHED}.error?.message || ${FINISHED}.error || 'The due candidates were not finished.') : '')`;

/** Nothing is closed because of subscriptions that were not read, so the job is not complete. */
const NOT_COMPARED =
	"($('Read Refresh').first()?.json?.count > 0 ? ['Subscriptions: a Refresh of this profile was interrupted and has stored only a part of the org. No candidate was closed because its subscription is gone; the next Refresh reads the rest.'] : [])";

const ANSWER = `={{ ((all, portions, problems, notRead) => ((states) => ({
	status: problems.length > 0 ? 'failure' : 'success',
	errorMessage: [...new Set([...problems, ...notRead])].join(' '),
	isComplete: notRead.length === 0, notRead,
	created: 0, updated: portions.reduce((sum, one) => sum + one.changed, 0), removed: 0,
	counts: { open: all.subscriptions, ...states, portions: all.number - 1, calls: portions.reduce((sum, one) => sum + (Number(one.calls) || 0), 0) }
}))(portions.reduce((sum, one) => { for (const [state, count] of Object.entries(one.states)) sum[state] = (sum[state] ?? 0) + count; return sum; }, {})))(${SO_FAR}, [...${SUMMARIES}, ...($('Finish').isExecuted && ${FINISHED}.states ? [${FINISHED}] : [])], [...${SO_FAR}.warnings, ...($('Finish').isExecuted ? ${FINISHED}.warnings ?? [] : []), ${NOT_FINISHED}, ${LEDGER}].filter(Boolean), ${NOT_COMPARED}) }}`;

/** The job "Update existing reclamation candidates". */
export function updateCandidates(): WorkflowFile {
	const handed: PortionInputs = {
		kinds: ['array', READ_KINDS],
		taken: ['number', `={{ ${SUMMARIES}.reduce((sum, one) => sum + one.taken, 0) }}`],
		finish: ['array', '={{ [] }}'],
	};
	const { nodes, flow } = portionLoop('update', PORTION_IDS.update, handed, 16);
	return workflow({
		id: IDS.update,
		name: 'Job: Update Existing Reclamation Candidates',
		nodes: {
			Inputs: inputs([0, 0], { profile: 'object' }),
			'Create Candidates': readRows([0.8, 0], 'salesforce_candidates', 'id', '0'),
			'Create Subscriptions': readRows([1.6, 0], 'salesforce_subscriptions', 'id', '0'),
			'Read Refresh': readRows(
				[2.4, 0],
				'salesforce_portions',
				'job',
				`={{ 'refresh ' + ${PROFILE}.displayName }}`,
			),
			Kinds: portionRows([3.2, 0], 'kinds', {
				rows: `${JSON.stringify(KINDS)}.map((licenseKind) => ({ profile: ${PROFILE}.displayName, licenseKind }))`,
			}),
			...nodes,
			Interrupted: portionRows([8, -0.3], 'interrupted', { profile: NAME }),
			'Any to Finish?': {
				...ifTrue([9, -0.3], `={{ ${DUE}.length > 0 }}`),
				settings: { executeOnce: true },
			},
			Finish: {
				...call(
					[10, -0.5],
					PORTION_IDS.update,
					{
						profile: ['object', `={{ ${PROFILE} }}`],
						afterUserId: ['string', ''],
						kinds: ['array', '={{ [] }}'],
						taken: ['number', '={{ 0 }}'],
						finish: ['array', `={{ ${DUE} }}`],
					},
					{ onError: 'continueRegularOutput', executeOnce: true },
				),
			},
			'Update Ledger': updateLedger([12, 0], `={{ ${PROFILE} }}`, true),
			Answer: raw([17, 0], ANSWER),
		},
		flow: [
			'Inputs > Create Candidates > Create Subscriptions > Read Refresh > Kinds > Read Progress',
			...flow,
			'Finished?.0 > Interrupted > Any to Finish?',
			'Any to Finish?.0 > Finish > Update Ledger',
			'Any to Finish?.1 > Update Ledger > Clear Finished Progress > Answer',
		],
		notes: [
			{
				at: [0, -3.2],
				size: [4.6, 2.4],
				text: `## Update Existing Reclamation Candidates
Compares every open candidate with the org (a dry run of Reclaim, which changes nothing) and with the stored subscriptions:

- used again: **Closed Canceled**
- seat already removed: **Closed Complete** if the playbook had started to reclaim it, otherwise **Closed Skipped**
- could not be reclaimed or asked before, and now can be: back to **Ready**

Works in **portions** of candidates, each a sub-execution of *Job: Update a Portion*. At the end, what is due is finished in one run with the limits of the profile: what was started but interrupted (n8n was stopped), or frozen and past the grace period, from the plan stored before the write.`,
			},
		],
		settings: LEAVES_NO_COPY,
	});
}
