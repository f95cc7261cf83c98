import type { Query } from '@jetstreamapp/soql-parser-js';
import { parseQuery } from '@jetstreamapp/soql-parser-js';
import { SalesforceRefusal } from '../refusal';
import { pointAt, pointAtOffset } from './context';

/** SOQL and SOSL Reference, "SOQL SELECT Syntax": statements of 100,000 characters at most. */
const MAX_CHARACTERS = 100_000;

/** Syntax that the parser accepts and this org does not support; refusing it is better than a wrong result. */
function refuseUnsimulated(query: Query): void {
	const missing =
		query.usingScope !== undefined
			? 'USING SCOPE'
			: query.withDataCategory !== undefined
				? 'WITH DATA CATEGORY'
				: (query.fields ?? []).some(({ type }) => type === 'FieldTypeof')
					? 'TYPEOF'
					: undefined;
	if (missing !== undefined)
		throw new SalesforceRefusal('MALFORMED_QUERY', `${missing} is not simulated`);
}

export function parse(text: string): Query {
	if (text.length > MAX_CHARACTERS)
		throw new SalesforceRefusal(
			'MALFORMED_QUERY',
			'SOQL statements cannot be longer than 100,000 characters.',
		);
	let query: Query;
	try {
		query = parseQuery(text);
	} catch (error) {
		throw malformed(text, (error as Error).message);
	}
	refuseUnsimulated(query);
	return query;
}

/** The position of the syntax error, in Salesforce's words. */
function malformed(text: string, message: string): SalesforceRefusal {
	const [, offset] = /at offset: (\d+)/.exec(message) ?? [];
	if (offset !== undefined) {
		const at = Number(offset);
		return new SalesforceRefusal(
			'MALFORMED_QUERY',
			`${pointAtOffset(text, at)}unexpected token: '${text[at]}'`,
		);
	}
	const [, token = ''] = /but found:?\s*(?:-->)? '([^']*)'/.exec(message) ?? [];
	if (token === '')
		return new SalesforceRefusal(
			'MALFORMED_QUERY',
			`${pointAtOffset(text, text.length)}unexpected token: '<EOF>'`,
		);
	return new SalesforceRefusal(
		'MALFORMED_QUERY',
		`${pointAt(text, token)}unexpected token: '${token}'`,
	);
}
