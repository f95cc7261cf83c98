import type { INode } from 'n8n-workflow';
import { runNode } from '../../support/inProcess';

const run = async (parameters: INode['parameters']) =>
	await runNode(
		{
			...{ resource: 'playbook', operation: 'fitRows' },
			...{ tables: '{"people":{"name":"string","isActive":"boolean"}}', table: 'people' },
			...parameters,
		},
		{},
	);

it('returns the rows of a request as its table has them', async () => {
	const { error, items } = await run({
		rows: [
			{ name: 'Ada', isActive: 'true' },
			{ id: 2, name: 'Bo' },
		],
	});
	expect(error).toBeNull();
	expect(items).toEqual([
		{
			...{ table: 'people', action: 'write', column: '', columnType: '', value: '' },
			...{ columns: ['name', 'isActive'], jsonColumns: [], remove: [] },
			insert: [{ name: 'Ada', isActive: true }],
			update: [{ id: 2, name: 'Bo' }],
			versionNote: '',
		},
	]);
});

it.each<[INode['parameters'], RegExp]>([
	[{ rows: '{"name":"Ada"' }, /Rows \(JSON\)/],
	[{ rows: ['Ada'] }, /it is not a row/],
	[{ rows: [{ isActive: 'No' }] }, /Row 1 does not fit the table people: isActive is No/],
	[{ table: 'pets' }, /Storage has no table "pets"/],
	[{ action: 'drop' }, /Storage has no action "drop"/],
	[{ tables: '{}' }, /Tables \(JSON\)/],
	[{ tables: '{"people":{"name":"text"}}' }, /Tables \(JSON\)/],
	[{ tables: 'people' }, /it is not JSON/],
	[{ tables: [] }, /Tables \(JSON\)/],
])('refuses %j', async (parameters, reason) => {
	const { error, outputs } = await run(parameters);
	expect(error?.message).toMatch(reason);
	expect(outputs.flat()).toEqual([]);
});

it.each([
	['0.0.1', 'Install the Playbook'],
	['99.0.0', 'Update the package'],
	[null, ''],
	['', ''],
	[NaN, 'cannot be read'],
	[['0.1.0'], 'cannot be read'],
	[{}, 'cannot be read'],
])('says what to do if the playbook is of version %j', async (playbookVersion, note) => {
	const { error, outputs } = await run({ playbookVersion } as INode['parameters']);
	expect(error).toBeNull();
	const [{ json }] = outputs.flat();
	if (note === '') expect(json.versionNote).toBe('');
	else expect(json.versionNote).toContain(note);
});
