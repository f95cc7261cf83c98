import { callReclaim, CONTRACT, readRows, writeRows } from './calls';
import { CANDIDATE_STATES } from './candidateStates';
import type { WorkflowFile } from './canvas';
import { workflow } from './canvas';
import { ending, page } from './formNodes';
import { IDS } from './ids';
import { call, code, switchOn } from './nodes';

const PROFILE = "$('Chosen').first().json.profile";

/** The buttons "Reclaim" and "Give back", for people. */
export function reclaimForm(): WorkflowFile {
	return workflow({
		id: IDS.reclaimForm,
		name: 'Reclaim or Give Back',
		nodes: {
			Begin: {
				type: 'n8n-nodes-base.formTrigger',
				typeVersion: 2.6,
				at: [0, 0],
				parameters: {
					authentication: 'n8nUserAuth',
					formTitle: 'Salesforce licenses: reclaim or give back',
					formDescription: 'Choose candidates to reclaim, or give back what was reclaimed.',
					formFields: {
						values: [
							{
								fieldType: 'radio',
								fieldLabel: 'What do you want to do?',
								fieldName: 'what',
								requiredField: true,
								fieldOptions: { values: [{ option: 'Reclaim' }, { option: 'Give back' }] },
							},
						],
					},
					options: {
						buttonLabel: 'Go on',
						path: 'salesforce-licenses-reclaim',
						appendAttribution: false,
					},
				},
			},
			'Read Profiles': readRows([1, 0], 'salesforce_profiles', 'status', 'Published'),
			'Profile Page': code([2, 0], PROFILE_PAGE),
			'Any Profile?': switchOn([3, 0], "={{ $json.profiles > 0 ? 'yes' : 'no' }}", ['yes', 'no']),
			'Choose Profile': page([4, 0]),
			Chosen: code([5, 0], CHOSEN),
			'Read Candidates': readRows(
				[6, 0],
				'salesforce_candidates',
				'profile',
				`={{ ${PROFILE}.displayName }}`,
			),
			'Candidates Page': code([7, 0], CANDIDATES_PAGE),
			'Any Candidate?': switchOn([8, 0], "={{ $json.rows > 0 ? 'yes' : 'no' }}", ['yes', 'no']),
			'Choose Candidates': page([9, 0]),
			Decided: code([10, 0], DECIDED),
			What: switchOn([11, 0], '={{ $json.what }}', ['Reclaim', 'Give back', 'nothing']),
			'Reclaim Candidates': call(
				[12, -1],
				IDS.runJob,
				{
					job: ['string', 'reclaim'],
					profile: ['string', `={{ ${PROFILE}.displayName }}`],
					candidateIds: ['array', '={{ $json.ids }}'],
					ask: ['boolean', '={{ true }}'],
				},
				{ onError: 'continueRegularOutput' },
			),
			Restore: callReclaim([12, 0], `={{ ${PROFILE}.reclaimSubflow }}`, {
				task: 'restore',
				rows: '={{ $json.restore }}',
				dryRun: '={{ false }}',
				maxUsers: '={{ 1 }}',
				maxPercent: '={{ 1 }}',
			}),
			Restored: code([13, 0], RESTORED),
			'Write Restored': writeRows([14, 0], 'salesforce_candidates', '={{ $json.write }}'),
			Result: code([15, -0.5], RESULT),
			Finished: ending([16, -0.5], '={{ $json.title }}', '={{ $json.text }}'),
			'Nothing to Do': ending([12, 1.5], 'Nothing was done', '={{ $json.nothing }}'),
		},
		flow: [
			'Begin > Read Profiles > Profile Page > Any Profile?',
			'Any Profile?.0 > Choose Profile > Chosen > Read Candidates > Candidates Page > Any Candidate?',
			'Any Profile?.1 > Nothing to Do',
			'Any Candidate?.0 > Choose Candidates > Decided > What',
			'Any Candidate?.1 > Nothing to Do',
			'What.0 > Reclaim Candidates > Result',
			'What.1 > Restore > Restored > Write Restored > Result',
			'What.2 > Nothing to Do',
			'Result > Finished',
		],
		notes: [
			{
				at: [0, -1.6],
				size: [4, 1.4],
				text: `## Reclaim or Give Back
Publish this workflow and open the form of **Begin**. It asks for an n8n login.

**Reclaim** hands the chosen candidates to *Reclaim Candidates*, which asks the users first where the profile says so. **Give back** restores reclaimed seats from the stored before-images.`,
			},
		],
		settings: { errorWorkflow: IDS.onError },
	});
}

const OPTIONS = 'const options = (values) => ({ values: values.map((option) => ({ option })) });';

const PROFILE_PAGE = `
${OPTIONS}
const profiles = $('Read Profiles').first().json.rows;
return [{ json: {
	profiles: profiles.length, nothing: 'No profile is published. Publish one in the Guided Setup.',
	title: 'Integration profile', description: '', button: 'Go on',
	fields: [{ fieldLabel: 'Profile', fieldName: 'profile', fieldType: 'radio', requiredField: true, fieldOptions: options(profiles.map((row) => row.displayName)) }],
} }];
`;

const CHOSEN = `
const name = $input.first().json.profile;
return [{ json: { what: $('Begin').first().json.what, profile: $('Read Profiles').first().json.rows.find((row) => row.displayName === name) } }];
`;

const CANDIDATES_PAGE = `
${OPTIONS}
${CANDIDATE_STATES}
const { what, profile } = $('Chosen').first().json;
const all = $('Read Candidates').first().json.rows;
const rows = what === 'Reclaim' ? all.filter((row) => row.state === 'Ready') : all.filter((row) => canBeGivenBack(row));
const line = (row) => row.id + ': ' + row.name + ' (' + row.username + '), ' + row.licenseName + ', ' + (what === 'Reclaim' ? row.justification : row.graceUntil && row.state === 'Awaiting Revocation' ? 'frozen' : row.state === 'Attention Required' ? 'partly taken' : 'reclaimed ' + String(row.closedAt).slice(0, 10));
const saving = rows.reduce((sum, row) => sum + (row.saving || 0), 0);
const how = profile.dryRun ? 'Dry run is on: only the plan is made.' : !profile.reclaimSubflow ? 'The profile has no reclaim subflow, so nothing can be reclaimed.' : profile.notifyUser ? 'The users are asked first.' : profile.graceDays > 0 ? 'They are frozen for ' + profile.graceDays + ' days, then deactivated.' : 'The seats are taken back at once.';
return [{ json: {
	rows: rows.length, nothing: what === 'Reclaim' ? 'No candidate is Ready.' : 'Nothing was reclaimed that could be given back.',
	title: what, button: what,
	description: what === 'Reclaim' ? rows.length + ' candidates' + (saving ? ', ' + saving + ' a year' : '') + '. ' + how : 'The users get back what the before-image says.',
	fields: [
		{ fieldLabel: 'All or some', fieldName: 'all', fieldType: 'checkbox', fieldOptions: options(['All ' + rows.length]) },
		{ fieldLabel: 'Candidates', fieldName: 'candidates', fieldType: 'checkbox', fieldOptions: options(rows.map(line)) },
	],
} }];
`;

const DECIDED = `
${CANDIDATE_STATES}
const given = $input.first().json;
const { what } = $('Chosen').first().json;
const all = (given.all || []).length > 0;
const lines = new Set((given.candidates || []).map((line) => Number(line.split(':')[0])));
const shown = $('Read Candidates').first().json.rows.filter((row) => (what === 'Reclaim' ? row.state === 'Ready' : canBeGivenBack(row)));
const chosen = shown.filter((row) => all || lines.has(row.id));
if (chosen.length === 0) return [{ json: { what: 'nothing', nothing: 'Nobody was chosen.' } }];
const restore = chosen.map((row) => ({ candidateKey: row.candidateKey, orgId: row.orgId, userId: row.userId, licenseKind: row.licenseKind, licenseIdentifier: row.licenseIdentifier, action: row.action, outcome: 'done', before: row.before, steps: (row.result && row.result.steps) || [], saving: row.saving }));
return [{ json: { what, ids: chosen.map(({ id }) => id), chosen, restore } }];
`;

const RESTORED = `
${CONTRACT}
${CANDIDATE_STATES}
const answer = contract($('Restore').first().json);
const outcomes = new Map(answer.rows.map((outcome) => [outcome.candidateKey, outcome]));
const keepUntil = new Date(Date.now() + 90 * 86400000).toISOString();
const write = $('Decided').first().json.chosen.map((row) => {
	const outcome = outcomes.get(row.candidateKey);
	if (outcome && ['done', 'alreadyDone'].includes(outcome.outcome)) return moved(row, { state: 'Closed Skipped', graceUntil: null, reason: 'Given back.', result: outcome, keepUntil }, 'Given back (' + outcome.outcome + ').');
	return moved(row, { reason: (outcome && outcome.reason) || answer.errorMessage }, 'Give back: ' + ((outcome && outcome.reason) || answer.errorMessage));
});
const counts = { 'Given back': write.filter((row) => row.state === 'Closed Skipped').length };
return [{ json: { status: answer.status, errorMessage: [answer.errorMessage, ...new Set(write.filter((row) => row.state !== 'Closed Skipped').map((row) => row.reason))].filter(Boolean).join(' '), counts, write } }];
`;

const RESULT = `
const answer = $('Restored').isExecuted ? $('Restored').first().json : $('Reclaim Candidates').first().json;
const failure = answer.status !== 'success';
const error = answer.errorMessage || (answer.error && (answer.error.message || answer.error)) || '';
const counts = Object.entries(answer.counts || {}).map(([name, count]) => count + ' ' + name).join(', ');
return [{ json: { title: failure ? 'Not all went well' : 'Done', text: [counts, error].filter(Boolean).join('. ') } }];
`;
