const LONGEST = 300;

/**
 * A text of the server for a terminal. What steers a terminal or turns the reading direction (Unicode's
 * classes Cc, Cf, Cs, Zl, Zp) becomes a blank, so that no answer can rewrite what was printed before it.
 */
export function printable(text: string, longest = LONGEST): string {
	const plain = text.replace(/[\p{Cc}\p{Cf}\p{Cs}\p{Zl}\p{Zp}]+/gu, ' ').trim();
	return plain.length <= longest ? plain : `${plain.slice(0, longest)}…`;
}

/** The text without the key, whoever put it there. */
export function withoutKey(text: string, apiKey: string | undefined): string {
	const key = apiKey?.trim() ?? '';
	return key === '' ? text : text.replaceAll(key, '***');
}
