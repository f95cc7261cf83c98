import { readRows, storeCandidates } from '../storage/calls';
import { callReclaim } from '../subflows/calls';
import { failureOf } from '../subflows/contract';
import type { WorkflowFile } from '../kit/canvas';
import { workflow } from '../kit/canvas';
import { CHANNELS } from './channels';
import { IDS } from '../kit/ids';
import type { At } from '../subflows/calls';
import {
	call,
	candidate,
	code,
	ifTrue,
	inputs,
	itemsOf,
	rowsAsItems,
	switchOn,
} from '../kit/nodes';
import { QUESTION } from './question';

const PROFILE = "$('Read Profile').first().json.rows[0]";
/** A profile that was deleted promises nothing: nothing is taken, and what was asked is kept. */
const SETTINGS = { settingsFrom: 'profile', storedProfile: `={{ ${PROFILE} ?? {} }}` };

/** The question that Next Step put. */
const ASKED = "$('Next Step').all(3)[0].json";
const ANSWER = "$('Ask').first().json";
// n8n 2.41 fails an execution whose time ran out while n8n was down. The question was sent long before, and the
// time to answer is over.
const WHAT_HAPPENED = `={{ ${ANSWER}.error !== undefined && ${ASKED}.until > new Date().toISOString() ? 'notAsked' : ${ANSWER}.answer ? 'answer' : 'silence' }}`;
const NOT_SENT = `={{ (${ANSWER}.error?.message || ${ANSWER}.error || '') + ' Check that the workflow of the channel (Ask by ...) is published and its credential works. The next run asks again.' }}`;

const NEXT = `={{ ${itemsOf('Next Step', 4)}.length > 0 ? 'restore' : ${itemsOf('Next Step', 2)}.length > 0 ? 'reclaim' : ${itemsOf('Next Step', 3)}.length > 0 ? 'ask' : 'stop' }}`;
/** A user who was just frozen is told, and can appeal. */
const IS_FROZEN_NOW = `={{ ((row) => row?.state === 'Awaiting Revocation' && !!row.graceUntil)($('Read After Reclaim').first().json.rows[0]) && $('Candidate').first().json.state !== 'Awaiting Revocation' }}`;

const readCandidate = (at: At) =>
	readRows(
		at,
		'salesforce_candidates',
		'id',
		"={{ String($('Inputs').first().json.candidateId) }}",
	);

/** One candidate, from the first question to the decision: an execution that waits for people. */
export function askBeforeReclaim(): WorkflowFile {
	const question = Object.fromEntries(
		Object.entries(QUESTION).map(([name, type]) => [
			name,
			[type, `={{ ${ASKED}.${name} }}`] as [typeof type, string],
		]),
	);
	return workflow({
		id: IDS.approval,
		name: 'Ask Before Reclaim',
		nodes: {
			Inputs: inputs([0, 0], { candidateId: 'number', startedBy: 'string' }),
			'Read Candidate': readCandidate([1, 0]),
			'Read Profile': readRows(
				[2, 0],
				'salesforce_profiles',
				'displayName',
				"={{ $('Read Candidate').first().json.rows[0]?.profile ?? '' }}",
			),
			'Read Manager': readRows(
				[3, 0],
				'salesforce_subscriptions',
				'userId',
				"={{ $('Read Candidate').first().json.rows[0]?.managerId || 'none' }}",
			),
			Candidate: {
				...code([4, 0], "return $('Read Candidate').first().json.rows.map((json) => ({ json }));"),
				settings: { alwaysOutputData: true },
			},
			'Next Step': candidate([5, 0], 'decide', {
				event: 'nextStep',
				...SETTINGS,
				people: "={{ $('Read Manager').first().json.rows }}",
				startedBy: "={{ $('Inputs').first().json.startedBy ?? '' }}",
			}),
			'Store Step': storeCandidates([6, 0], 'Next Step'),
			Next: switchOn([7, 0], NEXT, ['ask', 'reclaim', 'restore']),
			// An expression, so that n8n publishes this without the channels, which need credentials of their own.
			Ask: call(
				[8, -1.5],
				`={{ (${JSON.stringify(CHANNELS)})[${PROFILE}.askBy || 'email'] }}`,
				question,
				{ onError: 'continueRegularOutput' },
			),
			'Read After Answer': readCandidate([9, -1.5]),
			'Candidate After Answer': rowsAsItems([10, -1.5]),
			Answered: candidate([11, -1.5], 'decide', {
				event: WHAT_HAPPENED,
				...SETTINGS,
				answer: `={{ ${ANSWER}.answer ?? '' }}`,
				keepUntil: `={{ ${ANSWER}.keepUntil ?? '' }}`,
				decidedBy: `={{ ${ASKED}.to }}`,
				comment: `={{ ${ANSWER}.comment ?? '' }}`,
				reason: NOT_SENT,
			}),
			'Store Answer': storeCandidates([12, -1.5], 'Answered'),
			Reclaim: call([8, 0], IDS.runJob, {
				job: ['string', 'reclaim'],
				profile: ['string', `={{ ${PROFILE}.displayName }}`],
				candidateIds: ['array', "={{ [$('Inputs').first().json.candidateId] }}"],
				ask: ['boolean', '={{ false }}'],
				startedBy: ['string', 'Ask Before Reclaim'],
			}),
			'Read After Reclaim': readCandidate([9, 0]),
			'Candidate After Reclaim': rowsAsItems([10, 0]),
			'Reclaimed?': candidate([11, 0], 'decide', {
				event: 'notReclaimed',
				...SETTINGS,
				reason: "={{ $('Reclaim').first().json.errorMessage ?? '' }}",
			}),
			'Store Reclaimed': storeCandidates([12, 0], 'Reclaimed?'),
			'Just Frozen?': ifTrue([13, 0], IS_FROZEN_NOW),
			Restore: callReclaim([8, 1.5], `={{ ${PROFILE}.reclaimSubflow }}`, {
				task: 'restore',
				rows: `={{ ${itemsOf('Next Step', 4)} }}`,
				dryRun: '={{ false }}',
				maxUsers: '={{ 1 }}',
				maxPercent: '={{ 100 }}',
			}),
			'Read After Restore': readCandidate([9, 1.5]),
			'Candidate After Restore': rowsAsItems([10, 1.5]),
			Restored: candidate([11, 1.5], 'decide', {
				event: 'restored',
				outcomes: "={{ $('Restore').first().json.rows ?? [] }}",
				reason: `={{ ${failureOf('Restore')} }}`,
			}),
			'Store Restored': storeCandidates([12, 1.5], 'Restored'),
		},
		flow: [
			'Inputs > Read Candidate > Read Profile > Read Manager > Candidate > Next Step > Store Step > Next',
			'Next.0 > Ask > Read After Answer > Candidate After Answer > Answered > Store Answer > Read Candidate',
			'Next.1 > Reclaim > Read After Reclaim > Candidate After Reclaim > Reclaimed? > Store Reclaimed > Just Frozen?',
			'Just Frozen?.0 > Read Candidate',
			'Next.2 > Restore > Read After Restore > Candidate After Restore > Restored > Store Restored',
		],
		notes: [
			{
				at: [0, -3.3],
				size: [5.8, 2.2],
				text: `## Ask Before Reclaim
One execution for each candidate. It waits for people, even across restarts of n8n. **Next Step** reads the stored candidate, and every answer is stored before the next step. An execution that is interrupted resumes where it stopped, and no one is asked twice.

1. The **user** is asked whether the license is still needed (*Awaiting User*). If not, it is reclaimed.
2. If the user needs it, the **manager** decides (*Awaiting Approval*): the user's manager in Salesforce, or else the fallback approver of the profile. Users never decide about their own license.
3. If there is no answer in time, the profile decides: keep or reclaim.
4. If the profile has a grace period, the user is **frozen** first and can **appeal**. An appeal restores the user from the before-image.

Every question is answered on a **page**, so a mail scanner that opens all links does not answer it.`,
			},
			{
				at: [6.8, -3.3],
				size: [3.4, 1.2],
				color: 4,
				text: 'The profile chooses the channel. **Ask** needs the workflow of that channel to be published, with a credential. If it is not, or if the mail server is down, the candidate becomes *Attention Required*, nothing is reclaimed, and the next run asks again.',
			},
		],
		settings: { errorWorkflow: IDS.onError },
	});
}
