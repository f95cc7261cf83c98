import { callDownload, callReclaim } from '../subflows/calls';
import { deleteRows, readRows, writeRows } from '../storage/calls';
import type { WorkflowFile } from '../kit/canvas';
import { workflow } from '../kit/canvas';
import { ending, page } from '../kit/formNodes';
import { IDS } from '../kit/ids';
import { call, code, switchOn } from '../kit/nodes';
import * as pages from './setupPages.code';
import * as publishing from './setupPublishing.code';

const PROFILE = "$('Read Profile').first().json.rows[0]";
const NAME = "={{ $('Step Result').first().json.profile.displayName }}";

export function guidedSetup(): WorkflowFile {
	const testDownload = (at: [number, number], subflow: string) =>
		callDownload(at, subflow, 'access');
	const testReclaim = (at: [number, number], subflow: string) =>
		callReclaim(at, subflow, {
			task: 'access',
			rows: '={{ [] }}',
			dryRun: '={{ true }}',
			maxUsers: '={{ 1 }}',
			maxPercent: '={{ 1 }}',
		});
	const run = (at: [number, number], job: string) =>
		call(
			at,
			IDS.runJob,
			{ job: ['string', job], profile: ['string', `={{ ${PROFILE}.displayName }}`] },
			{ onError: 'continueRegularOutput' },
		);
	return workflow({
		id: IDS.setup,
		name: 'Guided Setup',
		nodes: {
			'Begin Setup': {
				type: 'n8n-nodes-base.formTrigger',
				typeVersion: 2.6,
				at: [0, 0],
				parameters: {
					authentication: 'n8nUserAuth',
					formTitle: 'Salesforce licenses: guided setup',
					formDescription:
						'Register an application in Salesforce, fill in a profile, test the connection, publish the profile, and see its first run. Your entries are saved at each step.',
					formFields: {
						values: [{ fieldType: 'hiddenField', fieldName: 'begin', fieldValue: 'yes' }],
					},
					options: {
						buttonLabel: 'Start',
						path: 'salesforce-licenses-setup',
						appendAttribution: false,
					},
				},
			},
			'Read Profiles': readRows([1, 0], 'salesforce_profiles'),
			'Choose Page': code([2, 0], pages.CHOOSE_PAGE),
			'Choose Profile': page([3, 0]),
			Opened: code([4, 0], pages.OPENED),
			'Name Accepted?': switchOn([5, 0], "={{ $json.error ? 'no' : 'yes' }}", ['no', 'yes']),
			'Step Result': { type: 'n8n-nodes-base.noOp', typeVersion: 1, at: [6, 0], parameters: {} },
			'Save Profile': writeRows([7, 0], 'salesforce_profiles', '={{ [$json.profile] }}'),
			'Read Profile': readRows([8, 0], 'salesforce_profiles', 'displayName', NAME),
			'Read Connections': readRows([9, 0], 'salesforce_connections'),
			'Overview Page': code([10, 0], pages.OVERVIEW_PAGE),
			Overview: page([11, 0]),
			'Where To?': code([12, 0], pages.WHERE_TO),
			Step: switchOn([13, 0], '={{ $json.lane }}', [
				'register',
				'details',
				'connection',
				'additional',
				'publish',
				'firstRun',
				'unpublish',
				'delete',
				'leave',
			]),
			'Grant Page': code([15, -5.6], pages.GRANT_PAGE),
			'Grant Type': page([16, -5.6]),
			'Register Page': code([17, -5.6], pages.REGISTER_PAGE),
			'Register an Application': page([18, -5.6]),
			Registered: code([19, -5.6], pages.REGISTERED),
			'Details Page': code([15, -4.6], pages.DETAILS_PAGE),
			'Profile Details': page([16, -4.6]),
			'Details Given': code([17, -4.6], pages.DETAILS_GIVEN),
			'Details Accepted?': switchOn([18, -4.6], "={{ $json.error ? 'no' : 'yes' }}", ['no', 'yes']),
			'Test Download': testDownload([15, -3.6], `={{ ${PROFILE}.downloadSubflow }}`),
			'Test Reclaim': testReclaim([16, -3.6], `={{ ${PROFILE}.reclaimSubflow }}`),
			'Connection Page': code([17, -3.6], publishing.CONNECTION_PAGE),
			'Connection and Credential': page([18, -3.6]),
			Connected: code([19, -3.6], publishing.CONNECTED),
			'Additional Page': code([15, -2.6], publishing.ADDITIONAL_PAGE),
			'Additional Org': page([16, -2.6]),
			'Additional Entered': code([17, -2.6], publishing.ADDITIONAL_ENTERED),
			'Test Additional Download': testDownload([18, -2.6], '={{ $json.download }}'),
			'Test Additional Reclaim': testReclaim(
				[19, -2.6],
				"={{ $('Additional Entered').first().json.reclaim }}",
			),
			'Additional Given': code([20, -2.6], publishing.ADDITIONAL_GIVEN),
			'Additional Accepted?': switchOn([21, -2.6], "={{ $json.error ? 'no' : 'yes' }}", [
				'no',
				'yes',
			]),
			'Save Connection': writeRows(
				[22, -2.6],
				'salesforce_connections',
				'={{ $json.connections }}',
			),
			'Additional Result': code(
				[23, -2.6],
				"return [{ json: $('Additional Given').first().json }];",
			),
			'Review Page': code([15, -1], publishing.REVIEW_PAGE),
			Review: page([16, -1]),
			'Save or Publish': switchOn([17, -1], '={{ $json.decision }}', ['Save', 'Publish']),
			Saved: code([18, -1.5], publishing.SAVED),
			'Test Download to Publish': testDownload([18, -0.5], `={{ ${PROFILE}.downloadSubflow }}`),
			'Test Reclaim to Publish': testReclaim([19, -0.5], `={{ ${PROFILE}.reclaimSubflow }}`),
			'May It Publish?': code([20, -0.5], publishing.MAY_PUBLISH),
			'Publishable?': switchOn([21, -0.5], '={{ $json.may }}', ['no', 'yes']),
			'Confirm Publish': page([22, -0.5]),
			Confirmed: code([23, -0.5], publishing.CONFIRMED),
			'Confirmed?': switchOn([24, -0.5], '={{ $json.confirmed }}', ['no', 'yes']),
			'Save Published': writeRows([25, -0.5], 'salesforce_profiles', '={{ [$json.profile] }}'),
			'Published?': switchOn([15, 1], `={{ ${PROFILE}.status }}`, ['Draft', 'Published']),
			'Not Yet': code([16, 0.6], publishing.FIRST_RUN_NOT_YET),
			'First Refresh': run([17, 1.2], 'refresh'),
			'First Identify': run([18, 1.2], 'identify'),
			'Read After First Run': readRows([19, 1.2], 'salesforce_profiles', 'displayName', NAME),
			'First Run Result': code([20, 1.2], publishing.FIRST_RUN_RESULT),
			Unpublished: code([15, 2], publishing.UNPUBLISHED),
			'Read Frozen Users': readRows([15, 3], 'salesforce_candidates', 'profile', NAME),
			'Delete Page': code([16, 3], publishing.DELETE_PAGE),
			'Confirm Delete': page([17, 3]),
			'Delete Decided': code([18, 3], publishing.DELETE_DECIDED),
			'Delete It?': switchOn([19, 3], '={{ $json.delete }}', ['no', 'yes']),
			'Delete Profile': deleteRows(
				[20, 3],
				'salesforce_profiles',
				`={{ [{ id: ${PROFILE}.id }] }}`,
			),
			'Read Subscriptions': readRows([21, 3], 'salesforce_subscriptions', 'profile', NAME),
			'Delete Subscriptions': deleteRows(
				[22, 3],
				'salesforce_subscriptions',
				'={{ $json.rows.map(({ id }) => ({ id })) }}',
			),
			'Read Candidates': readRows([23, 3], 'salesforce_candidates', 'profile', NAME),
			'Close Candidates': code([24, 3], publishing.CLOSE_CANDIDATES),
			'Write Closed': writeRows([25, 3], 'salesforce_candidates', '={{ $json.rows }}'),
			Deleted: ending([26, 3], 'Deleted', `={{ ${PROFILE}.displayName + ' was deleted.' }}`),
			Goodbye: ending(
				[15, 4],
				'Saved',
				'=Everything is saved. To continue, open the guided setup again.',
			),
		},
		flow: [
			'Begin Setup > Read Profiles > Choose Page > Choose Profile > Opened > Name Accepted?',
			'Name Accepted?.0 > Choose Page',
			'Name Accepted?.1 > Step Result > Save Profile > Read Profile > Read Connections > Overview Page > Overview > Where To? > Step',
			'Step.0 > Grant Page > Grant Type > Register Page > Register an Application > Registered > Step Result',
			'Step.1 > Details Page > Profile Details > Details Given > Details Accepted?',
			'Details Accepted?.0 > Details Page',
			'Details Accepted?.1 > Step Result',
			'Step.2 > Test Download > Test Reclaim > Connection Page > Connection and Credential > Connected > Step Result',
			'Step.3 > Additional Page > Additional Org > Additional Entered > Test Additional Download > Test Additional Reclaim > Additional Given > Additional Accepted?',
			'Additional Accepted?.0 > Additional Page',
			'Additional Accepted?.1 > Save Connection > Additional Result > Step Result',
			'Step.4 > Review Page > Review > Save or Publish',
			'Save or Publish.0 > Saved > Step Result',
			'Save or Publish.1 > Test Download to Publish > Test Reclaim to Publish > May It Publish? > Publishable?',
			'Publishable?.0 > Step Result',
			'Publishable?.1 > Confirm Publish > Confirmed > Confirmed?',
			'Confirmed?.0 > Step Result',
			'Confirmed?.1 > Save Published > First Refresh > First Identify > Read After First Run > First Run Result > Step Result',
			'Step.5 > Published?',
			'Published?.0 > Not Yet > Step Result',
			'Published?.1 > First Refresh',
			'Step.6 > Unpublished > Step Result',
			'Step.7 > Read Frozen Users > Delete Page > Confirm Delete > Delete Decided > Delete It?',
			'Delete It?.0 > Step Result',
			'Delete It?.1 > Delete Profile > Read Subscriptions > Delete Subscriptions > Read Candidates > Close Candidates > Write Closed > Deleted',
			'Step.8 > Goodbye',
		],
		notes: [
			{
				at: [0, -1.7],
				size: [5, 1.2],
				text: `## Guided Setup
Publish this workflow and open the form of **Begin Setup**. It asks for an n8n login; you can change that in the node.

Each step is a row of nodes on the right: a Code node builds the page, a Form node shows it, and a Code node checks the entries. All steps end in **Step Result**; then the profile is saved and the list of steps is shown again.`,
			},
		],
		settings: { errorWorkflow: IDS.onError },
	});
}
