const LONGEST = 300;

/**
 * Makes a text from the server safe for a terminal. Characters that control a terminal or change the reading
 * direction (Unicode's classes Cc, Cf, Cs, Zl, Zp) become spaces, so that no answer can overwrite the output.
 */
export function printable(text: string, longest = LONGEST): string {
	const plain = text.replace(/[\p{Cc}\p{Cf}\p{Cs}\p{Zl}\p{Zp}]+/gu, ' ').trim();
	return plain.length <= longest ? plain : `${plain.slice(0, longest)}…`;
}

/** The text without the API key, wherever it came from. */
export function withoutKey(text: string, apiKey: string | undefined): string {
	const key = apiKey?.trim() ?? '';
	return key === '' ? text : text.replaceAll(key, '***');
}
