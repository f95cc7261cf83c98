/** A refusal by Salesforce. */
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
