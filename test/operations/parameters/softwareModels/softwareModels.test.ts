import type { IDataObject, INode } from 'n8n-workflow';
import { candidateRow } from '../../../support/candidateRows';
import { runNode } from '../../../support/inProcess';
import { clientCredentials, useOrg } from '../../../support/org';
import { pollingWorkflow } from '../../../support/pollNode';

/** Software models as rows of the form, in every operation that knows them. */

const org = useOrg({ users: 30, seed: 12 });

const run = async (of: string, parameters: object, items: IDataObject[] = [{}]) => {
	const [resource, operation] = of.split(':');
	return await runNode(
		{ resource, operation, ...parameters } as unknown as INode['parameters'],
		clientCredentials(org()),
		items,
	);
};
const rows = (...model: object[]) => ({ assignedSoftwareModels: { model } });
const OURS = {
	...{ licenseKind: 'userLicense', licenseIdentifier: 'SFDC', softwareModel: 'Our CRM' },
	...{ publisher: '', edition: '', category: '' },
};
const LIST =
	'[{"licenseKind":"userLicense","licenseIdentifier":"SFDC","softwareModel":"Other CRM"}]';

const modelOf = (items: readonly IDataObject[]) =>
	items.find(({ licenseIdentifier }) => licenseIdentifier === 'SFDC')?.softwareModel;

it('name the licenses, and what is left empty stays as the built-in table has it', async () => {
	const { items, error } = await run('license:getMany', rows(OURS));
	expect(error).toBeNull();
	const known = (await run('license:getMany', {})).items;
	const of = (all: readonly IDataObject[]) =>
		all.find(({ licenseIdentifier }) => licenseIdentifier === 'SFDC');
	expect(of(items)).toEqual({ ...of(known), softwareModel: 'Our CRM' });
	const named = await run('license:getMany', rows({ ...OURS, publisher: 'Us' }));
	expect(of(named.items)).toMatchObject({ publisher: 'Us' });
});

it.each<[string, object]>([
	['nothing was added', {}],
	['nothing was added, as n8n stores it', { assignedSoftwareModels: {} }],
	['all rows were removed', rows()],
])('are none if %s; then the JSON counts', async (_, none) => {
	const { items, error } = await run('license:getMany', none);
	expect(error).toBeNull();
	expect(modelOf(items)).not.toBe('Our CRM');
	expect(modelOf((await run('license:getMany', { ...none, softwareModels: LIST })).items)).toBe(
		'Other CRM',
	);
});

it.each<[string, object, RegExp]>([
	['no identifier', { licenseIdentifier: '' }, /row 2, Identifier: is empty/],
	['an identifier that is null', { licenseIdentifier: '={{ null }}' }, /row 2, Identifier: is em/],
	['a blank software model', { softwareModel: ' ' }, /row 2, Software Model: is empty/],
	['a software model that is NaN', { softwareModel: '={{ NaN }}' }, /row 2, Software Model: is em/],
	['an empty kind', { licenseKind: '' }, /row 2, License Kind: must be one of/],
	['an unknown kind', { licenseKind: 'any' }, /row 2, License Kind: must be one of/],
	['a publisher that is a list', { publisher: '={{ [1] }}' }, /row 2, Publisher: must be a text/],
	[
		'the same license',
		{ licenseKind: 'userLicense', licenseIdentifier: 'sfdc' },
		/row 2, Identifier: "sfdc" is already in row 1/,
	],
])('are refused before the first call with %s', async (_, wrong, says) => {
	const { apiCalls } = org().org;
	const second = { ...OURS, licenseKind: 'packageLicense', licenseIdentifier: 'acmeapp', ...wrong };
	const { error } = await run('license:getMany', rows(OURS, second));
	expect(error?.message).toMatch(/^Assigned Software Models: /);
	expect(error?.message).toMatch(says);
	expect(org().org.apiCalls).toBe(apiCalls);
});

const OPERATIONS: Array<[operation: string, parameters: object, items?: IDataObject[]]> = [
	['license:getMany', {}],
	['subscription:download', { licenseKinds: ['userLicense'] }],
	['reclamation:findCandidates', { inactiveDays: 1 }],
	['candidate:open', { profile: 'EMEA' }, [candidateRow() as unknown as IDataObject]],
];

describe.each(OPERATIONS)('%s', (operation, parameters, items) => {
	it('takes rows, but not rows and JSON at once', async () => {
		const one = await run(operation, { ...parameters, ...rows(OURS) }, items);
		expect(one.error).toBeNull();
		expect(modelOf(one.items)).toBe('Our CRM');
		const { error } = await run(
			operation,
			{ ...parameters, ...rows(OURS), softwareModels: LIST },
			items,
		);
		expect(error?.message).toBe('Software Models: there are rows in Assigned Software Models too');
	});
});

it('the trigger takes them too, and names what is wrong', async () => {
	const polling = (parameters: object) =>
		pollingWorkflow(
			{ events: ['poolLow'], ...parameters } as never,
			clientCredentials(org()),
			'models',
		);
	await polling(rows(OURS)).poll();
	for (const [wrong, says] of [
		[{ ...rows(OURS), softwareModels: LIST }, 'there are rows in Assigned Software Models too'],
		[rows({ ...OURS, softwareModel: '' }), 'Assigned Software Models: row 1, Software Model: is'],
	] as const) {
		await expect(polling(wrong).poll()).rejects.toThrow(says);
	}
});
