import { callReclaim, CONTRACT, readRows, writeRows } from './calls';
import { CANDIDATE_STATES } from './candidateStates';
import type { NodeOnCanvas, WorkflowFile } from './canvas';
import { workflow } from './canvas';
import { IDS } from './ids';
import { call, code, inputs, switchOn } from './nodes';

const CANDIDATE = "$('Read Candidate').first().json.rows[0]";
const PROFILE = "$('Read Profile').first().json.rows[0]";

/** An expression, so that n8n publishes this without the channel, which needs a credential of its own. */
const CHANNEL = `={{ '${IDS.askByEmail}' }}`;

function ask(at: [number, number]): NodeOnCanvas {
	return call(
		at,
		CHANNEL,
		{
			to: ['string', '={{ $json.to }}'],
			subject: ['string', '={{ $json.subject }}'],
			message: ['string', '={{ $json.message }}'],
			choices: ['array', '={{ $json.choices }}'],
			days: ['number', '={{ $json.days }}'],
		},
		{ onError: 'continueRegularOutput' },
	);
}

/** One candidate, from the question to the end: an execution that waits for people. */
export function askBeforeReclaim(): WorkflowFile {
	const reread = (at: [number, number]) =>
		readRows(
			at,
			'salesforce_candidates',
			'id',
			"={{ String($('Inputs').first().json.candidateId) }}",
		);
	const revoke = (at: [number, number]) =>
		call(at, IDS.runJob, {
			job: ['string', 'reclaim'],
			profile: ['string', `={{ ${PROFILE}.displayName }}`],
			candidateIds: ['array', "={{ [$('Inputs').first().json.candidateId] }}"],
			ask: ['boolean', '={{ false }}'],
		});
	return workflow({
		id: IDS.approval,
		name: 'Ask Before Reclaim',
		nodes: {
			Inputs: inputs([0, 0], { candidateId: 'number' }),
			'Read Candidate': readRows(
				[1, 0],
				'salesforce_candidates',
				'id',
				'={{ String($json.candidateId) }}',
			),
			'Read Profile': readRows(
				[2, 0],
				'salesforce_profiles',
				'displayName',
				`={{ ${CANDIDATE}.profile }}`,
			),
			'Awaiting User': code([3, 0], AWAITING_USER),
			'Write Awaiting User': writeRows([4, 0], 'salesforce_candidates', '={{ $json.write }}'),
			'Question to the User': code(
				[5, 0],
				"return [{ json: $('Awaiting User').first().json.question }];",
			),
			'Ask User': ask([6, 0]),
			'Read After User': reread([7, 0]),
			'What Now?': code([8, 0], WHAT_NOW),
			'Write User Answer': writeRows([9, 0], 'salesforce_candidates', '={{ $json.write }}'),
			Then: switchOn([10, 0], "={{ $('What Now?').first().json.next }}", [
				'revoke',
				'manager',
				'stop',
			]),
			'Read Subscriptions': readRows(
				[11, 1],
				'salesforce_subscriptions',
				'profile',
				`={{ ${PROFILE}.displayName }}`,
			),
			'Awaiting Approval': code([12, 1], AWAITING_APPROVAL),
			'Write Awaiting Approval': writeRows([13, 1], 'salesforce_candidates', '={{ $json.write }}'),
			'Anybody to Ask?': switchOn([14, 1], "={{ $('Awaiting Approval').first().json.next }}", [
				'ask',
				'stop',
			]),
			'Question to the Manager': code(
				[15, 1],
				"return [{ json: $('Awaiting Approval').first().json.question }];",
			),
			'Ask Manager': ask([16, 1]),
			'Read After Manager': reread([17, 1]),
			'Manager Decided': code([18, 1], MANAGER_DECIDED),
			'Write Manager Answer': writeRows([19, 1], 'salesforce_candidates', '={{ $json.write }}'),
			'Revoke After All?': switchOn([20, 1], "={{ $('Manager Decided').first().json.next }}", [
				'revoke',
				'stop',
			]),
			'Reclaim or Freeze': revoke([21, 0]),
			'Read After Freeze': reread([22, 0]),
			'In Grace?': code([23, 0], IN_GRACE),
			Grace: switchOn([24, 0], '={{ $json.next }}', ['appeal', 'stop']),
			'Ask for Appeal': ask([25, 0]),
			'Read After Grace': reread([26, 0]),
			'Appealed?': code([27, 0], APPEALED),
			'Restore or Not': switchOn([28, 0], '={{ $json.next }}', ['restore', 'revoke', 'stop']),
			Restore: callReclaim([29, -0.5], `={{ ${PROFILE}.reclaimSubflow }}`, {
				task: 'restore',
				rows: '={{ [$json.row] }}',
				dryRun: '={{ false }}',
				maxUsers: '={{ 1 }}',
				maxPercent: '={{ 100 }}',
			}),
			Restored: code([30, -0.5], RESTORED),
			'Write Restored': writeRows([31, -0.5], 'salesforce_candidates', '={{ $json.write }}'),
			'Reclaim at Last': revoke([29, 0.6]),
			'Nothing More': { type: 'n8n-nodes-base.noOp', typeVersion: 1, at: [29, 2], parameters: {} },
		},
		flow: [
			'Inputs > Read Candidate > Read Profile > Awaiting User > Write Awaiting User > Question to the User > Ask User > Read After User > What Now? > Write User Answer > Then',
			'Then.0 > Reclaim or Freeze > Read After Freeze > In Grace? > Grace',
			'Then.1 > Read Subscriptions > Awaiting Approval > Write Awaiting Approval > Anybody to Ask?',
			'Then.2 > Nothing More',
			'Anybody to Ask?.0 > Question to the Manager > Ask Manager > Read After Manager > Manager Decided > Write Manager Answer > Revoke After All?',
			'Anybody to Ask?.1 > Nothing More',
			'Revoke After All?.0 > Reclaim or Freeze',
			'Revoke After All?.1 > Nothing More',
			'Grace.0 > Ask for Appeal > Read After Grace > Appealed? > Restore or Not',
			'Grace.1 > Nothing More',
			'Restore or Not.0 > Restore > Restored > Write Restored',
			'Restore or Not.1 > Reclaim at Last',
			'Restore or Not.2 > Nothing More',
		],
		notes: [
			{
				at: [0, -2.4],
				size: [5.6, 2],
				text: `## Ask Before Reclaim
One execution for each candidate. It waits for people, also over restarts of n8n, and every step is stored in the candidate.

1. **User**: keep or release? (*Awaiting User*)
2. Keep: the **manager** decides (*Awaiting Approval*). The manager is the one of the user in Salesforce, else the address in the profile.
3. Silence for the days of the profile: what the profile says, reclaim or keep.
4. With days of grace the user is **frozen** first and may **appeal**; an appeal restores from the before-image.

Every question is asked on a **page**: a mail scanner that opens all links decides nothing.`,
			},
			{
				at: [5.6, -1.2],
				size: [2, 0.9],
				color: 4,
				text: 'Needs **Ask by E-mail** with a credential, published. Without it the candidate becomes *Attention Required*, and nothing is taken.',
			},
		],
		settings: { errorWorkflow: IDS.onError },
	});
}

const COMMON = `
${CANDIDATE_STATES}
const profile = ${PROFILE};
const inDays = (days) => new Date(Date.now() + days * 86400000).toISOString();
const KEEP_DAYS = 90;
const what = (row) => row.licenseName + ' in ' + (profile.orgName || 'Salesforce');
// What came back from a channel: an answer, silence, or no question at all.
function answerOf(json) {
	if (json && json.error !== undefined) return { asked: false, why: String(json.error.message || json.error) };
	return { asked: true, answer: (json && json.answer) || '', comment: (json && json.comment) || '' };
}
const couldNotAsk = (row, why) => moved(row, { state: 'Attention Required', reason: 'The question could not be sent: ' + why }, 'The question could not be sent: ' + why);
`;

const AWAITING_USER = `
${COMMON}
const row = ${CANDIDATE};
if (!row || row.state !== 'Ready') throw new Error('The candidate is not Ready any more, so nobody is asked.');
const silence = profile.onSilence === 'keep' ? 'you keep it' : 'it is taken back';
return [{ json: {
	write: [moved(row, { state: 'Awaiting User', askedAt: now, executionId: String($execution.id) }, 'Asked ' + row.email + '.')],
	question: {
		to: row.email,
		subject: 'Do you still need ' + what(row) + '?',
		message: 'Hello ' + row.name + ', your license ' + what(row) + ' was last used ' + (row.lastActivityAt ? 'on ' + row.lastActivityAt.slice(0, 10) : 'never, as far as we can see') + '. Please say on the page behind the button whether you still need it. If you do not answer within ' + profile.daysToAnswer + ' days, ' + silence + '.',
		choices: ['I do not need it', 'I need it'],
		days: profile.daysToAnswer,
	},
} }];
`;

const WHAT_NOW = `
${COMMON}
const row = $('Read After User').first().json.rows[0];
const got = answerOf($('Ask User').first().json);
if (!row || row.state !== 'Awaiting User') return [{ json: { next: 'stop', write: [] } }];
const stop = (changed) => [{ json: { next: 'stop', write: [changed] } }];
if (!got.asked) return stop(couldNotAsk(row, got.why));
if (got.answer === 'I do not need it') return [{ json: { next: 'revoke', write: [moved(row, {}, 'The user releases it. ' + got.comment)] } }];
if (got.answer === 'I need it') return [{ json: { next: 'manager', write: [moved(row, {}, 'The user wants to keep it. ' + got.comment)] } }];
if (profile.onSilence === 'keep') return stop(moved(row, { state: 'Closed Skipped', reason: 'No answer; the profile says keep.', keepUntil: inDays(KEEP_DAYS) }, 'No answer within ' + profile.daysToAnswer + ' days: kept.'));
return [{ json: { next: 'revoke', write: [moved(row, {}, 'No answer within ' + profile.daysToAnswer + ' days.')] } }];
`;

const AWAITING_APPROVAL = `
${COMMON}
const row = $('What Now?').first().json.write[0];
const manager = $('Read Subscriptions').first().json.rows.find(({ userId, isActive }) => row.managerId && userId === row.managerId && isActive);
const to = (manager && manager.email) || profile.managerEmail || '';
if (!to) return [{ json: { next: 'stop', write: [moved(row, { state: 'Attention Required', reason: 'The user wants to keep it, and there is no manager to decide.' }, 'Nobody to approve.')] } }];
return [{ json: {
	next: 'ask',
	write: [moved(row, { state: 'Awaiting Approval', assignedTo: to }, 'Asked ' + to + ' to decide.')],
	question: {
		to,
		subject: 'May ' + row.name + ' keep ' + what(row) + '?',
		message: row.name + ' (' + row.username + ') wants to keep the license ' + what(row) + ', last used ' + (row.lastActivityAt ? 'on ' + row.lastActivityAt.slice(0, 10) : 'never') + '. Please decide on the page behind the button.',
		choices: ['Keep', 'Take it back'],
		days: profile.daysToAnswer,
	},
} }];
`;

const MANAGER_DECIDED = `
${COMMON}
const row = $('Read After Manager').first().json.rows[0];
const got = answerOf($('Ask Manager').first().json);
if (!row || row.state !== 'Awaiting Approval') return [{ json: { next: 'stop', write: [] } }];
const keep = (why) => [{ json: { next: 'stop', write: [moved(row, { state: 'Closed Skipped', reason: why, keepUntil: inDays(KEEP_DAYS) }, why)] } }];
if (!got.asked) return [{ json: { next: 'stop', write: [couldNotAsk(row, got.why)] } }];
if (got.answer === 'Keep') return keep('The manager lets the user keep it. ' + got.comment);
if (got.answer === 'Take it back') return [{ json: { next: 'revoke', write: [moved(row, {}, 'The manager takes it back. ' + got.comment)] } }];
if (profile.onSilence === 'keep') return keep('No answer from the manager; the profile says keep.');
return [{ json: { next: 'revoke', write: [moved(row, {}, 'No answer from the manager.')] } }];
`;

const IN_GRACE = `
${COMMON}
const row = $('Read After Freeze').first().json.rows[0];
if (!row || row.state !== 'Awaiting Revocation' || !row.graceUntil) return [{ json: { next: 'stop' } }];
return [{ json: {
	next: 'appeal',
	to: row.email,
	subject: 'Your access to ' + (profile.orgName || 'Salesforce') + ' is paused',
	message: 'Hello ' + row.name + ', nobody uses your license ' + what(row) + ', so your login is paused and will be closed on ' + row.graceUntil.slice(0, 10) + '. If you need it, say so on the page behind the button, and it works again.',
	choices: ['I need my access back'],
	days: profile.graceDays,
} }];
`;

const APPEALED = `
${COMMON}
const row = $('Read After Grace').first().json.rows[0];
const got = answerOf($('Ask for Appeal').first().json);
if (!row) return [{ json: { next: 'stop' } }];
if (got.asked && got.answer) return [{ json: { next: 'restore', candidate: row, row: { candidateKey: row.candidateKey, orgId: row.orgId, userId: row.userId, licenseKind: row.licenseKind, licenseIdentifier: row.licenseIdentifier, action: row.action, outcome: 'done', before: row.before, steps: (row.result && row.result.steps) || [], saving: row.saving } } }];
// Without an appeal page nobody could appeal: the Update job deactivates when the grace is over.
if (!got.asked || row.state !== 'Awaiting Revocation') return [{ json: { next: 'stop' } }];
return [{ json: { next: 'revoke' } }];
`;

const RESTORED = `
${CONTRACT}
${COMMON}
const row = $('Appealed?').first().json.candidate;
const answer = contract($('Restore').first().json);
const outcome = answer.rows[0];
if (outcome && ['done', 'alreadyDone'].includes(outcome.outcome)) {
	return [{ json: { write: [moved(row, { state: 'Closed Skipped', reason: 'The user appealed; everything is as before.', result: outcome, keepUntil: inDays(KEEP_DAYS) }, 'Appealed and restored.')] } }];
}
const why = (outcome && outcome.reason) || answer.errorMessage;
return [{ json: { write: [moved(row, { state: 'Attention Required', graceUntil: null, reason: 'The user appealed, and it could not be restored: ' + why }, 'Restore: ' + why)] } }];
`;
