import type {
	CandidateEvent,
	CandidateState,
} from '../../nodes/SalesforceLicenses/licensing/playbook/states';
import {
	CANDIDATE_EVENTS,
	CANDIDATE_STATES,
	NEW,
} from '../../nodes/SalesforceLicenses/licensing/playbook/states';
import { CANDIDATE_COLUMNS } from '../../nodes/SalesforceLicenses/licensing/playbook/candidateRow';
import { firstColumn, readPage, tableOf } from '../support/pages';

/** The picture of the states and the list of events, held against the table of the core. */

const PAGE = 'docs/operations/candidate.md';
const events = Object.keys(CANDIDATE_EVENTS) as CandidateEvent[];

/** `Awaiting User` as the picture names it. */
const idOf = (state: string) => (state === NEW ? '[*]' : state.replace(/ /g, ''));

/** One arrow for each pair of states, with everything that leads along it. */
function arrows(): string[] {
	const labels = new Map<string, string[]>();
	for (const event of events) {
		const { says, moves } = CANDIDATE_EVENTS[event];
		for (const [from, to] of Object.entries(moves)) {
			const arrow = `${idOf(from)} --> ${idOf(to)}`;
			labels.set(arrow, [...(labels.get(arrow) ?? []), says]);
		}
	}
	return [...labels].map(([arrow, says]) => `${arrow}: ${says.join('<br/>')}`);
}

const picture = [
	'stateDiagram-v2',
	...CANDIDATE_STATES.map((state) => `state "${state}" as ${idOf(state)}`),
	...arrows(),
];

/** The lines of the picture as the page has them. */
const shown = (/^```mermaid\n([\s\S]*?)^```/m.exec(readPage(PAGE))?.[1] ?? '')
	.split('\n')
	.map((line) => line.trim())
	.filter((line) => line !== '');

function movesOf(event: CandidateEvent): string {
	const targets = new Map<CandidateState, string[]>();
	for (const [from, to] of Object.entries(CANDIDATE_EVENTS[event].moves)) {
		targets.set(to, [...(targets.get(to) ?? []), from]);
	}
	return [...targets].map(([to, from]) => `${from.join(', ')} → ${to}`).join('; ');
}

it('the picture has exactly the states and moves of the table', () => {
	expect(shown).toEqual(picture);
});

it('the list has every event, the state it leads to and who may trigger it', () => {
	const known = events.map((event) => {
		const { says, by } = CANDIDATE_EVENTS[event];
		return [says, by.join(', '), movesOf(event)];
	});
	expect(tableOf(PAGE, 'What happens', 'Who').rows).toEqual(known);
});

it('the row has every column, and no other', () => {
	expect(firstColumn(tableOf(PAGE, 'Column')).sort()).toEqual([...CANDIDATE_COLUMNS].sort());
});
