import { OneCredential } from '../support/inProcess';
import { LoadOptionsContext } from 'n8n-core';
import type {
	ICredentialDataDecryptedObject,
	INode,
	INodeListSearchResult,
	INodeTypes,
	IWorkflowExecuteAdditionalData,
} from 'n8n-workflow';
import { Workflow } from 'n8n-workflow';
import { SalesforceLicenses } from '../../nodes/SalesforceLicenses/SalesforceLicenses.node';
import type { RunningOrg } from '../org/server';
import { clientCredentials, useOrg } from '../support/org';

jest.setTimeout(120_000);

/** The lists that people search in the editor, in an org with 10,000 entries, with n8n's own context of such a list. */

const MANY = 10_000;
let org: () => RunningOrg;
const node = new SalesforceLicenses();
type List = keyof typeof node.methods.listSearch;

async function search(
	list: List,
	typed?: string,
	token?: unknown,
	credential: ICredentialDataDecryptedObject = clientCredentials(org()),
): Promise<INodeListSearchResult> {
	const nodeTypes = {
		getByName: () => node,
		getByNameAndVersion: () => node,
		getKnownTypes: () => ({}),
	} as unknown as INodeTypes;
	const edited: INode = {
		id: 'n',
		name: 'Salesforce Licenses',
		type: 'salesforceLicenses',
		typeVersion: 1,
		position: [0, 0],
		parameters: { resource: 'reclamation', operation: 'reclaim' },
		credentials: { salesforceCrmOAuth2Api: { id: '1', name: 'Org' } },
	};
	const workflow = new Workflow({ nodes: [edited], connections: {}, active: false, nodeTypes });
	const additionalData = {
		credentialsHelper: new OneCredential(credential),
	} as unknown as IWorkflowExecuteAdditionalData;
	const context = new LoadOptionsContext(workflow, edited, additionalData, 'parameters.x');
	return await node.methods.listSearch[list].call(context, typed, token);
}

async function scrolledToTheEnd(list: List): Promise<string[]> {
	const values: string[] = [];
	let token: unknown;
	do {
		const page = await search(list, undefined, token);
		values.push(...page.results.map(({ value }) => String(value)));
		token = page.paginationToken;
	} while (token !== undefined);
	return values;
}

const idsOf = (object: string) =>
	org()
		.org.rows(object)
		.map(({ Id }) => Id);

describe('a list of 10,000 entries', () => {
	const many = useOrg({ users: MANY, seed: 2 });
	beforeEach(() => (org = many));

	it('users: a page at a time, every active user once, and nobody else', async () => {
		const first = await search('searchUsers');
		expect(first.results).toHaveLength(100);
		const active = org()
			.org.rows('User')
			.filter(({ IsActive }) => IsActive === true)
			.map(({ Id }) => Id);
		expect(active.length).toBeGreaterThan(7_000);
		expect((await scrolledToTheEnd('searchUsers')).sort()).toEqual(active.sort());
	});

	it('profiles: 10,000 of them, a page at a time, each once', async () => {
		const [{ UserLicenseId }] = org().org.rows('Profile');
		for (let index = 0; index < MANY; index++)
			org().org.insert('Profile', { Name: `Branch ${index}`, UserType: 'Standard', UserLicenseId });
		expect((await search('searchProfiles')).results).toHaveLength(100);
		expect((await scrolledToTheEnd('searchProfiles')).sort()).toEqual(idsOf('Profile').sort());
		const { results, paginationToken } = await search('searchProfiles', ' branch 9999 ');
		expect(results.map(({ name }) => name)).toEqual(['Branch 9999']);
		expect(paginationToken).toBeUndefined();
	});
});

describe('a list', () => {
	const few = useOrg();
	beforeEach(() => (org = few));
	it('typing finds a user by name or username, wherever the user is in the list', async () => {
		const users = org()
			.org.rows('User')
			.filter(({ IsActive }) => IsActive === true);
		const { Id, Username } = users[users.length - 1];
		const { results } = await search('searchUsers', String(Username).toUpperCase());
		expect(results.map(({ value }) => value)).toContain(Id);
		expect((await search('searchUsers', "nobody's %_ name")).results).toEqual([]);
	});

	it.each([undefined, null, '', 0, {}, []])(
		'starts at the beginning with the token %j',
		async (token) => {
			expect(await search('searchUsers', undefined, token)).toEqual(await search('searchUsers'));
		},
	);

	it('has the custom fields of users by label, without fields of several values', async () => {
		const { fields } = org().org.types.User;
		fields.CostCenter__c = { ...fields.Division };
		fields.IsContractor__c = { ...fields.IsActive };
		fields.Home__c = { ...fields.Division, type: 'location' as never };
		const all = await search('searchUserFields');
		expect(all.results.map(({ value }) => value).sort()).toEqual(
			Object.keys(fields)
				.filter((name) => name.endsWith('__c') && name !== 'Home__c')
				.sort(),
		);
		const { results } = await search('searchUserFields', ' cost center');
		expect(results).toEqual([{ name: 'Cost Center (CostCenter__c)', value: 'CostCenter__c' }]);
		expect((await search('searchUserFields', 'nothing like it')).results).toEqual([]);
		delete fields.Home__c;
	});

	it.each([
		['an org that is away', { instanceUrl: 'http://127.0.0.1:9' }, /Connection URL/],
		['a wrong secret', { clientSecret: 'wrong' }, /Client Secret/],
		['a credential that is not connected', { grantType: 'pkce' }, /Connect/],
	])('%s is said with what to do', async (_, wrong, told) => {
		const credential = clientCredentials(org(), wrong);
		for (const list of ['searchUsers', 'searchProfiles', 'searchUserFields'] as const) {
			const failed = await search(list, '', undefined, credential).catch(
				(error: Error & { description?: string }) => `${error.message} ${error.description}`,
			);
			expect(failed).toMatch(told);
		}
	});
});
