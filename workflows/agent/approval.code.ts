import { html } from '../kit/pages/html';

/** What a person approves comes from Find Candidates; of the agent there is its explanation, and no more. */
interface Row {
	state?: unknown;
	name?: unknown;
	username?: unknown;
	licenseName?: unknown;
	justification?: unknown;
}

/** A number comes first, so that no two lines are the same. */
const line = ({ name, username, licenseName, justification }: Row, index: number) =>
	`${index + 1}: ${String(name)} (${String(username)}), ${String(licenseName)}, ${String(justification)}`;

const ready = <T extends Row>(rows: readonly T[]) => rows.filter(({ state }) => state === 'Ready');

/** The page that asks for approval: the agent's words, then the candidates. Nothing is ticked beforehand. */
export function approvalPage(explanation: unknown, found: readonly Row[]) {
	const words = typeof explanation === 'string' ? explanation.trim() : '';
	const rows = ready(found);
	return {
		rows: rows.length,
		title: 'Approve',
		description: `${rows.length} candidates. The list comes from Salesforce, the explanation from the agent.`,
		button: 'Reclaim what is ticked',
		fields: [
			{
				fieldType: 'html',
				elementName: 'explanation',
				html: html`<p>${words === '' ? 'The agent gave no explanation.' : words}</p>`.text,
			},
			{
				fieldLabel: 'Candidates',
				fieldName: 'candidates',
				fieldType: 'checkbox',
				fieldOptions: { values: rows.map((row, index) => ({ option: line(row, index) })) },
			},
		],
	};
}

/** The candidates whose very line was ticked. */
export function approved<T extends Row>(ticked: unknown, found: readonly T[]): T[] {
	const lines = new Set<unknown>(Array.isArray(ticked) ? ticked : []);
	return ready(found).filter((row, index) => lines.has(line(row, index)));
}
