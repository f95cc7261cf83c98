/** What Salesforce says when it does not do a thing. */
export class SalesforceRefusal extends Error {
	constructor(
		readonly code: string,
		message: string,
		readonly fields: string[] = [],
		readonly status = 400,
	) {
		super(message);
	}
}
