/** The states of a candidate and every event that may change it: one table, from which the docs draw a picture. */

export const OPEN_STATES = [
	'Ready',
	'Awaiting User',
	'Awaiting Approval',
	'Awaiting Revocation',
	'Attention Required',
] as const;
export const CLOSED_STATES = ['Closed Complete', 'Closed Skipped', 'Closed Canceled'] as const;
export const CANDIDATE_STATES = [...OPEN_STATES, ...CLOSED_STATES] as const;
export type CandidateState = (typeof CANDIDATE_STATES)[number];

/** Not stored yet. */
export const NEW = 'new';

/**
 * `job`: a workflow, also after a deadline. `user` holds the seat. `approver` decides for the user.
 * `operator` uses the forms.
 */
export const ACTORS = ['job', 'user', 'approver', 'operator'] as const;
export type Actor = (typeof ACTORS)[number];

interface EventFacts {
	/** What happened, in the words of the picture and of messages. */
	says: string;
	by: readonly Actor[];
	/** From which state to which. In a state that is missing, the event changes nothing. */
	moves: Partial<Record<CandidateState | typeof NEW, CandidateState>>;
}

/** Moves from each of these states to the same one. */
function all<const F extends CandidateState>(from: readonly F[], to: CandidateState) {
	return Object.fromEntries(from.map((state) => [state, to])) as Partial<
		Record<CandidateState, CandidateState>
	>;
}

const BEFORE_RECLAIM = ['Ready', 'Awaiting User', 'Awaiting Approval'] as const;
const ANYONE_AT_WORK: readonly Actor[] = ['job', 'operator'];

const FACTS = {
	found: { says: 'found', by: ['job'], moves: { [NEW]: 'Ready' } },
	foundBlocked: {
		says: 'found with a blocker',
		by: ['job'],
		moves: { [NEW]: 'Attention Required' },
	},
	userAsked: {
		says: 'user asked',
		by: ANYONE_AT_WORK,
		moves: { Ready: 'Awaiting User' },
	},
	approverAsked: {
		says: 'approver asked',
		by: ANYONE_AT_WORK,
		moves: all(['Ready', 'Awaiting User'], 'Awaiting Approval'),
	},
	notAsked: {
		says: 'question not sent',
		by: ['job'],
		moves: all([...BEFORE_RECLAIM, 'Awaiting Revocation'], 'Attention Required'),
	},
	userKeeps: {
		says: 'user needs it',
		by: ['user'],
		moves: { 'Awaiting User': 'Awaiting User' },
	},
	userReleases: {
		says: 'user does not need it',
		by: ['user'],
		moves: { 'Awaiting User': 'Awaiting User' },
	},
	approverKeeps: {
		says: 'approver keeps it',
		by: ['approver'],
		moves: { 'Awaiting Approval': 'Closed Skipped' },
	},
	approverReclaims: {
		says: 'approver takes it back',
		by: ['approver'],
		moves: { 'Awaiting Approval': 'Awaiting Approval' },
	},
	answerUnclear: {
		says: 'answer unclear',
		by: ['user', 'approver'],
		moves: all(['Awaiting User', 'Awaiting Approval'], 'Attention Required'),
	},
	silenceKeeps: {
		says: 'no answer, the profile keeps',
		by: ['job'],
		moves: all(['Awaiting User', 'Awaiting Approval'], 'Closed Skipped'),
	},
	silenceReclaims: {
		says: 'no answer, the profile reclaims',
		by: ['job'],
		moves: {
			'Awaiting User': 'Awaiting User',
			'Awaiting Approval': 'Awaiting Approval',
		},
	},
	capReached: {
		says: 'cap for answers and silence reached',
		by: ['job'],
		moves: all(['Awaiting User', 'Awaiting Approval'], 'Attention Required'),
	},
	planStored: {
		says: 'dry run stored',
		by: ANYONE_AT_WORK,
		moves: Object.fromEntries(OPEN_STATES.map((state) => [state, state])),
	},
	reclaimStarted: {
		says: 'reclaim started',
		by: ANYONE_AT_WORK,
		moves: all([...BEFORE_RECLAIM, 'Awaiting Revocation'], 'Awaiting Revocation'),
	},
	frozen: {
		says: 'frozen for the grace period',
		by: ANYONE_AT_WORK,
		moves: { 'Awaiting Revocation': 'Awaiting Revocation' },
	},
	appealOffered: {
		says: 'user told of the freeze',
		by: ['job'],
		moves: all(['Ready', 'Awaiting Revocation'], 'Awaiting Revocation'),
	},
	graceOver: {
		says: 'grace period over, no appeal',
		by: ['job'],
		moves: { 'Awaiting Revocation': 'Awaiting Revocation' },
	},
	appealed: {
		says: 'user appealed',
		by: ['user'],
		moves: all(
			['Ready', 'Awaiting Revocation', 'Attention Required', 'Closed Complete'],
			'Awaiting Revocation',
		),
	},
	reclaimed: {
		says: 'reclaimed',
		by: ANYONE_AT_WORK,
		moves: all(OPEN_STATES, 'Closed Complete'),
	},
	stopped: {
		says: 'blocked, failed or unknown',
		by: ANYONE_AT_WORK,
		moves: all(OPEN_STATES, 'Attention Required'),
	},
	resolved: {
		says: 'obstacle removed',
		by: ['job'],
		moves: { 'Attention Required': 'Ready' },
	},
	questionLost: {
		says: 'question lost',
		by: ['job'],
		moves: all(['Awaiting User', 'Awaiting Approval', 'Awaiting Revocation'], 'Ready'),
	},
	usedAgain: { says: 'used again', by: ANYONE_AT_WORK, moves: all(OPEN_STATES, 'Closed Canceled') },
	usedWhileTaken: {
		says: 'used again after reclaim started',
		by: ANYONE_AT_WORK,
		moves: all(OPEN_STATES, 'Attention Required'),
	},
	gone: {
		says: 'license removed elsewhere',
		by: ['job'],
		moves: all(OPEN_STATES, 'Closed Skipped'),
	},
	givenBack: {
		says: 'given back',
		by: ANYONE_AT_WORK,
		moves: all(
			['Ready', 'Awaiting Revocation', 'Attention Required', 'Closed Complete'],
			'Closed Skipped',
		),
	},
	notGivenBack: {
		says: 'restore failed',
		by: ANYONE_AT_WORK,
		moves: {
			Ready: 'Attention Required',
			'Awaiting Revocation': 'Attention Required',
			'Attention Required': 'Attention Required',
			'Closed Complete': 'Closed Complete',
		},
	},
	operatorKeeps: {
		says: 'kept or excluded by a person',
		by: ['operator'],
		moves: all([...BEFORE_RECLAIM, 'Attention Required'], 'Closed Skipped'),
	},
	profileDeleted: {
		says: 'profile deleted',
		by: ['operator'],
		moves: all(OPEN_STATES, 'Closed Skipped'),
	},
} as const satisfies Record<string, EventFacts>;

export type CandidateEvent = keyof typeof FACTS;
export const CANDIDATE_EVENTS: Readonly<Record<CandidateEvent, EventFacts>> = FACTS;

export const isOpen = (state: CandidateState): boolean =>
	(OPEN_STATES as readonly string[]).includes(state);

export type Move = { ok: true; state: CandidateState } | { ok: false; because: string };

/** The state after the event. A move that is not in the table is refused with a sentence. */
export function nextState(
	from: CandidateState | typeof NEW,
	event: CandidateEvent,
	actor: Actor,
): Move {
	if (!Object.hasOwn(CANDIDATE_EVENTS, event)) {
		return { ok: false, because: `There is no event "${String(event)}" for a candidate.` };
	}
	const { says, by, moves } = CANDIDATE_EVENTS[event];
	const state = Object.hasOwn(moves, from) ? moves[from] : undefined;
	if (state === undefined) {
		const possible = Object.keys(moves).join(', ');
		return {
			ok: false,
			because: `The candidate is in the state ${from}, and "${says}" applies only to: ${possible}.`,
		};
	}
	if (!by.includes(actor)) {
		return {
			ok: false,
			because: `"${says}" can come only from: ${by.join(', ')}. It came from: ${actor}.`,
		};
	}
	return { ok: true, state };
}
