/** The same as licensing/model/text/escapeSlack.ts, for an expression that n8n evaluates. */
export const slackEscaped = (expression: string): string =>
	`String(${expression}).replaceAll('&', '&amp;').replaceAll('<', '&lt;').replaceAll('>', '&gt;')`;
