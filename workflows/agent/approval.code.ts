import { plural } from '../../nodes/SalesforceLicenses/licensing/model/plural';
import { html } from '../../nodes/SalesforceLicenses/licensing/report/html/html';

/** The list to approve comes from Find Candidates; the agent contributes only its explanation. */
interface Row {
	state?: unknown;
	name?: unknown;
	username?: unknown;
	licenseName?: unknown;
	justification?: unknown;
}

/** Starts with a number, so that no two lines are equal. */
const line = ({ name, username, licenseName, justification }: Row, index: number) =>
	`${index + 1}: ${String(name)} (${String(username)}), ${String(licenseName)}, ${String(justification)}`;

const ready = <T extends Row>(rows: readonly T[]) => rows.filter(({ state }) => state === 'Ready');

/** The page that asks for approval: the agent's explanation, then the candidates, none of them preselected. */
export function approvalPage(explanation: unknown, found: readonly Row[]) {
	const words = typeof explanation === 'string' ? explanation.trim() : '';
	const rows = ready(found);
	return {
		rows: rows.length,
		title: 'Approve',
		description: `${plural(rows.length, 'candidate')}. The list comes from Salesforce, the explanation from the agent.`,
		button: 'Reclaim the selected seats',
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

/** The candidates whose exact line was selected. */
export function approved<T extends Row>(ticked: unknown, found: readonly T[]): T[] {
	const lines = new Set<unknown>(Array.isArray(ticked) ? ticked : []);
	return ready(found).filter((row, index) => lines.has(line(row, index)));
}
