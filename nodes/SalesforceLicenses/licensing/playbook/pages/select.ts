import { plural } from '../../model/plural';
import type { FormField } from '../form/fields';
import { optionText, paragraph, ticks, unguessable } from '../form/fields';

/** The page on which a person selects candidates as Find Candidates found them. */

export interface Selectable {
	state?: unknown;
	name?: unknown;
	username?: unknown;
	licenseName?: unknown;
	justification?: unknown;
}

/** Salesforce would refuse the others, or somebody has to look at them first. */
const isReady = ({ state }: Selectable) => state === 'Ready';

const word = (value: unknown, otherwise: string) =>
	typeof value === 'string' && value !== '' ? value : otherwise;

/** Starts with a number, so that no two lines are equal. */
const lineOf = (row: Selectable, index: number) =>
	optionText(
		`${index + 1}: ${word(row.name, 'no name')} (${word(row.username, 'no username')}), ${word(row.licenseName, 'no license name')}, ${word(row.justification, 'no reason given')}`,
	);

export interface SelectPage {
	title: string;
	description: string;
	button: string;
	fields: FormField[];
	/** How many there are to select. */
	candidates: number;
	ending: string;
}

/** Nobody is preselected. */
export function selectPage(
	explanation: string,
	found: readonly Selectable[],
	ending: string,
): SelectPage {
	const rows = found.filter(isReady);
	const said = explanation === '' ? 'The agent gave no explanation.' : explanation;
	return {
		title: 'Approve',
		description: `${plural(rows.length, 'candidate')}. The list comes from Salesforce, the explanation from the agent.`,
		button: 'Reclaim the selected seats',
		fields: unguessable(
			[
				{ ...paragraph(said), elementName: 'explanation' },
				ticks('candidates', 'Candidates', rows.map(lineOf)),
			],
			ending,
		),
		candidates: rows.length,
		ending,
	};
}

/** Where in the list those are whose exact line was selected. */
export function selectedRows(ticked: unknown, found: readonly Selectable[]): number[] {
	const lines = new Set<unknown>(Array.isArray(ticked) ? ticked : []);
	const ready = found.flatMap((row, index) => (isReady(row) ? [{ row, index }] : []));
	return ready.flatMap(({ row, index }, number) => (lines.has(lineOf(row, number)) ? [index] : []));
}
