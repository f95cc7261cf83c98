import type { WorkflowFile } from '../kit/canvas';
import { LEAVES_NO_COPY, workflow } from '../kit/canvas';
import { PORTION_IDS } from '../kit/ids';
import { candidate, ifTrue, inputs, raw, rowsAsItems, waitForBoth } from '../kit/nodes';
import { DIRECTORY, DOWNLOAD, NAME, PRICE_BOOK, PROFILE, SIGNALS } from '../kit/profileInput';
import { readRows } from '../storage/calls';
import { portionRows } from '../storage/portionRows.workflow';
import { callDownload } from '../subflows/calls';
import { failureOf } from '../subflows/contract';
import { GETS_ON } from '../storage/portionSteps';

/** Some hundred to some thousand candidates, which n8n holds at once. */
const USERS_IN_A_PORTION = 5_000;

const found = "$('Find Candidates').first().json";
const AFTER = "={{ $('Inputs').first().json.afterUserId }}";
const UP_TO = `={{ ${found}.resumeAfter ?? '' }}`;

/** The profile as it is now decides; the rules were those at the start of the run. */
const NOW = "$('Read Profile Again').first().json.rows[0]";

/** A custom subflow that does not say that it read everything has not. */
const LEFT_OUT = `[...(${found}.leftOut ?? []), ...(${found}.resumeAfter || ${found}.isComplete === true || (${found}.unreadKinds ?? []).length + (${found}.leftOut ?? []).length > 0 ? [] : [{ what: 'candidates', reason: 'The search did not report that it read everything.' }])]`;

const KNOWN = "$('Known').all().map((one) => one.json).filter((row) => row.candidateKey)";

export function identifyPortion(): WorkflowFile {
	return workflow({
		id: PORTION_IDS.identify,
		name: 'Job: Identify a Portion',
		nodes: {
			Inputs: inputs([0, 0], {
				profile: 'object',
				afterUserId: 'string',
				rulesJson: 'string',
				softwareModels: 'array',
			}),
			'Find Candidates': callDownload([1, 0], DOWNLOAD, 'candidates', {
				rulesJson: "={{ $('Inputs').first().json.rulesJson }}",
				priceBook: PRICE_BOOK,
				signals: SIGNALS,
				directory: DIRECTORY,
				afterUserId: AFTER,
				users: `={{ ${USERS_IN_A_PORTION} }}`,
			}),
			'Searched?': ifTrue([2, 0], `={{ $json.status === 'success' && ${GETS_ON} }}`),
			'Not Searched': raw(
				[3, 1],
				`={{ { status: 'failure', errorMessage: ${failureOf('Find Candidates')} || 'The download subflow returned the same users again: it has to start after the user in afterUserId.' } }}`,
			),
			'Read Profile Again': readRows([3, 0], 'salesforce_profiles', 'displayName', NAME),
			'Profile Still There?': ifTrue([4, 0], '={{ $json.count > 0 }}'),
			'Profile Deleted': raw(
				[5, 1],
				"={{ { status: 'failure', errorMessage: 'The profile was deleted while the job ran, so nothing was stored.' } }}",
			),
			Known: portionRows([5, 0], 'known', {
				profile: NAME,
				afterUserId: AFTER,
				upToUserId: UP_TO,
			}),
			Found: rowsAsItems([5, -0.8]),
			'Found and Known': waitForBoth([6, -0.4]),
			Open: candidate([7, -0.4], 'open', {
				settingsFrom: 'profile',
				storedProfile: `={{ ${NOW} }}`,
				storedCandidates: `={{ ${KNOWN} }}`,
				softwareModels: "={{ $('Inputs').first().json.softwareModels ?? [] }}",
				rowsAs: 'text',
				jsonColumns: 'text',
			}),
			'Any to Open?': ifTrue([8, -0.4], '={{ $json.count > 0 }}'),
			'Store Candidates': portionRows([9, -0.8], 'insert', {
				rowsText: '$json.rows',
			}),
			Result: {
				...raw(
					[10, -0.4],
					`={{ ((said, opened, open) => ({ status: 'success', errorMessage: '', orgId: said.orgId || ${PROFILE}.orgId || 'unknown', resumeAfter: said.resumeAfter ?? null, readKinds: said.readKinds ?? [], unreadKinds: said.unreadKinds ?? [], leftOut: ${LEFT_OUT}, warnings: said.warnings ?? [], calls: said.calls ?? 0, subscriptions: said.subscriptions ?? 0, added: opened, changed: 0, removed: 0, unchanged: open, licenses: [], found: said.rows.length }))(${found}, $('Open').first().json.count, ${KNOWN}.filter((row) => !String(row.state).startsWith('Closed')).length) }}`,
				),
				settings: { executeOnce: true },
			},
		},
		flow: [
			'Inputs > Find Candidates > Searched?',
			'Searched?.0 > Found > Found and Known',
			'Searched?.0 > Read Profile Again > Profile Still There?',
			'Searched?.1 > Not Searched',
			'Profile Still There?.0 > Known > Found and Known@1',
			'Profile Still There?.1 > Profile Deleted',
			'Found and Known > Open > Any to Open?',
			'Any to Open?.0 > Store Candidates > Result',
			'Any to Open?.1 > Result',
		],
		notes: [
			{
				at: [0, -2.8],
				size: [4.6, 1.8],
				text: `## Identify a Portion
Finds the candidates among the users after one user (\`afterUserId\`), compares them with the stored candidates of the same users, and stores the new ones in bulk.

**Out**, one item: \`status\`, \`errorMessage\`, what was read, how many candidates were opened, and \`resumeAfter\`: where the next portion starts.`,
			},
		],
		settings: LEAVES_NO_COPY,
	});
}
