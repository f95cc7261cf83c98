import { CONTRACT } from '../subflows/contract';
import { CANDIDATE_STATES, WHO_DECIDES } from '../candidates/states.code';

/** The Code nodes of Ask Before Reclaim. `decision` of a candidate is the latest answer to a question. */
const COMMON = `
${CANDIDATE_STATES}
const profile = $('Read Profile').first().json.rows[0] || {};
const inDays = (days) => new Date(Date.now() + days * 86400000).toISOString();
const KEEP_DAYS = 90;
const SAYS = { needed: 'I still need it', notNeeded: 'I do not need it', keep: 'Keep', take: 'Take it back', appeal: 'I need my login back' };
`;

/** The next question and who gets it, derived from the stored candidate alone. */
export const STEP = `
${COMMON}
${WHO_DECIDES}
const row = $('Read Candidate').first().json.rows[0];
const stop = (write = []) => [{ json: { next: 'stop', write } }];
if (!row) return stop();
const frozen = Boolean(row.graceUntil);
// Another run has it, or it is closed, or it needs attention first.
if (row.state !== 'Ready' && !(row.state === 'Awaiting Revocation' && frozen) && !(row.decision && ['Awaiting User', 'Awaiting Approval'].includes(row.state))) return stop();

const org = profile.orgName || 'Salesforce';
const license = row.licenseName + ' license in ' + org;
const time = (iso) => DateTime.fromISO(iso).setZone($now.zoneName).setLocale('en-US').toFormat('MMMM d, yyyy, HH:mm ZZZZ');
const day = (iso) => DateTime.fromISO(iso).setZone($now.zoneName).setLocale('en-US').toFormat('MMMM d, yyyy');
const unused = row.lastActivityAt ? 'has not been used since ' + day(row.lastActivityAt) : 'shows no use in our records';
const closed = profile.graceDays > 0 ? 'The login is paused now and closed after ' + plural(profile.graceDays, 'day') + '. Until then, it can be restored with one click.' : 'The login is closed.';
const taken = { deactivate: closed, wholeSeat: closed, freeze: 'The login is paused.' }[row.action] || 'The license is reclaimed.';
const silence = silenceReclaims(profile) ? taken : 'You keep it.';
const ask = (changes, note, question) => [{ json: { next: 'ask', write: [moved(row, { ...changes, answerUntil: question.until, executionId: String($execution.id), reason: null, errorCode: null }, note)], question } }];

function askUser() {
	if (!row.email) return stop([moved(row, { state: 'Attention Required', errorCode: 'NO_EMAIL', reason: 'The user cannot be asked: there is no e-mail address in Salesforce. Enter one in Salesforce (Setup > Users > the user > Email).' }, 'Not asked: the user has no e-mail address.')]);
	const until = inDays(daysToAnswer(profile));
	return ask({ state: 'Awaiting User', askedAt: now }, 'Asked ' + row.email + '.', {
		to: row.email,
		subject: 'Do you still need your ' + license + '?',
		message: 'Hello ' + row.name + ',\\n\\nyour ' + license + ' ' + unused + '. We reassign unused licenses to colleagues who need them.\\n\\nDo you still need yours? Please answer by ' + time(until) + '. ' + (silenceReclaims(profile) ? 'If we do not hear from you, we will reclaim it.' : 'If we do not hear from you, you keep it.'),
		choices: [
			{ answer: SAYS.needed, then: 'We ask your manager whether you keep it. Nothing changes before that.' },
			{ answer: SAYS.notNeeded, then: taken },
		],
		otherwise: silence,
		until,
	});
}

function askManager() {
	const { to, name } = whoDecides(row, profile, $('Read Manager').first().json.rows);
	if (!to) return stop([moved(row, { state: 'Attention Required', errorCode: 'NO_MANAGER', reason: 'The user wants to keep the license, but there is no manager to decide. Enter a manager in Salesforce (Setup > Users > the user > Manager), or a fallback approver in the profile (Guided Setup > Profile details).' }, 'Not asked: there is no manager to decide.')]);
	const until = inDays(daysToAnswer(profile));
	const comment = [...(row.notes || [])].reverse().map(({ text }) => /^The user wants to keep the license\\. (.+)$/s.exec(text)).find(Boolean);
	return ask({ state: 'Awaiting Approval', assignedTo: to }, 'Asked ' + to + ' to decide.', {
		to,
		subject: 'Should ' + row.name + ' keep the ' + license + '?',
		message: 'Hello' + (name ? ' ' + name : '') + ',\\n\\n' + row.name + ' (' + row.username + ') has a ' + license + ' that ' + unused + ', and wants to keep it.' + (comment ? '\\n\\nReason: ' + comment[1] : '') + '\\n\\nPlease decide by ' + time(until) + '. ' + (silenceReclaims(profile) ? 'Without a decision, the license is reclaimed.' : 'Without a decision, ' + row.name + ' keeps the license.'),
		choices: [
			{ answer: SAYS.keep, then: row.name + ' keeps the license and is not asked again for ' + KEEP_DAYS + ' days.' },
			{ answer: SAYS.take, then: taken },
		],
		otherwise: silenceReclaims(profile) ? taken : row.name + ' keeps the license.',
		until,
	});
}

function askForAppeal() {
	// If the user could not be told before, the grace period starts again.
	const until = row.state === 'Ready' ? inDays(profile.graceDays) : row.graceUntil;
	return ask({ state: 'Awaiting Revocation', graceUntil: until, revocationStartedAt: row.revocationStartedAt || now }, 'Told ' + row.email + ' that the login is paused.', {
		to: row.email,
		subject: 'Your login to ' + org + ' is paused',
		message: 'Hello ' + row.name + ',\\n\\nyour ' + license + ' ' + unused + ', so your login is paused. It will be closed on ' + time(until) + '.\\n\\nIf you still need it, tell us before then and we will restore your access. Otherwise, you do not have to do anything.',
		choices: [{ answer: SAYS.appeal, then: 'You can log in again within a minute, with the access you had before.' }],
		otherwise: 'Your login is closed on ' + time(until) + '.',
		until,
	});
}

if (row.decision === 'appeal') {
	return [{ json: { next: 'restore', write: [], candidate: row, row: toRestore(row) } }];
}
if (frozen && row.decision !== 'no appeal') return askForAppeal();
if (row.decision === 'user keeps') return askManager();
if (row.decision) return [{ json: { next: 'reclaim', write: [] } }];
return askUser();
`;

export const ANSWERED = `
${COMMON}
const row = $('Read After Answer').first().json.rows[0];
const asked = $('Next Step').first().json.write[0];
const json = $('Ask').first().json;
const write = (changes, note) => [{ json: { write: [moved(row, changes, note)] } }];
const kept = (reason) => write({ state: 'Closed Skipped', reason, keepUntil: inDays(KEEP_DAYS) }, reason);
const comment = typeof json.comment === 'string' ? json.comment.trim() : '';
const quoted = '“' + (comment.length > 500 ? comment.slice(0, 499) + '…' : comment) + '”';
const withComment = (text) => (comment ? text + ' ' + quoted : text);
const answer = json.answer || '';
if (!row) return [{ json: { write: [] } }];
// An appeal always counts, even if the candidate has changed since: the seat is given back.
if (answer === SAYS.appeal) return write({ state: 'Awaiting Revocation', decision: 'appeal' }, withComment('The user appealed.'));
// Closed in the meantime: the profile was deleted, or the license was used again.
if (row.state !== asked.state) return [{ json: { write: [] } }];
// n8n 2.41 fails an execution whose time ran out while n8n was down. The question was sent long before, and the
// time to answer is over.
if (json.error !== undefined && asked.answerUntil > now) {
	const why = String(json.error.message || json.error);
	const to = $('Next Step').first().json.question.to;
	return write({ state: 'Attention Required', errorCode: 'NOT_ASKED', reason: 'The question could not be sent to ' + to + ': ' + why + ' Check that the workflow of the channel (Ask by ...) is published and its credential works. The next run asks again.' }, 'Not asked: ' + why);
}
if (row.state === 'Awaiting User') {
	if (answer === SAYS.needed) return write({ decision: 'user keeps' }, withComment('The user wants to keep the license.'));
	if (answer === SAYS.notNeeded) return write({ decision: 'user releases' }, withComment('The user does not need the license.'));
	if (!silenceReclaims(profile)) return kept('The user did not answer in time. The profile keeps the license in that case.');
	return write({ decision: 'user silent' }, 'The user did not answer in time. The profile reclaims the license in that case.');
}
if (row.state === 'Awaiting Approval') {
	if (answer === SAYS.keep) return kept(withComment('The manager decided that the user keeps the license.'));
	if (answer === SAYS.take) return write({ decision: 'manager takes' }, withComment('The manager decided to take the license back.'));
	if (!silenceReclaims(profile)) return kept('The manager did not decide in time. The profile keeps the license in that case.');
	return write({ decision: 'manager silent' }, 'The manager did not decide in time. The profile reclaims the license in that case.');
}
return write({ decision: 'no appeal' }, 'The user did not appeal.');
`;

/** After Reclaim: a frozen user can appeal; a candidate that was not reclaimed must not stay waiting for an answer. */
export const CANNOT = `
${COMMON}
const row = $('Read After Reclaim').first().json.rows[0];
const answer = $('Reclaim').first().json;
const stop = (write) => [{ json: { next: 'stop', write } }];
if (row && row.state === 'Awaiting Revocation' && row.graceUntil && row.decision !== 'no appeal') return [{ json: { next: 'again', write: [] } }];
if (!row || !['Awaiting User', 'Awaiting Approval'].includes(row.state)) return stop([]);
const reason = answer.errorMessage || (isDryRun(profile) ? 'The profile is on dry run, so nothing is reclaimed.' : 'Reclaim returned no outcome.');
return stop([moved(row, { state: 'Attention Required', errorCode: 'NOT_RECLAIMED', reason }, 'Decided, but not reclaimed: ' + reason)]);
`;

export const RESTORED = `
${CONTRACT}
${COMMON}
const row = $('Next Step').first().json.candidate;
const answer = contract($('Restore').first().json);
const outcome = answer.rows[0];
if (outcome && ['done', 'alreadyDone'].includes(outcome.outcome)) {
	return [{ json: { write: [moved(row, { state: 'Closed Skipped', reason: 'The user appealed. The user has everything back.', result: outcome, seal: null, keepUntil: inDays(KEEP_DAYS) }, 'The user appealed, and everything was restored.')] } }];
}
const why = (outcome && outcome.reason) || answer.errorMessage;
return [{ json: { write: [moved(row, { state: 'Attention Required', graceUntil: null, reason: 'The user appealed, but Restore failed: ' + why }, 'Restore: ' + why)] } }];
`;
