import type {
	Actor,
	CandidateEvent,
	CandidateState,
} from '../../../nodes/SalesforceLicenses/licensing/playbook/states';
import {
	ACTORS,
	CANDIDATE_EVENTS,
	CANDIDATE_STATES,
	isOpen,
	NEW,
	nextState,
} from '../../../nodes/SalesforceLicenses/licensing/playbook/states';

type From = CandidateState | typeof NEW;

/**
 * What each event leads to, written down apart from the table: columns are the states below, one letter
 * each for where the candidate goes, and a dot where it stays as it is.
 */
const COLUMNS: readonly From[] = [NEW, ...CANDIDATE_STATES];
const LETTERS: Record<string, CandidateState> = {
	R: 'Ready',
	U: 'Awaiting User',
	A: 'Awaiting Approval',
	V: 'Awaiting Revocation',
	X: 'Attention Required',
	C: 'Closed Complete',
	S: 'Closed Skipped',
	N: 'Closed Canceled',
};
const EXPECTED: Record<CandidateEvent, [moves: string, by: Actor[]]> = {
	//                 new R U A V X C S N
	found: /*       */ ['R........', ['job']],
	foundBlocked: /**/ ['X........', ['job']],
	userAsked: /*   */ ['.U.......', ['job', 'operator']],
	approverAsked: /**/ ['.AA......', ['job', 'operator']],
	notAsked: /*    */ ['.XXXX....', ['job']],
	userKeeps: /*   */ ['..U......', ['user']],
	userReleases: /**/ ['..U......', ['user']],
	approverKeeps: /**/ ['...S.....', ['approver']],
	approverReclaims: ['...A.....', ['approver']],
	answerUnclear: /**/ ['..XX.....', ['user', 'approver']],
	silenceKeeps: /**/ ['..SS.....', ['job']],
	silenceReclaims: ['..UA.....', ['job']],
	capReached: /*  */ ['..XX.....', ['job']],
	planStored: /*  */ ['.RUAVX...', ['job', 'operator']],
	reclaimStarted: ['.VVVV....', ['job', 'operator']],
	frozen: /*      */ ['....V....', ['job', 'operator']],
	appealOffered: /**/ ['.V..V....', ['job']],
	graceOver: /*   */ ['....V....', ['job']],
	appealed: /*    */ ['.V..VVV..', ['user']],
	reclaimed: /*   */ ['.CCCCC...', ['job', 'operator']],
	stopped: /*     */ ['.XXXXX...', ['job', 'operator']],
	resolved: /*    */ ['.....R...', ['job']],
	questionLost: /**/ ['..RRR....', ['job']],
	usedAgain: /*   */ ['.NNNNN...', ['job', 'operator']],
	usedWhileTaken: ['.XXXXX...', ['job', 'operator']],
	gone: /*        */ ['.SSSSS...', ['job']],
	givenBack: /*   */ ['.S..SSS..', ['job', 'operator']],
	notGivenBack: /**/ ['.X..XXC..', ['job', 'operator']],
	operatorKeeps: /**/ ['.SSS.S...', ['operator']],
	profileDeleted: ['.SSSSS...', ['operator']],
};

const events = Object.keys(EXPECTED) as CandidateEvent[];
const cells = COLUMNS.flatMap((from, column) =>
	events.flatMap((event) =>
		ACTORS.map((actor) => {
			const [moves, by] = EXPECTED[event];
			const to = by.includes(actor) ? LETTERS[moves[column]] : undefined;
			return { from, event, actor, to };
		}),
	),
);

describe('the table of states', () => {
	it('has every event that is expected here, and no other', () => {
		expect(Object.keys(CANDIDATE_EVENTS).sort()).toEqual([...events].sort());
	});

	it('has eight states, five of them open', () => {
		expect(CANDIDATE_STATES).toHaveLength(8);
		expect(CANDIDATE_STATES.filter(isOpen)).toHaveLength(5);
	});

	it.each(cells)('$from, $event by $actor: $to', ({ from, event, actor, to }) => {
		const move = nextState(from, event, actor);
		if (to === undefined) {
			expect(move).toEqual({ ok: false, because: expect.stringMatching(/\.$/) as string });
		} else {
			expect(move).toEqual({ ok: true, state: to });
		}
	});

	it('lets only an appeal or Restore reach a closed candidate', () => {
		const moving = cells.filter(({ from, to }) => from.startsWith('Closed') && to !== undefined);
		expect([...new Set(moving.map(({ event }) => event))].sort()).toEqual([
			'appealed',
			'givenBack',
			'notGivenBack',
		]);
	});

	it.each([undefined, null, '', NaN, [], 'constructor', 'toString', 'ready', 'Closed'])(
		'refuses a value that is not a state, event or actor: %p',
		(given) => {
			expect(nextState(given as never, 'userAsked', 'job').ok).toBe(false);
			expect(nextState('Ready', given as never, 'job').ok).toBe(false);
			expect(nextState('Ready', 'userAsked', given as never).ok).toBe(false);
		},
	);
});
