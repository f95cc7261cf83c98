/**
 * What a host says is shown to people, kept in executions and sent on by workflows. This is the one
 * place that makes it fit for that: short, on one line, and without a secret that the host echoes.
 */

/** Salesforce's own texts are shorter; a page or dump from another server is not. */
const MAX_CHARACTERS = 1_000;
/** Secrets are looked for up to here only, because the rest is cut off anyway. */
const MAX_LOOKED_AT = 20_000;
const HIDDEN = '(hidden)';

/** Control characters, line breaks, and those that are invisible or turn the direction of the text. */
const UNPRINTABLE = /[\p{Cc}\p{Cf}\u2028\u2029]+/gu;

/** A secret by its form. What stands before it is kept, so that the text still says what was there. */
const SECRETS: readonly RegExp[] = [
	// Session ids and access tokens: the id of the org, an exclamation mark, the secret.
	/()\b00D\w{12,15}(?:!|%21)[\w.+/=%-]*/g,
	// Refresh tokens of Salesforce.
	/()\b5Aep[\w.+/=%-]{12,}/g,
	/(\b(?:Bearer|Basic|OAuth)\s+)[\w.~+/=!%-]{8,}/gi,
	/(\bcode=)[^\s"'&;,<>]+/gi,
	// Forms, query strings, cookies and JSON: name=value, name: value, "name":"value".
	/((?:client_secret|clientSecret|consumer_?secret|(?:access|refresh|id)_?token|accessToken|refreshToken|client_assertion|code_verifier|session_?id|\bsid)\\?["']?\s*[=:]\s*\\?["']?)[^\s"'&;,<>\\}]+/gi,
];

/** One line of at most 1,000 characters, without secrets of a known form. */
export function safeText(text: string): string {
	const looked = text.slice(0, MAX_LOOKED_AT);
	const hidden = SECRETS.reduce((safe, secret) => safe.replace(secret, `$1${HIDDEN}`), looked);
	const line = hidden.replace(UNPRINTABLE, ' ').trim();
	return line.length > MAX_CHARACTERS ? `${line.slice(0, MAX_CHARACTERS)}…` : line;
}

/** Without these secrets, however a host may have written them. */
export function withoutSecrets(text: string, secrets: readonly unknown[]): string {
	let safe = text;
	for (const secret of secrets) {
		// Shorter ones are no secrets, and would tear holes into ordinary words.
		if (typeof secret !== 'string' || secret.length < 6) continue;
		const escaped = JSON.stringify(secret).slice(1, -1);
		const forms = [secret, escaped, escaped.replaceAll('/', '\\/'), encodeURIComponent(secret)];
		for (const form of new Set(forms)) safe = safe.replaceAll(form, HIDDEN);
	}
	return safe;
}
