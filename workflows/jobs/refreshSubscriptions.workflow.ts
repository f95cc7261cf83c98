import { KIND_LABELS } from '../../nodes/SalesforceLicenses/licensing/model/licenses';
import type { NodeOnCanvas, WorkflowFile } from '../kit/canvas';
import { LEAVES_NO_COPY, workflow } from '../kit/canvas';
import { IDS } from '../kit/ids';
import { ifTrue, inputs, raw, salesforce } from '../kit/nodes';
import { DOWNLOAD, NAME, PRICE_BOOK, PROFILE } from '../kit/profileInput';
import { clearRows, readRows, writeRows } from '../storage/calls';
import { callPortion } from '../storage/portionSteps';
import { callDownload } from '../subflows/calls';

const licenses = "$('Download Licenses').first().json";
const PROGRESS = `={{ 'refresh ' + ${PROFILE}.displayName }}`;
const soFar = "$('So Far').first().json";

const once = (node: NodeOnCanvas): NodeOnCanvas => ({
	...node,
	settings: { ...node.settings, executeOnce: true },
});

/** The job "Refresh <profile> Subscriptions". */
export function refreshSubscriptions(): WorkflowFile {
	return workflow({
		id: IDS.refresh,
		name: 'Job: Refresh Subscriptions',
		nodes: {
			Inputs: inputs([0, 0], { profile: 'object' }),
			'Download Licenses': callDownload([1, 0], DOWNLOAD, 'licenses', { priceBook: PRICE_BOOK }),
			'Read Software Models': readRows([2, 0], 'salesforce_software_models'),
			'Read Snapshots of Today': readRows(
				[3, 0],
				'salesforce_snapshots',
				'day',
				'={{ new Date().toISOString().slice(0, 10) }}',
			),
			'Read Progress': readRows([4, 0], 'salesforce_portions', 'job', PROGRESS),
			'So Far': {
				...salesforce([5, 0], {
					resource: 'subscription',
					operation: 'combine',
					profile: NAME,
					portions: '={{ $json.rows }}',
					licenses: `={{ ${licenses}.rows ?? [] }}`,
					storedSnapshots: "={{ $('Read Snapshots of Today').first().json.rows }}",
				}),
				settings: {},
			},
			'Start Over?': ifTrue([6, 0], '={{ $json.startOver !== null }}'),
			'Already Begun?': ifTrue([7, -1], "={{ $('Refresh a Portion').isExecuted }}"),
			'Progress Unusable': raw(
				[8, -2.2],
				"={{ { errorMessage: 'The progress of this run cannot be used: ' + $json.startOver + '.' } }}",
			),
			'Clear Progress': clearRows([8, -1.2], 'salesforce_portions', 'job', PROGRESS),
			'Finished?': ifTrue([7, 0], '={{ $json.isFinished }}'),
			'Refresh a Portion': callPortion([8, 0.7], {
				profile: `={{ ${PROFILE} }}`,
				afterUserId: "={{ $json.startAfterUserId ?? '' }}",
				softwareModels:
					"={{ JSON.stringify($('Read Software Models').first().json.rows.map(({ licenseKind, licenseIdentifier, softwareModel }) => ({ licenseKind, licenseIdentifier, softwareModel }))) }}",
				expected: `={{ (${licenses}.rows ?? []).reduce((sum, { used }) => sum + (used ?? 0), 0) }}`,
			}),
			'Portion Stored?': ifTrue([9, 0.7], "={{ $json.status === 'success' }}"),
			'Write Progress': writeRows(
				[10, 0.7],
				'salesforce_portions',
				`={{ [{ job: 'refresh ' + ${PROFILE}.displayName, profile: ${PROFILE}.displayName, run: ${soFar}.run ?? String($execution.id), number: ${soFar}.number, afterUserId: ${soFar}.startAfterUserId, endedAt: new Date().toISOString(), summary: $json }] }}`,
			),
			Failed: raw(
				[10, 1.7],
				"={{ { status: 'failure', errorMessage: $json.errorMessage || $json.error?.message || $json.error || 'The portion returned no answer.', created: 0, updated: 0, removed: 0, counts: {} } }}",
			),
			'Anything Read?': ifTrue([8, -0.4], '={{ $json.subscriptions > 0 }}'),
			'Nothing Read': raw(
				[9, 0],
				'={{ { errorMessage: \'The org returned no subscriptions, so nothing was changed. Check the permissions of the connected user (Guided Setup, step "Connection and credential").\' } }}',
			),
			'Write Snapshots': writeRows([9, -0.8], 'salesforce_snapshots', '={{ $json.snapshots }}'),
			'Download Consumption': once(
				callDownload([10, -0.8], DOWNLOAD, 'consumption', { priceBook: PRICE_BOOK }),
			),
			// Most orgs have none, or the user may not read it: what was stored stays, and the job is not the worse for it.
			'Consumption Read?': ifTrue([11, -0.8], "={{ $json.status === 'success' }}"),
			'Clear Consumption': clearRows([12, -1.6], 'salesforce_consumption', 'profile', NAME),
			'Write Consumption': writeRows(
				[13, -1.6],
				'salesforce_consumption',
				`={{ $('Download Consumption').first().json.rows.map((row) => ({ ...row, profile: ${PROFILE}.displayName })) }}`,
			),
			'Clear Finished Progress': once(
				clearRows([14, -0.8], 'salesforce_portions', 'job', PROGRESS),
			),
			Answer: raw([15, -0.8], ANSWER),
		},
		flow: [
			'Inputs > Download Licenses > Read Software Models > Read Snapshots of Today > Read Progress > So Far > Start Over?',
			'Start Over?.0 > Already Begun?',
			'Already Begun?.0 > Progress Unusable > Failed',
			'Already Begun?.1 > Clear Progress > Read Progress',
			'Start Over?.1 > Finished?',
			'Finished?.0 > Anything Read?',
			'Finished?.1 > Refresh a Portion > Portion Stored?',
			'Portion Stored?.0 > Write Progress > Read Progress',
			'Portion Stored?.1 > Failed',
			'Anything Read?.0 > Write Snapshots > Download Consumption > Consumption Read?',
			'Consumption Read?.0 > Clear Consumption > Write Consumption > Clear Finished Progress > Answer',
			'Consumption Read?.1 > Clear Finished Progress',
			'Anything Read?.1 > Nothing Read > Failed',
		],
		notes: [
			{
				at: [0, -3.2],
				size: [4.6, 2.2],
				text: `## Refresh Subscriptions
Runs daily for every published profile, and once when a profile is published. Reads the org in **portions**: each is a sub-execution of *Job: Refresh a Portion* that reads a range of users, stores what changed, and answers with a small summary and the user it ended with. Memory is that of a portion, whatever the size of the org.

The summaries are kept in the table \`salesforce_portions\` until the end. A run that was killed, or a portion that failed, is continued by the next run within six hours; after that, or if the profile reads another org now, it starts over.

Rows are deleted only for license kinds that were read completely. At the end, one **snapshot** row per day and license is stored, for trends, and what the org uses of usage-based entitlements.`,
			},
		],
		settings: LEAVES_NO_COPY,
	});
}

/** Complete means that all that should have been read was read, licenses included. */
const ANSWER = `={{ ((all, licenses) => ((isComplete) => ({
	status: 'success',
	errorMessage: isComplete ? '' : [...new Set([...all.warnings, ...(licenses.warnings ?? []), licenses.errorMessage])].filter(Boolean).join(' ') || 'The download did not report that it read everything.',
	isComplete, created: all.added, updated: all.changed, removed: all.removed,
	notRead: [...(all.notRead ?? []), ...(licenses.unreadKinds ?? []).map((one) => (${JSON.stringify(KIND_LABELS)})[one.licenseKind] + ' (pools): ' + one.reason), ...(licenses.leftOut ?? []).map((one) => one.what + ': ' + one.reason), ...(licenses.status === 'success' ? [] : ['Licenses: ' + (licenses.errorMessage || 'the download subflow returned no answer.')])],
	counts: { subscriptions: all.subscriptions, licenses: (licenses.rows ?? []).length, portions: all.number - 1, calls: all.calls }
}))(all.isComplete === true && licenses.status === 'success' && licenses.isComplete === true))(${soFar}, ${licenses}) }}`;
