import { callDownload } from '../subflows/calls';
import { failureOf } from '../subflows/contract';
import { readPageLists, readRows, writeRows } from '../storage/calls';
import type { NodeOnCanvas, WorkflowFile } from '../kit/canvas';
import { workflow } from '../kit/canvas';
import { IDS } from '../kit/ids';
import { call, code, ifTrue, loop, merge, report, rowsAsItems, settings } from '../kit/nodes';

const PROFILE = "$('Profile').first().json";
const NAME = `={{ ${PROFILE}.displayName }}`;
const mail = (key: string) => `={{ $('Mail').first().json.${key} }}`;
const slack = (key: string) => `={{ $('Slack Message').first().json.${key} }}`;
/** Where the record page is: it has the base URL of all webhooks. */
const RECORD_PAGE = `={{ $execution.resumeUrl ? $execution.resumeUrl.replace(/\\/webhook-waiting\\/.*$/, '/webhook/salesforce-licenses-record') + '?profile=' + encodeURIComponent(${PROFILE}.displayName) : '' }}`;
/**
 * What the subflow answered; in place of a failure, a summary that says what is missing. By fields: the JSON mode of
 * Edit Fields would put names of licenses into a text with `$` patterns.
 */
const READ = "$json.status === 'success'";
const ANSWER = {
	rows: `={{ ${READ} ? $json.rows : [] }}`,
	readKinds: `={{ ${READ} ? ($json.readKinds ?? []) : [] }}`,
	unreadKinds: `={{ ${READ} ? ($json.unreadKinds ?? []) : [{ what: 'License pools', reason: ${failureOf('Download Licenses')} }] }}`,
};
const chosen = (key: string) => `={{ $('Settings').first().json.${key} }}`;
const OPTIONS = {
	periodDays: chosen('days'),
	nearlyFullPercent: chosen('nearlyFullPercent'),
	expiresWithinDays: chosen('expiresWithinDays'),
	topCandidates: chosen('topFindings'),
	recordPageUrl: RECORD_PAGE,
	note: 'The attached file has the open candidates, up to 10,000; the record page has all of them, and exports them.',
};
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
			'Each Profile': { ...rowsAsItems([3, 0]), settings: {} },
			'Loop Over Profiles': loop([4, 0]),
			Profile: { type: 'n8n-nodes-base.noOp', typeVersion: 1, at: [5, 1], parameters: {} },
			'Download Licenses': callDownload([6, 0], `={{ ${PROFILE}.downloadSubflow }}`, 'licenses'),
			'Licenses or Why Not': answerAsFields([7, 0]),

			'What to Read': report([6, 1], {
				...{ format: 'lists', listsFor: 'digest' },
				pageQuery: `={{ { profile: ${PROFILE}.displayName } }}`,
				reportOptions: { periodDays: chosen('days') },
			}),
			'Read Lists': readPageLists([7, 1], '={{ $json.lists }}'),
			'All of the Profile': merge([8, 0.5], 3),
			Mail: report([9, 0.5], { format: 'emailHtml', reportOptions: OPTIONS }),
			'Slack Message': report([9, 1.5], { format: 'slackBlocks', reportOptions: OPTIONS }),
			'File of Candidates': report([9, 2.5], {
				...{ format: 'csv', csvRows: 'openCandidates', asFile: true, title: 'Candidates' },
				reportOptions: OPTIONS,
			}),
			'All Three Made': lastOfThree([10, 1.5]),
			'Send E-mail': {
				type: 'n8n-nodes-base.emailSend',
				typeVersion: 2.1,
				at: [11, 0.5],
				parameters: {
					fromEmail: chosen('sender'),
					toEmail: `={{ ${PROFILE}.alertEmail || $('Settings').first().json.to }}`,
					subject: mail('subject'),
					emailFormat: 'both',
					text: mail('text'),
					html: mail('html'),
					options: { appendAttribution: false, fileAttachments: 'data' },
				},
				settings: { ...CONTINUE_ON_ERROR, retryOnFail: true, maxTries: 3, waitBetweenTries: 2000 },
			},
			'Send to Slack': {
				type: 'n8n-nodes-base.slack',
				typeVersion: 2.3,
				at: [11, 1.5],
				parameters: {
					select: 'channel',
					channelId: { __rl: true, mode: 'name', value: chosen('slackChannel') },
					messageType: 'block',
					blocksUi: slack('slackBlocks'),
					text: slack('slackText'),
					otherOptions: { includeLinkToWorkflow: false },
				},
				settings: { ...CONTINUE_ON_ERROR, disabled: true },
			},
			'Upload to Slack': {
				type: 'n8n-nodes-base.slack',
				typeVersion: 2.3,
				at: [11, 2.5],
				parameters: {
					resource: 'file',
					operation: 'upload',
					binaryPropertyName: 'data',
					options: {
						channelId: chosen('slackChannel'),
						fileName: '={{ $binary.data.fileName }}',
						title: 'Open candidates',
					},
				},
				settings: { ...CONTINUE_ON_ERROR, disabled: true },
			},
			Sent: merge([12, 1.5], 3),
			Result: code([13, 1.5], RESULT),
			'Write Job Result': writeRows([14, 1.5], 'salesforce_job_results', '={{ [$json.result] }}'),
			'Failed?': ifTrue([15, 1.5], "={{ $('Result').first().json.result.status === 'Failed' }}"),
			Alert: call(
				[16, 1],
				`={{ '${IDS.alert}' }}`,
				{
					subject: [
						'string',
						"={{ '[' + $('Result').first().json.result.profile + '] ' + $('Result').first().json.result.name + ' failed' }}",
					],
					text: ['string', "={{ $('Result').first().json.result.error }}"],
					to: ['string', `={{ ${PROFILE}.alertEmail ?? '' }}`],
					jobResult: ['number', "={{ $('Write Job Result').first().json.rows[0]?.id ?? 0 }}"],
					profile: ['string', NAME],
				},
				CONTINUE_ON_ERROR,
			),
			Next: { type: 'n8n-nodes-base.noOp', typeVersion: 1, at: [17, 1.5], parameters: {} },
			Finished: { type: 'n8n-nodes-base.noOp', typeVersion: 1, at: [5, -0.5], parameters: {} },
		},
		flow: [
			'Weekly > Settings > Read Profiles > Each Profile > Loop Over Profiles',
			'Run Now > Settings',
			'Loop Over Profiles.0 > Finished',
			'Loop Over Profiles.1 > Profile > Download Licenses > Licenses or Why Not > All of the Profile',
			'Profile > What to Read > Read Lists > All of the Profile@1',
			'Profile > All of the Profile@2',
			'All of the Profile > Mail > All Three Made',
			'All of the Profile > Slack Message > All Three Made@1',
			'All of the Profile > File of Candidates > All Three Made@2',
			'All Three Made > Send E-mail > Sent',
			'All Three Made > Send to Slack > Sent@1',
			'All Three Made > Upload to Slack > Sent@2',
			'Sent > Result > Write Job Result > Failed?',
			'Failed?.0 > Alert > Next',
			'Failed?.1 > Next > Loop Over Profiles',
		],
		notes: [
			{
				at: [0, -2],
				size: [4.6, 1.8],
				text: `## Digest
Every Monday at 8 a.m., for every published profile: key figures, licenses that are nearly full or expire soon, failed jobs, top findings, and a file with the open candidates. The mail goes to the alert address of the profile, or else to the recipient in **Settings**. The thresholds for *nearly full* and *expires soon* are in **Settings** too.

Select an **SMTP** credential in *Send E-mail* and publish. For Slack, enable *Send to Slack* and *Upload to Slack* and select their credential. To upload, Slack needs the ID of the channel (*C0123456789*): enter it in **Settings**. For Slack only, disable *Send E-mail*.

It only reads. Each digest writes a job result, *Digest of <profile>*.`,
			},
		],
		settings: { errorWorkflow: IDS.onError },
	});
}

function answerAsFields(at: NodeOnCanvas['at']): NodeOnCanvas {
	const fields = Object.entries(ANSWER).map(([name, value]) => ({
		...{ id: name, name, type: 'array', value },
	}));
	const isComplete = `={{ ${READ} && $json.isComplete === true }}`;
	const complete = { id: 'isComplete', name: 'isComplete', type: 'boolean', value: isComplete };
	return {
		type: 'n8n-nodes-base.set',
		typeVersion: 3.4,
		at,
		parameters: { assignments: { assignments: [...fields, complete] }, options: {} },
	};
}

/** The file goes on when mail and message are made too. */
function lastOfThree(at: NodeOnCanvas['at']): NodeOnCanvas {
	const parameters = { mode: 'chooseBranch', output: 'specifiedInput', useDataOfInput: '3' };
	return { ...merge(at), parameters: { numberInputs: 3, ...parameters } };
}

const RESULT = `
const { displayName: profile } = $('Profile').first().json;
const errors = $input.all().map(({ json }) => json.error).filter(Boolean).map((error) => error.message || error);
const error = [...new Set(errors)].join(' ');
return [{ json: { result: {
	name: 'Digest of ' + profile, profile, job: 'digest',
	status: error ? 'Failed' : 'Complete', error: error ? 'The digest could not be sent on every channel. ' + error : '',
	startedAt: $('Mail').first().json.createdAt, endedAt: new Date().toISOString(),
	createdRows: 0, updatedRows: 0, removedRows: 0, counts: {}, executionId: String($execution.id),
} } }];
`;
