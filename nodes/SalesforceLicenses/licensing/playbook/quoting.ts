/** A comment is text that a person typed: it is shortened, kept on one line, and shown as a quotation. */

export const MAX_COMMENT_LENGTH = 500;

/** The text in the history before the comment that the manager sees. */
export const USER_KEEPS = 'The user wants to keep the license.';

/** The text in the history before an answer that decided nothing. */
export const UNCLEAR_ANSWER = 'The answer was unclear:';

const CONTROLS = /[\p{Cc}\p{Cf}\p{Zl}\p{Zp}\s]+/gu;

/** `The user wants to keep the license. Comment: “…”`; without a comment, the text alone. */
export function withComment(text: string, comment: string): string {
	const quoted = quote(comment);
	return quoted === '' ? text : `${text} Comment: ${quoted}`;
}

/** ` Decided by ann@example.com.`; empty if that is unknown. */
export function byWhom(what: string, who: string): string {
	const line = who.replace(CONTROLS, ' ').trim();
	return line === '' ? '' : ` ${what} by ${[...line].slice(0, MAX_ACTOR_LENGTH).join('')}.`;
}

/** The longest e-mail address, by RFC 5321. */
const MAX_ACTOR_LENGTH = 254;

/** Empty for a blank text. */
export function quote(comment: string): string {
	// No character inside can end the quotation.
	const line = comment
		.replace(CONTROLS, ' ')
		.replace(/[“”"„‟]/g, "'")
		.trim();
	// By code point, so that no character is split.
	const letters = [...line];
	if (letters.length === 0) return '';
	const shown =
		letters.length > MAX_COMMENT_LENGTH
			? `${letters.slice(0, MAX_COMMENT_LENGTH).join('')}…`
			: line;
	return `“${shown}”`;
}
