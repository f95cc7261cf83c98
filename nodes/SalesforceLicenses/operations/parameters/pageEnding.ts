/** What the names of a page's fields end in: new for each page, so that no link can name its fields. */
export const newEnding = (): string =>
	Array.from({ length: 2 }, () => Math.random().toString(36).slice(2)).join('');
