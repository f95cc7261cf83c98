import type { WorkflowFile } from '../kit/canvas';
import { workflow } from '../kit/canvas';
import { IDS } from '../kit/ids';
import { code, inputs } from '../kit/nodes';
import { DOWNLOAD, NAME, PRICE_BOOK } from '../kit/profileInput';
import { readRows, writeRows } from '../storage/calls';
import { callDownload } from '../subflows/calls';
import { NEW_CANDIDATES, RULES } from './identifyCandidates.code';

/** The job "Identify new reclamation candidates". */
export function identifyCandidates(): WorkflowFile {
	return workflow({
		id: IDS.identify,
		name: 'Job: Identify New Reclamation Candidates',
		nodes: {
			Inputs: inputs([0, 0], { profile: 'object' }),
			'Rules with Exclusions': code([1, 0], RULES),
			'Find Candidates': callDownload([2, 0], DOWNLOAD, 'candidates', {
				rulesJson: '={{ $json.rulesJson }}',
				priceBook: PRICE_BOOK,
			}),
			'Read Candidates': readRows([3, 0], 'salesforce_candidates', 'profile', NAME),
			'Read Profile Again': readRows([4, 0], 'salesforce_profiles', 'displayName', NAME),
			'Read Software Models': readRows([5, 0], 'salesforce_software_models'),
			'New Candidates': code([6, 0], NEW_CANDIDATES),
			'Write Candidates': writeRows([7, 0], 'salesforce_candidates', '={{ $json.write }}'),
			Answer: code(
				[8, 0],
				`const { status, errorMessage, write, counts, isComplete } = $('New Candidates').first().json;
return [{ json: { status, errorMessage, created: write.length, updated: 0, removed: 0, counts, isComplete } }];`,
			),
		},
		flow: [
			'Inputs > Rules with Exclusions > Find Candidates > Read Candidates > Read Profile Again > Read Software Models > New Candidates > Write Candidates > Answer',
		],
		notes: [
			{
				at: [0, -1.6],
				size: [4, 1.5],
				text: `## Identify New Reclamation Candidates
Opens a candidate for every subscription that matches a rule of the profile, unless a candidate is open already or the license is to be kept until a later day. Its state is **Ready**, or **Attention Required** if Salesforce would refuse to reclaim it, or if the profile asks users first and this user has no e-mail address. The notes list the blockers of the user and how to resolve them.

It never writes to Salesforce.`,
			},
		],
	});
}
