/**
 * Corrects or refuses the address that people type for their org.
 *
 * The rules are data, because they are needed twice: here, for the node's own requests, and as an n8n
 * expression (connectionUrlExpression.ts), for the token requests that n8n itself sends. Two copies
 * would drift apart, and the client secret is sent to where the second one points.
 *
 * The rules use only what both engines support: each is a regular expression on lower-case text. Each
 * runs in linear time: it starts at one position, or only at the beginning of a run of characters, and
 * never rereads one part of the text for each other part.
 */

/** No real address is longer. Checked before any rule. */
export const MAX_URL_LENGTH = 2_048;

export const TOO_LONG = {
	reason: `The Connection URL is longer than ${MAX_URL_LENGTH.toLocaleString('en-US')} characters.`,
	fix: 'Enter the My Domain URL alone, such as https://acme.my.salesforce.com.',
};

export interface Correction {
	find: RegExp;
	put: string;
}

export interface Refusal {
	/** Matches the corrected text that is refused. */
	when: RegExp;
	only?: 'clientCredentials';
	unless?: 'allowCustomHost';
	reason: string;
	fix: string;
}

export type GrantType = 'pkce' | 'clientCredentials';

export type ConnectionUrl =
	| { ok: true; origin: string }
	| { ok: false; reason: string; fix: string };

const MY_DOMAIN = 'Setup > Company Settings > My Domain shows it as "Current My Domain URL"';

export const corrections: readonly Correction[] = [
	// Chat and mail programs wrap an address in quotes, angle brackets or invisible spaces.
	{ find: /^[\s"'<\u200b\ufeff]+|(?<![\s"'>\u200b\ufeff])[\s"'>\u200b\ufeff]+$/g, put: '' },
	{ find: /^(https?):\/*/, put: '$1://' },
	{ find: /^(?![a-z][a-z0-9+.-]*:\/\/)\/*/, put: 'https://' },
	// A backslash ends the host too, because URL parsers treat it like a slash.
	{ find: /^([a-z][a-z0-9+.-]*:\/\/[^/?#\\]*)[^]*$/, put: '$1' },
	{ find: /^(https:\/\/.*):443$/, put: '$1' },
	{ find: /^(http:\/\/.*):80$/, put: '$1' },
	{ find: /\.$/, put: '' },
	// Microsoft Defender for Cloud Apps shows every page under its own suffix.
	{ find: /\.mcas\.ms$/, put: '' },
	// Other hosts of the same org, which people copy from the browser. The first part of the name
	// (acme, acme--sbx.sandbox, acme-dev-ed.develop, ….scratch, ….trailblaze, ….demo) is the same.
	{ find: /\.lightning\.force\.com$/, put: '.my.salesforce.com' },
	{ find: /\.my\.salesforce-setup\.com$/, put: '.my.salesforce.com' },
	{ find: /--c((?:\.[a-z]+)?)\.vf\.force\.com$/, put: '$1.my.salesforce.com' },
	{ find: /\.lightning\.crmforce\.mil$/, put: '.my.salesforce.mil' },
	{ find: /\.lightning\.sfcrmapps\.cn$/, put: '.my.sfcrmproducts.cn' },
	{ find: /\.setup\.sfcrmproducts\.cn$/, put: '.my.sfcrmproducts.cn' },
	{ find: /\.my-lightning\.com$/, put: '.my-salesforce.com' },
];

/** Hosts that serve every org: the token's instance_url says to which org the user signed in. */
export const SHARED_LOGIN =
	/^https?:\/\/(?:login|test)\.(?:salesforce\.(?:com|mil)|sfcrmproducts\.cn)(?::\d+)?$/;

export const ORG_HOST =
	/^https?:\/\/(?:[a-z0-9-]+\.)+(?:salesforce\.com|salesforce\.mil|sfcrmproducts\.cn|my-salesforce\.com)(?::\d+)?$/;

const NO_ORG_HOST = new RegExp(`^(?!${ORG_HOST.source.slice(1)})`);

/** 1 to 65535, as URL parsers accept it (URL Standard, "port state"). */
const PORT = '(?:[1-9]\\d{0,3}|[1-5]\\d{4}|6[0-4]\\d{3}|65[0-4]\\d\\d|655[0-2]\\d|6553[0-5])';

export const refusals: readonly Refusal[] = [
	{
		when: /^https?:\/\/$/,
		reason: 'The Connection URL is empty.',
		fix: `Enter the My Domain URL of your org, such as https://acme.my.salesforce.com. ${MY_DOMAIN}.`,
	},
	{
		when: /^[^]*@[^]*$/,
		reason: 'The Connection URL contains a user name or an @ sign.',
		fix: `Enter the My Domain URL alone, such as https://acme.my.salesforce.com. ${MY_DOMAIN}.`,
	},
	{
		when: new RegExp(`^[^]*:(?!${PORT}$)\\d+$`),
		reason: 'The port in the Connection URL is not a number from 1 to 65535.',
		fix: `Enter the My Domain URL alone, such as https://acme.my.salesforce.com. ${MY_DOMAIN}.`,
	},
	{
		when: /^(?!https?:\/\/(?:[a-z0-9](?:[a-z0-9.-]*[a-z0-9])?|\[[0-9a-f:.]+\])(?::\d\d?\d?\d?\d?)?$)/,
		reason: 'The Connection URL is not a web address.',
		fix: `Enter the My Domain URL of your org, such as https://acme.my.salesforce.com. ${MY_DOMAIN}.`,
	},
	{
		when: SHARED_LOGIN,
		only: 'clientCredentials',
		reason:
			'Client Credentials does not work on login.salesforce.com or test.salesforce.com: Salesforce answers "request not supported on this domain".',
		fix: `Enter the My Domain URL of your org, such as https://acme.my.salesforce.com. ${MY_DOMAIN}.`,
	},
	{
		when: /^https?:\/\/(?:(?:www|help|developer|developers|trailhead|trust|status|appexchange|admin|api|ideas|partners|success)\.)?salesforce\.com(?::\d+)?$/,
		unless: 'allowCustomHost',
		reason: 'The Connection URL is a public Salesforce site, not the address of an org.',
		fix: `Enter the My Domain URL of your org, such as https://acme.my.salesforce.com. ${MY_DOMAIN}.`,
	},
	{
		when: NO_ORG_HOST,
		unless: 'allowCustomHost',
		reason: 'The Connection URL is not a Salesforce host, so the Client Secret is not sent there.',
		fix: `Enter the My Domain URL of your org, such as https://acme.my.salesforce.com (${MY_DOMAIN}), or turn on "Allow Custom Host" to use a simulated org.`,
	},
	{
		when: /^http:\/\/(?!(?:(?:[a-z0-9-]+\.)*localhost|127\.\d+\.\d+\.\d+|\[::1\])(?::\d+)?$)/,
		reason: 'The Connection URL starts with http, so the Client Secret would travel unencrypted.',
		fix: 'Start it with https. Plain http is for this computer only (localhost, 127.0.0.1).',
	},
];

export function parseConnectionUrl(
	input: unknown,
	{ grantType, allowCustomHost }: { grantType?: GrantType | string; allowCustomHost?: boolean },
): ConnectionUrl {
	const text = typeof input === 'string' ? input : '';
	if (text.length > MAX_URL_LENGTH) return { ok: false, ...TOO_LONG };
	const origin = corrections.reduce(
		(corrected, { find, put }) => corrected.replace(find, put),
		text.toLowerCase(),
	);
	const refusal = refusals.find(
		({ when, only, unless }) =>
			when.test(origin) &&
			(only === undefined || only === grantType) &&
			(unless === undefined || allowCustomHost !== true),
	);
	return refusal === undefined
		? { ok: true, origin }
		: { ok: false, reason: refusal.reason, fix: refusal.fix };
}

/**
 * Where the org's API is: at the Connection URL, except after signing in at login.salesforce.com or
 * test.salesforce.com, which serve every org. There only the token's instance_url says which org it is.
 */
export function apiOrigin(connection: string, instanceUrl: unknown): ConnectionUrl {
	if (!SHARED_LOGIN.test(connection)) return { ok: true, origin: connection };
	const own = parseConnectionUrl(instanceUrl, { grantType: 'clientCredentials' });
	if (own.ok) return own;
	return {
		ok: false,
		reason: 'Salesforce did not return the host of this org.',
		fix: `Replace the Connection URL in the credential with the My Domain URL of your org (${MY_DOMAIN}) and connect again.`,
	};
}
