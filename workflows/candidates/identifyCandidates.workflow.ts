import type { WorkflowFile } from '../kit/canvas';
import { LEAVES_NO_COPY, workflow } from '../kit/canvas';
import { IDS, PORTION_IDS } from '../kit/ids';
import { inputs, raw } from '../kit/nodes';
import { PROFILE } from '../kit/profileInput';
import { readRows } from '../storage/calls';
import type { PortionInputs } from './portionLoop';
import { portionLoop, SO_FAR, SUMMARIES } from './portionLoop';

/** The node's rules have no target profile for changeProfile: the candidates carry it. */
const RULES = `={{ JSON.stringify(((profile, names) => (profile.rules || []).map(({ targetProfileId, ...rule }) => ({ ...rule, exemptUsernames: [...names(rule.exemptUsernames), ...(profile.excludedUsernames || [])], excludeLicenseIdentifiers: [...names(rule.excludeLicenseIdentifiers), ...(profile.excludedIdentifiers || [])] })))(${PROFILE}, (given) => Array.isArray(given) ? given : String(given || '').split(/[,;\\n]/).filter((name) => name.trim()))) }}`;

const MODELS =
	"={{ $('Read Software Models').first().json.rows.map(({ licenseKind, licenseIdentifier, softwareModel }) => ({ licenseKind, licenseIdentifier, softwareModel })) }}";

/** Complete means that all that should have been read was read. */
const ANSWER = `={{ ((all, portions) => ({
	status: 'success',
	errorMessage: all.isComplete === true ? '' : all.warnings.join(' ') || portions.flatMap(({ leftOut, unreadKinds }) => [...leftOut, ...unreadKinds]).map(({ reason }) => reason)[0] || 'The search did not report that it read everything.',
	isComplete: all.isComplete === true, created: all.added, updated: 0, removed: 0,
	counts: { found: portions.reduce((sum, one) => sum + one.found, 0), open: all.unchanged + all.added, subscriptions: all.subscriptions, portions: all.number - 1, calls: all.calls },
	notRead: all.notRead ?? []
}))(${SO_FAR}, ${SUMMARIES}) }}`;

/** The job "Identify new reclamation candidates". */
export function identifyCandidates(): WorkflowFile {
	const handed: PortionInputs = {
		rulesJson: ['string', "={{ $('Rules with Exclusions').first().json.rulesJson }}"],
		softwareModels: ['array', MODELS],
	};
	const { nodes, flow } = portionLoop('identify', PORTION_IDS.identify, handed, 11);
	return workflow({
		id: IDS.identify,
		name: 'Job: Identify New Reclamation Candidates',
		nodes: {
			Inputs: inputs([0, 0], { profile: 'object' }),
			'Rules with Exclusions': {
				type: 'n8n-nodes-base.set',
				typeVersion: 3.4,
				at: [1, 0],
				parameters: {
					assignments: {
						assignments: [{ id: 'rulesJson', name: 'rulesJson', type: 'string', value: RULES }],
					},
					options: {},
				},
			},
			'Create the Table': readRows([2, 0], 'salesforce_candidates', 'id', '0'),
			'Read Software Models': readRows([3, 0], 'salesforce_software_models'),
			...nodes,
			Answer: raw([12, 0], ANSWER),
		},
		flow: [
			'Inputs > Rules with Exclusions > Create the Table > Read Software Models > Read Progress',
			...flow,
			'Finished?.0 > Clear Finished Progress > Answer',
		],
		notes: [
			{
				at: [0, -3],
				size: [4.6, 2.2],
				text: `## Identify New Reclamation Candidates
Opens a candidate for every subscription that matches a rule of the profile, unless a candidate is open already or the license is to be kept until a later day. Its state is **Ready**, or **Attention Required** if Salesforce would refuse to reclaim it, or if the profile asks users first and this user has no e-mail address. The notes list the blockers of the user and how to resolve them.

Works in **portions** of users, each a sub-execution of *Job: Identify a Portion*. A run that was killed is continued by the next one within six hours.

It never writes to Salesforce.`,
			},
		],
		settings: LEAVES_NO_COPY,
	});
}
