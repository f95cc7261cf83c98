/** Two digits for each of the 15 characters that make an ID unique; 0 to z have the codes 48 to 122. */
const LENGTH = 15;
const FROM = 38;

/**
 * A user ID as 30 digits. Databases sort letters by their own rules (a Postgres with the collation en_US puts a
 * before B), and digits all alike: a range of users is the same range in every store.
 */
export const userIdDigits = (userId: string): string =>
	[...userId.slice(0, LENGTH)].map((char) => char.charCodeAt(0) - FROM).join('');
