import { bundled } from '../kit/bundle';
import { callDownload } from '../subflows/calls';
import { CONTRACT } from '../subflows/contract';
import { readRows, writeRows } from '../storage/calls';
import type { WorkflowFile } from '../kit/canvas';
import { workflow } from '../kit/canvas';
import { IDS } from '../kit/ids';
import { call, code, ifTrue, loop, settings } from '../kit/nodes';

const PROFILE = "$('Loop Over Profiles').item.json.profile";
const NAME = `={{ ${PROFILE}.displayName }}`;
const made = (key: string) => `={{ $('Make the Digest').first().json.${key} }}`;
const chosen = (key: string) => `={{ $('Settings').first().json.${key} }}`;
/** A failing channel stops neither the other channel nor the next profile. */
const CONTINUE_ON_ERROR = { onError: 'continueRegularOutput' } as const;

/** A weekly summary of every published profile. */
export function weeklyDigest(): WorkflowFile {
	return workflow({
		id: IDS.digest,
		name: 'Digest',
		nodes: {
			Weekly: {
				type: 'n8n-nodes-base.scheduleTrigger',
				typeVersion: 1.2,
				at: [0, 0],
				parameters: {
					rule: { interval: [{ field: 'weeks', triggerAtDay: [1], triggerAtHour: 8 }] },
				},
			},
			'Run Now': {
				type: 'n8n-nodes-base.manualTrigger',
				typeVersion: 1,
				at: [0, 1],
				parameters: {},
			},
			Settings: settings([1, 0], {
				sender: 'Salesforce licenses <licenses@example.com>',
				to: 'admin@example.com',
				slackChannel: '#salesforce-licenses',
				days: 7,
				nearlyFullPercent: 90,
				expiresWithinDays: 60,
				topFindings: 10,
			}),
			'Read Profiles': readRows([2, 0], 'salesforce_profiles', 'status', 'Published'),
			'Each Profile': code([3, 0], 'return $json.rows.map((profile) => ({ json: { profile } }));'),
			'Loop Over Profiles': loop([4, 0]),
			'Download Licenses': callDownload([5, 1], `={{ ${PROFILE}.downloadSubflow }}`, 'licenses'),
			'Read Candidates': readRows([6, 1], 'salesforce_candidates', 'profile', NAME),
			'Read Job Results': readRows([7, 1], 'salesforce_job_results', 'profile', NAME),
			'Read Snapshots': readRows([8, 1], 'salesforce_snapshots', 'profile', NAME),
			'Make the Digest': code([9, 1], MAKE),
			'Send E-mail': {
				type: 'n8n-nodes-base.emailSend',
				typeVersion: 2.1,
				at: [10, 1],
				parameters: {
					fromEmail: chosen('sender'),
					toEmail: `={{ ${PROFILE}.alertEmail || $('Settings').first().json.to }}`,
					subject: '={{ $json.subject }}',
					emailFormat: 'both',
					text: '={{ $json.text }}',
					html: '={{ $json.html }}',
					options: { appendAttribution: false, fileAttachments: 'candidates' },
				},
				settings: { ...CONTINUE_ON_ERROR, retryOnFail: true, maxTries: 3, waitBetweenTries: 2000 },
			},
			'Send to Slack': {
				type: 'n8n-nodes-base.slack',
				typeVersion: 2.3,
				at: [11, 1],
				parameters: {
					select: 'channel',
					channelId: { __rl: true, mode: 'name', value: chosen('slackChannel') },
					messageType: 'block',
					blocksUi: made('slackBlocks'),
					text: made('slackText'),
					otherOptions: { includeLinkToWorkflow: false },
				},
				settings: { ...CONTINUE_ON_ERROR, disabled: true },
			},
			'With the File': code([12, 1], WITH_THE_FILE),
			'Upload to Slack': {
				type: 'n8n-nodes-base.slack',
				typeVersion: 2.3,
				at: [13, 1],
				parameters: {
					resource: 'file',
					operation: 'upload',
					binaryPropertyName: 'candidates',
					options: {
						channelId: chosen('slackChannel'),
						fileName: '={{ $binary.candidates.fileName }}',
						title: 'Open candidates',
					},
				},
				settings: { ...CONTINUE_ON_ERROR, disabled: true },
			},
			Result: code([14, 1], RESULT),
			'Write Job Result': writeRows([15, 1], 'salesforce_job_results', '={{ [$json.result] }}'),
			'Failed?': ifTrue([16, 1], "={{ $('Result').first().json.result.status === 'Failed' }}"),
			Alert: call(
				[17, 0.6],
				`={{ '${IDS.alert}' }}`,
				{
					subject: [
						'string',
						"={{ '[' + $('Result').first().json.result.profile + '] ' + $('Result').first().json.result.name + ' failed' }}",
					],
					text: ['string', "={{ $('Result').first().json.result.error }}"],
					to: ['string', `={{ ${PROFILE}.alertEmail ?? '' }}`],
				},
				CONTINUE_ON_ERROR,
			),
			Next: { type: 'n8n-nodes-base.noOp', typeVersion: 1, at: [18, 1], parameters: {} },
			Finished: { type: 'n8n-nodes-base.noOp', typeVersion: 1, at: [5, -0.5], parameters: {} },
		},
		flow: [
			'Weekly > Settings > Read Profiles > Each Profile > Loop Over Profiles',
			'Run Now > Settings',
			'Loop Over Profiles.0 > Finished',
			'Loop Over Profiles.1 > Download Licenses > Read Candidates > Read Job Results > Read Snapshots > Make the Digest > Send E-mail > Send to Slack > With the File > Upload to Slack > Result > Write Job Result > Failed?',
			'Failed?.0 > Alert > Next',
			'Failed?.1 > Next > Loop Over Profiles',
		],
		notes: [
			{
				at: [0, -2],
				size: [4.6, 1.8],
				text: `## Digest
Every Monday at 8 a.m., for every published profile: key figures, licenses that are nearly full or expire soon, failed jobs, top findings, and a file with all open candidates. The mail goes to the alert address of the profile, or else to the recipient in **Settings**. The thresholds for *nearly full* and *expires soon* are in **Settings** too.

Select an **SMTP** credential in *Send E-mail* and publish. For Slack, enable *Send to Slack* and *Upload to Slack* and select their credential. To upload, Slack needs the ID of the channel (*C0123456789*): enter it in **Settings**. For Slack only, disable *Send E-mail*.

It only reads. Each digest writes a job result, *Digest of <profile>*.`,
			},
		],
		settings: { errorWorkflow: IDS.onError },
	});
}

const MAKE = `
${CONTRACT}
${bundled('digest/digestMessages.code')}

const { profile } = $('Loop Over Profiles').item.json;
const { days, nearlyFullPercent, expiresWithinDays, topFindings } = $('Settings').first().json;
const licenses = contract($('Download Licenses').first().json);
const now = new Date().toISOString();
const recordPages = ($execution.resumeUrl || '').replace(/\\/webhook-waiting\\/.*$/, '/webhook/salesforce-licenses-record');
const { csv, ...json } = digestMessages({
	profile,
	candidates: $('Read Candidates').first().json.rows,
	jobResults: $('Read Job Results').first().json.rows,
	snapshots: $('Read Snapshots').first().json.rows,
	licenses: licenses.rows,
	poolsError: licenses.errorMessage,
	now, days, nearlyFullPercent, expiresWithinDays, topFindings,
}, recordPages);
const fileName = 'candidates-' + now.slice(0, 10) + '.csv';
return [{ json: { ...json, startedAt: now }, binary: { candidates: { data: Buffer.from(csv).toString('base64'), mimeType: 'text/csv', fileExtension: 'csv', fileName } } }];
`;

const WITH_THE_FILE = `
// The e-mail and Slack nodes do not pass the file on.
const { error } = $json;
const { json, binary } = $('Make the Digest').first();
return [{ json: { ...json, channelError: error || null }, binary }];
`;

const RESULT = `
const { profile } = $('Loop Over Profiles').item.json;
const text = (error) => (typeof error === 'object' ? error.message : error);
const errors = [$('Send E-mail').first().json.error, $('With the File').first().json.channelError, $json.error].filter(Boolean).map(text);
const error = [...new Set(errors)].join(' ');
return [{ json: { result: {
	name: 'Digest of ' + profile.displayName, profile: profile.displayName, job: 'digest',
	status: error ? 'Failed' : 'Complete', error: error ? 'The digest could not be sent on every channel. ' + error : '',
	startedAt: $('Make the Digest').first().json.startedAt, endedAt: new Date().toISOString(),
	createdRows: 0, updatedRows: 0, removedRows: 0, counts: {}, executionId: String($execution.id),
} } }];
`;
