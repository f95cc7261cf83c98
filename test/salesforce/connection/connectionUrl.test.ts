/* eslint-disable @n8n/community-nodes/no-restricted-imports, @n8n/community-nodes/no-restricted-globals, @n8n/community-nodes/no-dangerous-functions */
import { execFileSync } from 'node:child_process';
import path from 'node:path';

import { SalesforceCrmOAuth2Api } from '../../../credentials/SalesforceCrmOAuth2Api.credentials';
import {
	apiOrigin,
	parseConnectionUrl,
} from '../../../nodes/SalesforceLicenses/salesforce/connection/connectionUrl';

type Case = [typed: string, becomes: string];

const putRight: Case[] = [
	['https://acme.my.salesforce.com', 'https://acme.my.salesforce.com'],
	['  https://acme.my.salesforce.com/  ', 'https://acme.my.salesforce.com'],
	['acme.my.salesforce.com', 'https://acme.my.salesforce.com'],
	['//acme.my.salesforce.com', 'https://acme.my.salesforce.com'],
	['HTTPS://ACME.My.Salesforce.COM//', 'https://acme.my.salesforce.com'],
	['https:/acme.my.salesforce.com', 'https://acme.my.salesforce.com'],
	['<https://acme.my.salesforce.com>', 'https://acme.my.salesforce.com'],
	['"acme.my.salesforce.com"', 'https://acme.my.salesforce.com'],
	['\u200bhttps://acme.my.salesforce.com\u200b', 'https://acme.my.salesforce.com'],
	['https://acme.my.salesforce.com:443/x', 'https://acme.my.salesforce.com'],
	['https://acme.my.salesforce.com.', 'https://acme.my.salesforce.com'],
	['https://acme.my.salesforce.com/secur/frontdoor.jsp?sid=x#y', 'https://acme.my.salesforce.com'],
	['https://acme.my.salesforce.com?a=1', 'https://acme.my.salesforce.com'],
	['https://acme.lightning.force.com/lightning/page/home', 'https://acme.my.salesforce.com'],
	['acme.lightning.force.com', 'https://acme.my.salesforce.com'],
	[
		'https://acme--uat.sandbox.lightning.force.com/lightning/r/Account/001/view',
		'https://acme--uat.sandbox.my.salesforce.com',
	],
	[
		'https://acme-dev-ed.develop.lightning.force.com',
		'https://acme-dev-ed.develop.my.salesforce.com',
	],
	['https://a-1.scratch.lightning.force.com', 'https://a-1.scratch.my.salesforce.com'],
	['https://a-2.trailblaze.lightning.force.com', 'https://a-2.trailblaze.my.salesforce.com'],
	['https://a-3.demo.lightning.force.com', 'https://a-3.demo.my.salesforce.com'],
	[
		'https://acme.my.salesforce-setup.com/lightning/setup/SetupOneHome/home',
		'https://acme.my.salesforce.com',
	],
	[
		'https://acme--uat.sandbox.my.salesforce-setup.com/',
		'https://acme--uat.sandbox.my.salesforce.com',
	],
	['https://acme--c.vf.force.com/apex/Page', 'https://acme.my.salesforce.com'],
	['https://acme--uat--c.sandbox.vf.force.com', 'https://acme--uat.sandbox.my.salesforce.com'],
	['https://acme.my.salesforce.com.mcas.ms/home', 'https://acme.my.salesforce.com'],
	['https://agency.lightning.crmforce.mil/x', 'https://agency.my.salesforce.mil'],
	['https://acme.lightning.sfcrmapps.cn', 'https://acme.my.sfcrmproducts.cn'],
	['https://acme.setup.sfcrmproducts.cn', 'https://acme.my.sfcrmproducts.cn'],
	['https://acme.my-lightning.com', 'https://acme.my-salesforce.com'],
	['https://acme.my-salesforce.com', 'https://acme.my-salesforce.com'],
];

const refused: Case[] = [
	['', 'is empty'],
	['   ', 'is empty'],
	['https://', 'is empty'],
	['https://admin@acme.my.salesforce.com', '@ sign'],
	['https://acme.my.salesforce.com@evil.example', '@ sign'],
	['https://acme my.salesforce.com', 'not a web address'],
	['ftp://acme.my.salesforce.com', 'not a web address'],
	['javascript://acme.my.salesforce.com', 'not a web address'],
	['https://\u0430cme.my.salesforce.com', 'not a web address'],
	['https://acme%2emy.salesforce.com', 'not a web address'],
	['https://evil.example/acme.my.salesforce.com', 'not a Salesforce host'],
	['https://evil.example\\.my.salesforce.com', 'not a Salesforce host'],
	['https://evil.example?.my.salesforce.com', 'not a Salesforce host'],
	['https://acme.my.salesforce.com.evil.example', 'not a Salesforce host'],
	['https://evilsalesforce.com', 'not a Salesforce host'],
	['https://evil-my-salesforce.com', 'not a Salesforce host'],
	['https://acme.my.site.com', 'not a Salesforce host'],
	['127.0.0.1:8080', 'not a Salesforce host'],
	['http://localhost:8080', 'not a Salesforce host'],
	['https://www.salesforce.com/products', 'public Salesforce site'],
	['https://salesforce.com', 'public Salesforce site'],
	['https://help.salesforce.com/s/', 'public Salesforce site'],
	['http://acme.my.salesforce.com', 'starts with http'],
];

const customHost: Case[] = [
	['http://127.0.0.1:8080/', 'http://127.0.0.1:8080'],
	['http://localhost:80/services', 'http://localhost'],
	['http://acme.localhost:4100', 'http://acme.localhost:4100'],
	['http://[::1]:4100', 'http://[::1]:4100'],
	['simulated.example:8443/x', 'https://simulated.example:8443'],
];

const customHostRefused: Case[] = [
	['http://simulated.example', 'starts with http'],
	['http://127.0.0.1.evil.example', 'starts with http'],
	['http://localhost.evil.example', 'starts with http'],
	['http://acme.my.salesforce.com', 'starts with http'],
	['', 'is empty'],
];

const loginHosts = [
	'login.salesforce.com',
	'https://test.salesforce.com/?x',
	'LOGIN.salesforce.mil',
];

interface Credential {
	instanceUrl: string;
	grantType: 'pkce' | 'clientCredentials';
	allowCustomHost: boolean;
}

interface Answer {
	value?: unknown;
	error?: string;
}

const properties = new SalesforceCrmOAuth2Api().properties;

/** What n8n itself makes of the credential's own expressions. */
function evaluate(engine: string, questions: Array<{ field: string; self: object }>): Answer[] {
	const script = path.join(__dirname, 'n8nExpressions.cjs');
	const input = questions.map(({ field, self }) => ({
		expression: properties.find(({ name }) => name === field)?.default,
		self,
	}));
	const output = execFileSync(process.execPath, [script, engine], { input: JSON.stringify(input) });
	return JSON.parse(output.toString()) as Answer[];
}

function byFunction({ instanceUrl, ...options }: Credential): string {
	const parsed = parseConnectionUrl(instanceUrl, options);
	return parsed.ok ? parsed.origin : `${parsed.reason} ${parsed.fix}`;
}

const everyCredential: Credential[] = [
	...putRight.map(([instanceUrl]) => instanceUrl),
	...refused.map(([instanceUrl]) => instanceUrl),
	...customHost.map(([instanceUrl]) => instanceUrl),
	...customHostRefused.map(([instanceUrl]) => instanceUrl),
	...loginHosts,
].flatMap((instanceUrl) =>
	(['pkce', 'clientCredentials'] as const).flatMap((grantType) =>
		[true, false].map((allowCustomHost) => ({ instanceUrl, grantType, allowCustomHost })),
	),
);

describe('the Connection URL', () => {
	test.each(putRight)('puts %j right', (instanceUrl, becomes) => {
		const self = { instanceUrl, allowCustomHost: false };
		expect(byFunction({ ...self, grantType: 'pkce' })).toBe(becomes);
		expect(byFunction({ ...self, grantType: 'clientCredentials' })).toBe(becomes);
	});

	test.each(refused)('refuses %j and says why', (instanceUrl, why) => {
		const self = { instanceUrl, allowCustomHost: false };
		expect(byFunction({ ...self, grantType: 'pkce' })).toContain(why);
		expect(byFunction({ ...self, grantType: 'clientCredentials' })).toContain(why);
	});

	test.each(customHost)('takes %j once Allow Custom Host is on', (instanceUrl, becomes) => {
		const self = { instanceUrl, grantType: 'clientCredentials' as const, allowCustomHost: true };
		expect(byFunction(self)).toBe(becomes);
	});

	test.each(customHostRefused)('refuses %j even with Allow Custom Host', (instanceUrl, why) => {
		const self = { instanceUrl, grantType: 'clientCredentials' as const, allowCustomHost: true };
		expect(byFunction(self)).toContain(why);
	});

	test.each(loginHosts)('takes %j for signing in, not for Client Credentials', (instanceUrl) => {
		const of = (grantType: Credential['grantType'], allowCustomHost: boolean) =>
			byFunction({ instanceUrl, grantType, allowCustomHost });
		expect(of('pkce', false)).toMatch(/^https:\/\/(login|test)\.salesforce\.(com|mil)$/);
		expect(of('clientCredentials', false)).toContain('not supported on this domain');
		expect(of('clientCredentials', true)).toContain('not supported on this domain');
	});

	test('is text', () => {
		expect(parseConnectionUrl(undefined, {})).toMatchObject({ ok: false });
		expect(parseConnectionUrl({ a: 1 }, {})).toMatchObject({ ok: false });
	});

	test('is where the API is, except after signing in at a host that serves every org', () => {
		const acme = 'https://acme.my.salesforce.com';
		const login = 'https://login.salesforce.com';
		expect(apiOrigin(acme, 'https://other.my.salesforce.com')).toEqual({ ok: true, origin: acme });
		expect(apiOrigin(login, acme)).toEqual({ ok: true, origin: acme });
		expect(apiOrigin(login, 'https://evil.example')).toMatchObject({ ok: false });
		expect(apiOrigin(login, undefined)).toMatchObject({ ok: false });
	});
});

describe("the credential's expressions in n8n's own engine", () => {
	const questions = everyCredential.flatMap((self) => [
		{ field: 'authUrl', self },
		{ field: 'accessTokenUrl', self },
	]);
	const expected = everyCredential.flatMap((self): Answer[] => {
		const said = byFunction(self);
		if (!parseConnectionUrl(self.instanceUrl, self).ok) return [{ error: said }, { error: said }];
		return ['authorize', 'token'].map((end) => ({ value: `${said}/services/oauth2/${end}` }));
	});

	test.each(['vm', 'quickjs'])('say what the function says (%s)', (engine) => {
		expect(evaluate(engine, questions)).toEqual(expected);
	});

	test('leave no URL to send the secret to where n8n swallows the reason (legacy)', () => {
		const swallowed = expected.map((answer) => ('error' in answer ? {} : answer));
		expect(evaluate('legacy', questions)).toEqual(swallowed);
	});

	test('ask for the least scopes, and for none with Client Credentials', () => {
		const scopes = [{ grantType: 'pkce' }, { grantType: 'clientCredentials' }];
		const answers = evaluate(
			'vm',
			scopes.map((self) => ({ field: 'scope', self })),
		);
		expect(answers).toEqual([{ value: 'api refresh_token' }, { value: '' }]);
	});
});
