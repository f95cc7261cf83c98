import type { IDataObject, INode } from 'n8n-workflow';
import { runNode } from '../../../support/inProcess';

/** The page on which a person selects candidates, and those who were selected. */

const row = (userId: string, state: IDataObject['state'] = 'Ready'): IDataObject => ({
	...{ userId, state, name: 'Ada <b>', username: 'ada@acme.example' },
	...{ licenseName: 'Salesforce', justification: 'No login for {{ 90 }} days' },
});

async function select(parameters: object, items: IDataObject[]) {
	const node = { resource: 'candidate', operation: 'select', ...parameters };
	const run = await runNode(node as unknown as INode['parameters'], {}, items);
	expect(run.error).toBeNull();
	return run.items;
}

interface Page extends IDataObject {
	candidates: number;
	ending: string;
	fields: Array<{ html?: string; fieldOptions?: { values: Array<{ option: string }> } }>;
}
async function page(items: IDataObject[], explanation: unknown = ''): Promise<Page> {
	const [shown, ...more] = await select({ formTask: 'build', explanation }, items);
	expect(more).toEqual([]);
	return shown as Page;
}
const linesOf = ({ fields }: Page) =>
	fields[1].fieldOptions?.values.map(({ option }) => option) ?? [];

describe('the page that asks for approval', () => {
	it('shows the explanation as text, and only candidates that can be reclaimed', async () => {
		const shown = await page([row('1'), row('2', 'Protected')], '<script>{{ 1 }}</script>');
		expect(shown.candidates).toBe(1);
		expect(shown.fields[0].html).toContain('&lt;script&gt;');
		expect(JSON.stringify(shown)).not.toContain('{{');
	});

	it.each(['', '  ', null, 7, {}, '={{ undefined }}'])(
		'works with the explanation %j',
		async (explanation) => {
			const shown = await page([{}], explanation);
			expect(shown.fields[0].html).toContain('gave no explanation');
			expect(shown.candidates).toBe(0);
		},
	);

	it('names what is missing', async () => {
		const [line] = linesOf(await page([{ state: 'Ready' }]));
		expect(line).toBe('1: no name (no username), no license name, no reason given');
	});
});

describe('the approval covers', () => {
	const rows = [row('0', 'Protected'), row('1'), row('2')];
	const read = async (answer: unknown, pageShown: unknown) =>
		await select({ formTask: 'read', answer, pageShown }, rows);

	it('the selected line, even if two people look the same', async () => {
		const shown = await page(rows);
		const answer = { [`candidates_${shown.ending}`]: [linesOf(shown)[1]] };
		expect(await read(answer, shown)).toEqual([{ ...rows[2], selected: 1 }]);
	});

	it('no candidate for an answer to another page, or without one', async () => {
		const shown = await page(rows);
		const lines = linesOf(shown);
		for (const [answer, pageShown] of [
			[{ [`candidates_${shown.ending}`]: lines }, { ending: 'other' }],
			[{ [`candidates_${shown.ending}`]: lines }, {}],
			[{ candidates: lines, candidates_: lines }, {}],
			[{ candidates: lines }, shown],
			[{}, shown],
		]) {
			expect(await read(answer, pageShown)).toEqual([{ selected: 0 }]);
		}
	});

	it.each([null, '', '1', true, {}, [], [null], ['1'], ['3: Ada']])(
		'no candidate for %j',
		async (ticked) => {
			const shown = await page(rows);
			const answer = { [`candidates_${shown.ending}`]: ticked };
			expect(await read(answer, shown)).toEqual([{ selected: 0 }]);
		},
	);
});
