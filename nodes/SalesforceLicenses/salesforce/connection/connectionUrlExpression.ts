import {
	corrections,
	MAX_URL_LENGTH,
	ORG_HOST,
	refusals,
	SHARED_LOGIN,
	TOO_LONG,
} from './connectionUrl';

/**
 * The rules of connectionUrl.ts as an n8n expression, for the URLs that n8n's own OAuth code calls: it
 * reads them from the credential, before any code of this package runs.
 *
 * A refusal must leave no URL to which the client secret could be sent. n8n's expression engine hides
 * the errors of an expression (the URL is then empty, and n8n sends nothing), except errors with this
 * name, whose text the user sees in the Connect pop-up and in the credential test. So the whole value
 * is one expression: text around it would survive the error and become a URL.
 */
const SHOWN_TO_THE_USER = 'ExpressionError';

export function connectionUrlExpression(path: string): string {
	const replaced = corrections
		.map(({ find, put }) => `.replace(${String(find)}, ${JSON.stringify(put)})`)
		.join('');
	const refused = refusals.map(({ when, only, unless, reason, fix }) => {
		const conditions = [
			`${String(when)}.test(url)`,
			...(only === undefined ? [] : [`$self["grantType"] === ${JSON.stringify(only)}`]),
			...(unless === undefined ? [] : [`$self[${JSON.stringify(unless)}] !== true`]),
		];
		return `if (${conditions.join(' && ')}) refuse(${JSON.stringify(`${reason} ${fix}`)});`;
	});
	const statements = [
		'const typed = $self["instanceUrl"];',
		`const refuse = (why) => { const error = new Error(why); error.name = ${JSON.stringify(SHOWN_TO_THE_USER)}; throw error; };`,
		'const text = typeof typed === "string" ? typed : "";',
		`if (text.length > ${MAX_URL_LENGTH}) refuse(${JSON.stringify(`${TOO_LONG.reason} ${TOO_LONG.fix}`)});`,
		`const url = text.toLowerCase()${replaced};`,
		...refused,
		`return url + ${JSON.stringify(path)};`,
	];
	return `={{ (() => { ${statements.join(' ')} })() }}`;
}

/** apiOrigin() of connectionUrl.ts for the credential test. The token's URL has already passed the rules. */
export function apiOriginExpression(): string {
	const statements = [
		'const connection = $credentials.accessTokenUrl.replace(/\\/services\\/.*$/, "");',
		'const named = $credentials.oauthTokenData?.instance_url;',
		`const own = typeof named === "string" && named.length <= ${MAX_URL_LENGTH} ? named : "";`,
		`return ${String(SHARED_LOGIN)}.test(connection) && ${String(ORG_HOST)}.test(own) ? own : connection;`,
	];
	return `={{ (() => { ${statements.join(' ')} })() }}`;
}
