import type { INodeExecutionData } from 'n8n-workflow';
import { withoutEndings } from '../../../licensing/playbook/form/fields';
import { selectedRows, selectPage } from '../../../licensing/playbook/pages/select';
import { newEnding } from '../../newEnding';
import type { OperationRun } from '../../operation';
import { objectOf } from '../../parameters/jsonRows';
import type { Parameters } from '../../parameters/values';
import { fieldOf, parametersOf, WHOLE_RUN } from '../../parameters/values';
import { inputItems } from '../../reclamation/run/toolItems';

export const mode = 'wholeRun';

export const execute: OperationRun['execute'] = async (context, _, fields) => {
	const given = parametersOf(context, WHOLE_RUN);
	const field = (name: string) => fieldOf(fields, name);
	const items = inputItems(context);
	const found = items.map(({ json }) => json);
	const whole = (json: object): INodeExecutionData[] => [
		{
			json: { ...json } as INodeExecutionData['json'],
			pairedItem: items.map((_item, item) => ({ item })),
		},
	];
	if (given.option(field('formTask'), ['build', 'read']) === 'build') {
		// An agent that failed gave no explanation, and the list can still be used.
		const said = given.value(field('explanation'));
		const text = typeof said === 'string' ? said.trim() : '';
		return await Promise.resolve([whole(selectPage(text, found, newEnding()))]);
	}
	const selected = selectedRows(ticked(given, field), found);
	return await Promise.resolve([
		selected.length === 0
			? whole({ selected: 0 })
			: selected.map((item) => ({
					json: { ...items[item].json, selected: selected.length },
					pairedItem: { item },
				})),
	]);
};

type FieldNamed = (name: string) => ReturnType<typeof fieldOf>;

/** By the names of the page that was shown; anything else was not selected there. */
function ticked(given: Parameters, field: FieldNamed): unknown {
	const { ending } = objectOf(given, field('pageShown'));
	const answer = objectOf(given, field('answer'));
	if (typeof ending !== 'string' || ending === '') return [];
	return withoutEndings(answer, ending).candidates;
}
