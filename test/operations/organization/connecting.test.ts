import { runNode } from '../../support/inProcess';
import { clientCredentials, useOrg } from '../../support/org';

const org = useOrg();
const get = { resource: 'organization', operation: 'get' };

describe('the error of a credential that does not work says what to do', () => {
	it('wrong secret', async () => {
		const run = await runNode(
			get,
			clientCredentials(org(), { clientSecret: 'wrong-secret-value' }),
		);
		expect(run.error?.message).toMatch(/Client Secret/);
		expect(JSON.stringify(run.error)).not.toContain('wrong-secret-value');
	});

	it('unknown client id', async () => {
		const run = await runNode(get, clientCredentials(org(), { clientId: 'nobody' }));
		expect(run.error?.message).toMatch(/Client ID/);
	});

	it('flow not enabled', async () => {
		org().app.flows.clientCredentials = false;
		const run = await runNode(get, clientCredentials(org()));
		expect(run.error?.message).toMatch(/Client Credentials flow is not enabled/);
		expect(run.error?.description).toMatch(/External Client App Manager/);
	});

	it('no run-as user', async () => {
		org().app.runAsUsername = '';
		const run = await runNode(get, clientCredentials(org()));
		expect(run.error?.message).toMatch(/Run As user/);
	});

	it('missing api scope', async () => {
		org().app.scopes = ['refresh_token'];
		const run = await runNode(get, clientCredentials(org()));
		expect(run.error?.message).toMatch(/scope|REST API/);
	});

	it('not connected yet', async () => {
		const run = await runNode(get, clientCredentials(org(), { grantType: 'pkce' }));
		expect(run.error?.message).toMatch(/not connected/);
	});

	it('a host that is not a Salesforce host', async () => {
		const run = await runNode(get, clientCredentials(org(), { allowCustomHost: false }));
		expect(run.error?.message).toMatch(/not a Salesforce host/);
	});

	it('a host that does not respond', async () => {
		const run = await runNode(get, clientCredentials(org(), { instanceUrl: 'http://127.0.0.1:9' }));
		expect(run.error).not.toBeNull();
		expect(run.error?.description).toMatch(/Connection URL/);
	});

	it('one error item per input item when the run continues', async () => {
		const credential = clientCredentials(org(), { clientSecret: 'wrong' });
		const run = await runNode(get, credential, [{ a: 1 }, { a: 2 }], { continueOnFail: true });
		expect(run.items).toHaveLength(2);
		expect(run.items[1]).toMatchObject({ a: 2, error: expect.stringMatching(/Client Secret/) });
	});
});

describe('a response that breaks off', () => {
	it('every time counts as no response, and the URL is not blamed', async () => {
		org().faults.add({ kind: 'cutOff', path: /query/ });
		const run = await runNode(get, clientCredentials(org()));
		expect(run.error?.message).toMatch(/did not respond/);
		expect(org().faults.list[0].seen).toBe(4);
	}, 20_000);
});
