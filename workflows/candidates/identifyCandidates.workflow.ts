import type { WorkflowFile } from '../kit/canvas';
import { workflow } from '../kit/canvas';
import { IDS } from '../kit/ids';
import {
	candidate,
	code,
	ifTrue,
	inputs,
	rowsAsItems,
	settings as set,
	waitForBoth,
} from '../kit/nodes';
import { DIRECTORY, DOWNLOAD, NAME, PRICE_BOOK, PROFILE, SIGNALS } from '../kit/profileInput';
import { readRows, storeCandidates } from '../storage/calls';
import { callDownload } from '../subflows/calls';
import { ANSWER, PROBLEMS, RULES } from './identifyCandidates.code';

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
				signals: SIGNALS,
				directory: DIRECTORY,
			}),
			Found: rowsAsItems([3, -0.5]),
			'Read Candidates': readRows([3, 0.5], 'salesforce_candidates', 'profile', NAME),
			'Read Profile Again': readRows([4, 0.5], 'salesforce_profiles', 'displayName', NAME),
			'Read Software Models': readRows([5, 0.5], 'salesforce_software_models'),
			'Found and Stored': waitForBoth([6, 0]),
			Open: candidate([7, 0], 'open', {
				settingsFrom: 'profile',
				storedProfile: `={{ $('Read Profile Again').first().json.rows[0] ?? ${PROFILE} }}`,
				storedCandidates: "={{ $('Read Candidates').first().json.rows }}",
				softwareModels:
					"={{ $('Read Software Models').first().json.rows.map(({ licenseKind, licenseIdentifier, softwareModel }) => ({ licenseKind, licenseIdentifier, softwareModel })) }}",
			}),
			'Is the Profile Still There?': {
				...ifTrue([8, 0], "={{ $('Read Profile Again').first().json.count > 0 }}"),
				settings: { executeOnce: true },
			},
			'Store Candidates': storeCandidates([9, -0.5], 'Open'),
			Problems: { ...set([10, 0], { problems: PROBLEMS }), settings: { executeOnce: true } },
			Answer: code([11, 0], ANSWER),
		},
		flow: [
			'Inputs > Rules with Exclusions > Find Candidates > Found > Found and Stored',
			'Find Candidates > Read Candidates > Read Profile Again > Read Software Models > Found and Stored@1',
			'Found and Stored > Open > Is the Profile Still There?',
			'Is the Profile Still There?.0 > Store Candidates > Problems > Answer',
			'Is the Profile Still There?.1 > Problems',
		],
		notes: [
			{
				at: [0, -2.2],
				size: [4, 1.5],
				text: `## Identify New Reclamation Candidates
Opens a candidate for every subscription that matches a rule of the profile, unless a candidate is open already or the license is to be kept until a later day. Its state is **Ready**, or **Attention Required** if Salesforce would refuse to reclaim it, or if the profile asks users first and this user has no e-mail address. The notes list the blockers of the user and how to resolve them.

It never writes to Salesforce.`,
			},
		],
	});
}
