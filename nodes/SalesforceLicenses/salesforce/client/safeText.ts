/**
 * Texts from a host are shown to people, stored in executions and passed on by workflows. This is the one
 * place that makes them safe: short, on one line, and without a secret that the host echoes.
 */

/** Salesforce's own texts are shorter; a page or dump from another server is not. */
const MAX_CHARACTERS = 1_000;
/** Secrets are searched up to here only, because the rest is cut off anyway. */
const MAX_LOOKED_AT = 20_000;
const HIDDEN = '(hidden)';

/** Control characters, line breaks, and characters that are invisible or change the text direction. */
const UNPRINTABLE = /[\p{Cc}\p{Cf}\u2028\u2029]+/gu;

/** A secret recognized by its form. The text before it is kept, so that it is still clear what was there. */
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

/** One line of at most 1,000 characters, without secrets in a known form. */
export function safeText(text: string): string {
	const looked = text.slice(0, MAX_LOOKED_AT);
	const hidden = SECRETS.reduce((safe, secret) => safe.replace(secret, `$1${HIDDEN}`), looked);
	const line = hidden.replace(UNPRINTABLE, ' ').trim();
	return line.length > MAX_CHARACTERS ? `${line.slice(0, MAX_CHARACTERS)}…` : line;
}

/** Removes these secrets, in any encoding that a host may have used. */
export function withoutSecrets(text: string, secrets: readonly unknown[]): string {
	let safe = text;
	for (const secret of secrets) {
		// Shorter values are not secrets, and removing them would damage ordinary words.
		if (typeof secret !== 'string' || secret.length < 6) continue;
		const escaped = JSON.stringify(secret).slice(1, -1);
		const forms = [secret, escaped, escaped.replaceAll('/', '\\/'), encodeURIComponent(secret)];
		for (const form of new Set(forms)) safe = safe.replaceAll(form, HIDDEN);
	}
	return safe;
}
