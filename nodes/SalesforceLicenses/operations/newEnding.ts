/** For the names of the fields of a form page: new for each page, so that no link can name them. */
export const newEnding = (): string =>
	Array.from({ length: 2 }, () => Math.random().toString(36).slice(2)).join('');
