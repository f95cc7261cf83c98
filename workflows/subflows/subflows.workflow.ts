import { LICENSE_KINDS } from '../../nodes/SalesforceLicenses/licensing/model/licenses';
import type { NodeOnCanvas, WorkflowFile } from '../kit/canvas';
import { LEAVES_NO_COPY, workflow } from '../kit/canvas';
import { IDS } from '../kit/ids';
import { code, inputs, merge, salesforce, splitOut, switchOn } from '../kit/nodes';
import { ROWS } from './subflows.code';

/** The prices of the profile, which the node uses to calculate savings. */
const PRICE_BOOK = "={{ $('Inputs').first().json.priceBook || '[]' }}";

/** As far back as the rules look, within what Salesforce keeps. */
const HISTORY_DAYS =
	"={{ Math.min(180, Math.max(90, ...JSON.parse($json.rulesJson || '[]').map((rule) => Number(rule.inactiveDays) || 60))) }}";

const TASK = "$('Inputs').first().json.task";

/** The one item that the playbook gets, whatever the nodes of the task returned. */
const answer = (at: [number, number], parameters: Record<string, string> = {}): NodeOnCanvas => ({
	...salesforce(at, {
		resource: 'playbook',
		operation: 'subflowAnswer',
		subflowTask: `={{ ${TASK} }}`,
		...parameters,
	}),
	settings: {},
});

/** The pair of subflows of an org: the only workflows of the playbook with a Salesforce credential. */
export function downloadSubscriptions(): WorkflowFile {
	return workflow({
		id: IDS.download,
		name: 'Salesforce CRM Download Subscriptions',
		nodes: {
			Inputs: inputs([0, 1], {
				...{ task: 'string', rulesJson: 'string', priceBook: 'string' },
				...{ signals: 'string', directory: 'string' },
				...{ softwareModels: 'string', afterUserId: 'string' },
				...{ users: 'number', inactiveFromDays: 'number', rows: 'array' },
			}),
			Task: switchOn([1, 1], '={{ $json.task }}', [
				'access',
				'subscriptions',
				'licenses',
				'candidates',
				'preview',
				'profiles',
				'consumption',
				'takenAgain',
			]),
			Organization: salesforce([2, -0.5], {
				resource: 'organization',
				operation: 'get',
			}),
			'Check Access': salesforce([3, -0.5], {
				resource: 'organization',
				operation: 'checkAccess',
			}),
			Subscriptions: salesforce([2, 0.5], {
				resource: 'subscription',
				operation: 'download',
				returnAll: false,
				limit: '={{ $json.users > 0 ? $json.users : 1000000000 }}',
				groupBy: 'user',
				// A Bulk job would read all users up to the last one, for the few of a portion.
				api: 'rest',
				output: 'file',
				fileFormat: 'ndjson',
				softwareModels: "={{ $json.softwareModels || '[]' }}",
				startAfterUserId: "={{ $json.afterUserId || '' }}",
				inactiveFromDays: '={{ $json.inactiveFromDays > 0 ? $json.inactiveFromDays : 60 }}',
			}),
			Licenses: salesforce([2, 1.5], {
				resource: 'license',
				operation: 'getMany',
				returnAll: true,
				priceBook: PRICE_BOOK,
			}),
			Candidates: salesforce([2, 2.5], {
				resource: 'reclamation',
				operation: 'findCandidates',
				licenseKinds: [...LICENSE_KINDS],
				rulesSource: 'json',
				rulesJson: '={{ $json.rulesJson }}',
				priceBook: PRICE_BOOK,
				pricePeriod: 'year',
				signals: '={{ JSON.parse($json.signals || \'["lastLogin"]\') }}',
				loginHistoryDays: HISTORY_DAYS,
				directory: "={{ $json.directory || '[]' }}",
				// A Bulk job would read all users up to the last one, for the few of a portion.
				api: "={{ $json.users > 0 ? 'rest' : 'auto' }}",
				startAfterUserId: "={{ $json.afterUserId || '' }}",
				usersToRead: '={{ $json.users > 0 ? $json.users : 0 }}',
			}),
			Profiles: salesforce([2, 4.5], {
				resource: 'organization',
				operation: 'get',
				includeProfiles: true,
			}),
			Consumption: salesforce([2, 3.5], {
				resource: 'consumption',
				operation: 'download',
				alsoRead: ['alerts', 'digitalWallet'],
				missingAsItems: true,
				priceBook: PRICE_BOOK,
			}),
			'Each Row': splitOut([2, 5.5], 'rows'),
			'Taken Again': salesforce([3, 5.5], { resource: 'candidate', operation: 'takenAgain' }),
			Answer: answer([4, 1], {
				// The second output of each read lists the kinds that were read completely.
				readSummary: `={{ (${TASK} === 'licenses' ? $('Licenses').first(1)?.json : ['candidates', 'preview'].includes(${TASK}) ? $('Candidates').first(1)?.json : {}) ?? {} }}`,
				organization: `={{ (${TASK} === 'access' ? $('Organization').first()?.json : {}) ?? {} }}`,
			}),
		},
		flow: [
			'Inputs > Task',
			'Task.0 > Organization > Check Access > Answer',
			'Task.1 > Subscriptions > Answer',
			'Task.2 > Licenses > Answer',
			'Task.3 > Candidates > Answer',
			'Task.4 > Candidates',
			'Task.5 > Profiles > Answer',
			'Task.6 > Consumption > Answer',
			'Task.7 > Each Row > Taken Again > Answer',
		],
		notes: [
			{
				at: [0, -3],
				size: [3.6, 2.3],
				text: `## Salesforce CRM Download Subscriptions
Select the **Salesforce CRM OAuth2 API** credential of the org in every Salesforce Licenses node, then publish. This workflow only reads, so a read-only user is enough.

**In**: \`task\` (\`subscriptions\`, \`licenses\`, \`candidates\`, \`preview\`, \`profiles\`, \`consumption\`, \`takenAgain\`, \`access\`), for \`candidates\` and \`preview\` \`rulesJson\`, \`signals\`, \`directory\` (JSON), \`priceBook\` (JSON, annual prices per seat; for \`consumption\` prices of a unit); the portion: \`afterUserId\`, \`users\`; for \`subscriptions\` \`softwareModels\` (JSON) and \`inactiveFromDays\`; for \`takenAgain\` \`rows\` of the savings ledger.
**Out**, one item: \`status\` (\`success\` or \`failure\`), \`errorMessage\`, \`counts\`, \`rows\`, and what the Summary output says: \`readKinds\`, \`unreadKinds\`, \`isComplete\`, \`warnings\`, \`resumeAfter\`. Of \`preview\` one row of counts and savings. Of \`subscriptions\` the one item of Download with its NDJSON file, one line a user, instead of \`rows\`.

For another org, create another pair: run \`npm run playbook:import -- --pair\`, or duplicate this workflow and its partner, select the other credential in both, and publish them. Connect it in the guided setup, step *Connect an additional org*.`,
			},
		],
		settings: LEAVES_NO_COPY,
	});
}

export function reclaimSubscription(): WorkflowFile {
	return workflow({
		id: IDS.reclaim,
		name: 'Salesforce CRM Reclaim Subscription',
		nodes: {
			Inputs: inputs([0, 1], {
				task: 'string',
				rows: 'array',
				dryRun: 'boolean',
				maxUsers: 'number',
				maxPercent: 'number',
			}),
			Task: switchOn([1, 1], '={{ $json.task }}', ['access', 'reclaim', 'restore']),
			'Check Access': salesforce([3, 0], {
				resource: 'organization',
				operation: 'checkAccess',
			}),
			'Rows to Reclaim': code([2, 1], ROWS),
			Reclaim: salesforce([3, 1], {
				resource: 'reclamation',
				operation: 'reclaim',
				dryRun: "={{ $('Inputs').first().json.dryRun !== false }}",
				maxUsers: "={{ $('Inputs').first().json.maxUsers ?? 100 }}",
				maxPercent: "={{ $('Inputs').first().json.maxPercent ?? 10 }}",
			}),
			'All Outcomes': merge([4, 1]),
			'Rows to Restore': code([2, 2], ROWS),
			Restore: salesforce([3, 2], {
				resource: 'reclamation',
				operation: 'restore',
				dryRun: "={{ $('Inputs').first().json.dryRun !== false }}",
				maxUsers: "={{ $('Inputs').first().json.maxUsers ?? 100 }}",
			}),
			'All Restored': merge([4, 2]),
			Answer: answer([5, 1]),
		},
		flow: [
			'Inputs > Task',
			'Task.0 > Check Access > Answer',
			'Task.1 > Rows to Reclaim > Reclaim > All Outcomes > Answer',
			'Reclaim.1 > All Outcomes@1',
			'Task.2 > Rows to Restore > Restore > All Restored > Answer',
			'Restore.1 > All Restored@1',
		],
		notes: [
			{
				at: [0, -2.6],
				size: [3.6, 2.2],
				text: `## Salesforce CRM Reclaim Subscription
Select a **Salesforce CRM OAuth2 API** credential in every Salesforce Licenses node, then publish. Its user needs permission to change users and licenses.

**In**: \`task\` (\`reclaim\`, \`restore\`, \`access\`), \`rows\` (candidates, or outcomes to restore), \`dryRun\`, \`maxUsers\`, \`maxPercent\`.
**Out**, one item: \`status\` (\`success\` or \`failure\`), \`errorMessage\`, \`counts\` (by outcome), \`rows\` (one outcome for each row).

Salesforce is changed only if \`dryRun\` is \`false\`.`,
			},
		],
		settings: LEAVES_NO_COPY,
	});
}
