/* eslint-disable @n8n/community-nodes/no-restricted-imports, @n8n/community-nodes/no-restricted-globals, @n8n/community-nodes/no-dangerous-functions */
import { execFileSync } from 'node:child_process';
import path from 'node:path';
import type { INodeParameters } from 'n8n-workflow';
import { displayParameter } from 'n8n-workflow';

import { SalesforceCrmOAuth2Api } from '../../../credentials/SalesforceCrmOAuth2Api.credentials';
import {
	apiOrigin,
	corrections,
	ORG_HOST,
	parseConnectionUrl,
	refusals,
	SHARED_LOGIN,
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
	['\thttps://acme.my.salesforce.com\r\n', 'https://acme.my.salesforce.com'],
	['https://acme.my.salesforce.com:65535', 'https://acme.my.salesforce.com:65535'],
	['https://acme.my.salesforce.com:1', 'https://acme.my.salesforce.com:1'],
	// Kelvin's sign is a k to everybody who makes lower case of it.
	['https://\u212aelvin.my.salesforce.com', 'https://kelvin.my.salesforce.com'],
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
	['https://acme.my.salesforce.com@evil.example:443', '@ sign'],
	['https://acme:secret@acme.my.salesforce.com', '@ sign'],
	['https://acme.my.sales\nforce.com', 'not a web address'],
	['https://acme\t.my.salesforce.com', 'not a web address'],
	['https://evil.example\r\n.my.salesforce.com', 'not a web address'],
	['https://acme.my.s\u0430lesforce.com', 'not a web address'],
	['https://acme\uff0emy.salesforce.com', 'not a web address'],
	['https://acme.my.\u017falesforce.com', 'not a web address'],
	['https://acme.my.salesforce\u200b.com', 'not a web address'],
	['https://acme.my.salesforce.com..', 'not a web address'],
	['https://acme.my.salesforce.com.:8443', 'not a web address'],
	['https://acme..my.salesforce.com', 'not a Salesforce host'],
	['https://acme.my.salesforce.com:', 'not a web address'],
	['https://acme.my.salesforce.com:0', 'number from 1 to 65535'],
	['https://acme.my.salesforce.com:00', 'number from 1 to 65535'],
	['https://acme.my.salesforce.com:0443', 'number from 1 to 65535'],
	['https://acme.my.salesforce.com:65536', 'number from 1 to 65535'],
	['https://acme.my.salesforce.com:70000', 'number from 1 to 65535'],
	['https://acme.my.salesforce.com:99999999999', 'number from 1 to 65535'],
	[`https://acme.my.salesforce.com/${'x'.repeat(2_018)}`, 'longer than 2,048 characters'],
	['https://evil.example/acme.my.salesforce.com', 'not a Salesforce host'],
	['https://evil.example\\@acme.my.salesforce.com', 'not a Salesforce host'],
	['https://acme.my.salesforce.com.evil.com', 'not a Salesforce host'],
	['https://xn--cme-7cd.my.salesforce.com.evil.com', 'not a Salesforce host'],
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
	['https://simulated.example:65535', 'https://simulated.example:65535'],
];

const customHostRefused: Case[] = [
	['http://simulated.example', 'starts with http'],
	['http://127.0.0.1.evil.example', 'starts with http'],
	['http://localhost.evil.example', 'starts with http'],
	['http://acme.my.salesforce.com', 'starts with http'],
	['http://127.0.0.1:65536', 'number from 1 to 65535'],
	['http://[::1]:0', 'number from 1 to 65535'],
	['', 'is empty'],
];

/** What a rule that tries every beginning against every end would take minutes for. */
const LONG = 100_000;
const long: Array<[what: string, typed: string]> = [
	...[
		' ',
		'\t',
		'\n',
		'"',
		'/',
		'.',
		':',
		'@',
		'-',
		'\\',
		'\u200b',
		'a',
		'1',
		'--c.a',
		'.a',
		':1',
	].map((part): [string, string] => [JSON.stringify(part), part.repeat(LONG)]),
	['blanks before an x', `${' '.repeat(LONG)}x`],
	['blanks within', `https://a${' '.repeat(LONG)}b`],
	['dots in a host', `https://acme${'.'.repeat(LONG)}salesforce.com`],
	['labels in a host', `https://${'a.'.repeat(LONG)}example`],
	['digits in a port', `https://acme.my.salesforce.com:${'9'.repeat(LONG)}`],
];

const loginHosts = [
	'login.salesforce.com',
	'https://test.salesforce.com/?x',
	'LOGIN.salesforce.mil',
];

jest.setTimeout(5_000);

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
	test.each(putRight)('corrects %j', (instanceUrl, becomes) => {
		const self = { instanceUrl, allowCustomHost: false };
		expect(byFunction({ ...self, grantType: 'pkce' })).toBe(becomes);
		expect(byFunction({ ...self, grantType: 'clientCredentials' })).toBe(becomes);
	});

	test.each(refused)('refuses %j and says why', (instanceUrl, why) => {
		const self = { instanceUrl, allowCustomHost: false };
		expect(byFunction({ ...self, grantType: 'pkce' })).toContain(why);
		expect(byFunction({ ...self, grantType: 'clientCredentials' })).toContain(why);
	});

	test.each(customHost)('accepts %j if Allow Custom Host is on', (instanceUrl, becomes) => {
		const self = { instanceUrl, grantType: 'clientCredentials' as const, allowCustomHost: true };
		expect(byFunction(self)).toBe(becomes);
	});

	test.each(customHostRefused)('refuses %j even with Allow Custom Host', (instanceUrl, why) => {
		const self = { instanceUrl, grantType: 'clientCredentials' as const, allowCustomHost: true };
		expect(byFunction(self)).toContain(why);
	});

	test.each(loginHosts)('accepts %j for signing in, not for Client Credentials', (instanceUrl) => {
		const of = (grantType: Credential['grantType'], allowCustomHost: boolean) =>
			byFunction({ instanceUrl, grantType, allowCustomHost });
		expect(of('pkce', false)).toMatch(/^https:\/\/(login|test)\.salesforce\.(com|mil)$/);
		expect(of('clientCredentials', false)).toContain('not supported on this domain');
		expect(of('clientCredentials', true)).toContain('not supported on this domain');
	});

	test.each([undefined, null, NaN, 0, true, { a: 1 }, ['https://acme.my.salesforce.com']])(
		'is text, not %p',
		(typed) => {
			expect(parseConnectionUrl(typed, {})).toMatchObject({ ok: false });
		},
	);

	test('of 2,048 characters is read', () => {
		const start = 'https://acme.my.salesforce.com/';
		const typed = start + 'x'.repeat(2_048 - start.length);
		expect(parseConnectionUrl(typed, {})).toEqual({ ok: true, origin: start.slice(0, -1) });
	});

	test.each(long)('of 100,000 times %s is refused at once', (_what, typed) => {
		expect(parseConnectionUrl(typed, {})).toMatchObject({
			ok: false,
			reason: 'The Connection URL is longer than 2,048 characters.',
		});
	});

	// Not only the limit on the length: each rule alone takes time in proportion to the text.
	test.each(long)('has no rule that takes longer for 100,000 times %s', (_what, typed) => {
		const seen = corrections.map(({ find, put }) => typed.replace(find, put).length);
		expect(seen).toHaveLength(corrections.length);
		const asked = [...refusals.map(({ when }) => when), SHARED_LOGIN, ORG_HOST];
		expect(asked.map((rule) => typeof rule.test(typed))).toEqual(asked.map(() => 'boolean'));
	});

	test('is the address of the API, except after signing in at a host that serves every org', () => {
		const acme = 'https://acme.my.salesforce.com';
		const login = 'https://login.salesforce.com';
		expect(apiOrigin(acme, 'https://other.my.salesforce.com')).toEqual({ ok: true, origin: acme });
		expect(apiOrigin(login, acme)).toEqual({ ok: true, origin: acme });
		expect(apiOrigin(login, 'https://evil.example')).toMatchObject({ ok: false });
		expect(apiOrigin(login, undefined)).toMatchObject({ ok: false });
	});
});

describe("the credential's notices", () => {
	const shown = (instanceUrl: unknown, more: object = {}) =>
		properties
			.filter(({ name, displayOptions }) => /Notice$/.test(name) && displayOptions !== undefined)
			.filter((property) =>
				displayParameter(
					{ instanceUrl, grantType: 'pkce', allowCustomHost: false, ...more } as INodeParameters,
					property,
					null,
					null,
				),
			)
			.map(({ name }) => name);

	test.each<[typed: unknown, notices: string[]]>([
		['', []],
		[undefined, []],
		[null, []],
		['localhost', []],
		['https://acme.my.salesforce.com', []],
		['HTTPS://ACME.MY.SALESFORCE.COM', []],
		['acme.lightning.force.com', []],
		['acme.my.salesforce-setup.com', []],
		['agency.lightning.crmforce.mil', []],
		['acme.my.sfcrmproducts.cn', []],
		['acme.my-salesforce.com', []],
		['https://evil.example', ['foreignHostNotice']],
		['https://evilsalesforce.com', ['foreignHostNotice']],
		['x.'.repeat(LONG), ['foreignHostNotice']],
	])('%.40s: %j', (typed, notices) => {
		expect(shown(typed)).toEqual(notices);
	});

	test.each(['https://login.salesforce.com', 'test.salesforce.mil'])(
		'%s is accepted without Client Credentials only',
		(typed) => {
			expect(shown(typed)).toEqual([]);
			expect(shown(typed, { grantType: 'clientCredentials' })).toEqual(['sharedLoginNotice']);
		},
	);

	test('a custom host causes a warning, and is not refused as foreign', () => {
		expect(shown('https://evil.example', { allowCustomHost: true })).toEqual(['customHostNotice']);
	});

	test('need no regular expression, which n8n would run in a virtual machine', () => {
		expect(JSON.stringify(properties.map(({ displayOptions }) => displayOptions))).not.toContain(
			'regex',
		);
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

	test.each(['vm', 'quickjs'])('return what the function returns (%s)', (engine) => {
		expect(evaluate(engine, questions)).toEqual(expected);
	});

	test('leave no URL to send the secret to, if n8n hides the reason (legacy)', () => {
		const swallowed = expected.map((answer) => ('error' in answer ? {} : answer));
		expect(evaluate('legacy', questions)).toEqual(swallowed);
	});

	test('request the fewest scopes, and none with Client Credentials', () => {
		const scopes = [{ grantType: 'pkce' }, { grantType: 'clientCredentials' }];
		const answers = evaluate(
			'vm',
			scopes.map((self) => ({ field: 'scope', self })),
		);
		expect(answers).toEqual([{ value: 'api refresh_token' }, { value: '' }]);
	});
});
