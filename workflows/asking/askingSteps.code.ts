import { CONTRACT } from '../subflows/contract';
import { CANDIDATE_STATES, WHO_DECIDES } from '../candidates/states.code';

/** The Code nodes of Ask Before Reclaim. `decision` of a candidate is what people have said so far. */
const COMMON = `
${CANDIDATE_STATES}
const profile = $('Read Profile').first().json.rows[0] || {};
const inDays = (days) => new Date(Date.now() + days * 86400000).toISOString();
const KEEP_DAYS = 90;
const SAYS = { needed: 'I still need it', notNeeded: 'I do not need it', keep: 'Keep', take: 'Take it back', appeal: 'I need my login back' };
`;

/** Who asks whom what next: decided from the stored candidate alone. */
export const STEP = `
${COMMON}
${WHO_DECIDES}
const row = $('Read Candidate').first().json.rows[0];
const stop = (write = []) => [{ json: { next: 'stop', write } }];
if (!row) return stop();
const frozen = Boolean(row.graceUntil);
// Another run is at it, or it is closed, or somebody has to look first.
if (row.state !== 'Ready' && !(row.state === 'Awaiting Revocation' && frozen) && !(row.decision && ['Awaiting User', 'Awaiting Approval'].includes(row.state))) return stop();

const org = profile.orgName || 'Salesforce';
const license = row.licenseName + ' license in ' + org;
const time = (iso) => DateTime.fromISO(iso).setZone($now.zoneName).setLocale('en-US').toFormat('MMMM d, yyyy, HH:mm ZZZZ');
const day = (iso) => DateTime.fromISO(iso).setZone($now.zoneName).setLocale('en-US').toFormat('MMMM d, yyyy');
const since = row.lastActivityAt ? 'since ' + day(row.lastActivityAt) : 'for as long as we can see';
const closed = profile.graceDays > 0 ? 'The login is paused, and closed ' + profile.graceDays + ' days later. Until then one click brings it back.' : 'The login is closed.';
const taken = { deactivate: closed, wholeSeat: closed, freeze: 'The login is paused.' }[row.action] || 'The license is taken back.';
const silence = profile.onSilence === 'keep' ? 'You keep it.' : taken;
const ask = (changes, note, question) => [{ json: { next: 'ask', write: [moved(row, { ...changes, answerUntil: question.until, executionId: String($execution.id), reason: null, errorCode: null }, note)], question } }];

function askUser() {
	if (!row.email) return stop([moved(row, { state: 'Attention Required', errorCode: 'NO_EMAIL', reason: 'The user is to be asked and has no e-mail address in Salesforce.' }, 'Nobody to ask: no e-mail address.')]);
	const until = inDays(profile.daysToAnswer);
	return ask({ state: 'Awaiting User', askedAt: now }, 'Asked ' + row.email + '.', {
		to: row.email,
		subject: 'Do you still need your ' + license + '?',
		message: 'Hello ' + row.name + ',\\n\\nyour ' + license + ' has not been used ' + since + '. Licenses that nobody needs are given to colleagues who do.\\n\\nDo you still need yours? Please answer by ' + time(until) + '. ' + (profile.onSilence === 'keep' ? 'If we do not hear from you, you keep it.' : 'If we do not hear from you, it is taken back.'),
		choices: [
			{ answer: SAYS.needed, then: 'Your manager is asked whether you keep it. Nothing changes before that.' },
			{ answer: SAYS.notNeeded, then: taken },
		],
		otherwise: silence,
		until,
	});
}

function askManager() {
	const { to, name } = whoDecides(row, profile, $('Read Manager').first().json.rows);
	if (!to) return stop([moved(row, { state: 'Attention Required', errorCode: 'NO_MANAGER', reason: 'The user wants to keep it, and there is no manager to decide. Enter one in Salesforce (Setup > Users > the user > Manager), or a deciding person in the profile (Guided Setup > Profile details).' }, 'Nobody to decide.')]);
	const until = inDays(profile.daysToAnswer);
	const comment = [...(row.notes || [])].reverse().map(({ text }) => /^The user wants to keep it\\. (.+)$/s.exec(text)).find(Boolean);
	return ask({ state: 'Awaiting Approval', assignedTo: to }, 'Asked ' + to + ' to decide.', {
		to,
		subject: 'May ' + row.name + ' keep the ' + license + '?',
		message: 'Hello' + (name ? ' ' + name : '') + ',\\n\\n' + row.name + ' (' + row.username + ') has a ' + license + ' that has not been used ' + since + ', and wants to keep it.' + (comment ? '\\n\\nThe reason given: ' + comment[1] : '') + '\\n\\nPlease decide by ' + time(until) + '. ' + (profile.onSilence === 'keep' ? 'Without a decision the license stays.' : 'Without a decision it is taken back.'),
		choices: [
			{ answer: SAYS.keep, then: row.name + ' keeps the license, and is left in peace for ' + KEEP_DAYS + ' days.' },
			{ answer: SAYS.take, then: taken },
		],
		otherwise: profile.onSilence === 'keep' ? row.name + ' keeps it.' : taken,
		until,
	});
}

function askForAppeal() {
	// Whoever could not be told before has the whole time again.
	const until = row.state === 'Ready' ? inDays(profile.graceDays) : row.graceUntil;
	return ask({ state: 'Awaiting Revocation', graceUntil: until, revocationStartedAt: row.revocationStartedAt || now }, 'Told ' + row.email + ' that the login is paused.', {
		to: row.email,
		subject: 'Your login to ' + org + ' is paused',
		message: 'Hello ' + row.name + ',\\n\\nyour ' + license + ' has not been used ' + since + ', so your login is paused. It will be closed on ' + time(until) + '.\\n\\nDo you need it? Say so before then, and everything is as it was. If not, there is nothing to do.',
		choices: [{ answer: SAYS.appeal, then: 'You can log in again within a minute, with everything you had.' }],
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
const with_ = (text) => (json.comment ? text + ' ' + json.comment : text);
const answer = json.answer || '';
if (!row) return [{ json: { write: [] } }];
// An appeal counts whatever became of the candidate meanwhile: the seat is given back.
if (answer === SAYS.appeal) return write({ state: 'Awaiting Revocation', decision: 'appeal' }, with_('The user appeals.'));
// Closed meanwhile: the profile was deleted, or the license was used again.
if (row.state !== asked.state) return [{ json: { write: [] } }];
// n8n 2.41 fails an execution whose time ran out while n8n was down. The question was put long before, and nobody
// answered.
if (json.error !== undefined && asked.answerUntil > now) {
	const why = String(json.error.message || json.error);
	const to = $('Next Step').first().json.question.to;
	return write({ state: 'Attention Required', errorCode: 'NOT_ASKED', reason: 'The question could not be put to ' + to + ': ' + why + ' Check that the channel of the profile (Ask by ...) is published and its credential works. The next run asks again.' }, 'Not asked: ' + why);
}
const silent = profile.onSilence === 'keep' ? 'keep' : 'reclaim';
if (row.state === 'Awaiting User') {
	if (answer === SAYS.needed) return write({ decision: 'user keeps' }, with_('The user wants to keep it.'));
	if (answer === SAYS.notNeeded) return write({ decision: 'user releases' }, with_('The user releases it.'));
	if (silent === 'keep') return kept('The user did not answer in time; the profile says keep.');
	return write({ decision: 'user silent' }, 'The user did not answer in time; the profile says reclaim.');
}
if (row.state === 'Awaiting Approval') {
	if (answer === SAYS.keep) return kept(with_('The manager lets the user keep it.'));
	if (answer === SAYS.take) return write({ decision: 'manager takes' }, with_('The manager takes it back.'));
	if (silent === 'keep') return kept('The manager did not decide in time; the profile says keep.');
	return write({ decision: 'manager silent' }, 'The manager did not decide in time; the profile says reclaim.');
}
return write({ decision: 'no appeal' }, 'Nobody appealed.');
`;

/** After Reclaim: frozen goes on with the appeal; what could not be taken must not wait for nobody. */
export const CANNOT = `
${COMMON}
const row = $('Read After Reclaim').first().json.rows[0];
const answer = $('Reclaim').first().json;
const stop = (write) => [{ json: { next: 'stop', write } }];
if (row && row.state === 'Awaiting Revocation' && row.graceUntil && row.decision !== 'no appeal') return [{ json: { next: 'again', write: [] } }];
if (!row || !['Awaiting User', 'Awaiting Approval'].includes(row.state)) return stop([]);
const reason = answer.errorMessage || (profile.dryRun === true ? 'The profile is on dry run, so nothing is taken back.' : 'Reclaim gave no outcome.');
return stop([moved(row, { state: 'Attention Required', errorCode: 'NOT_RECLAIMED', reason }, 'Decided, and not reclaimed: ' + reason)]);
`;

export const RESTORED = `
${CONTRACT}
${COMMON}
const row = $('Next Step').first().json.candidate;
const answer = contract($('Restore').first().json);
const outcome = answer.rows[0];
if (outcome && ['done', 'alreadyDone'].includes(outcome.outcome)) {
	return [{ json: { write: [moved(row, { state: 'Closed Skipped', reason: 'The user appealed; everything is as before.', result: outcome, seal: null, keepUntil: inDays(KEEP_DAYS) }, 'Appealed and restored.')] } }];
}
const why = (outcome && outcome.reason) || answer.errorMessage;
return [{ json: { write: [moved(row, { state: 'Attention Required', graceUntil: null, reason: 'The user appealed, and it could not be restored: ' + why }, 'Restore: ' + why)] } }];
`;
