/** Object Reference, User.UserType; the last two are of Salesforce's own users, and seen in orgs. */
export const USER_TYPES: readonly string[] = [
	'Standard',
	'PowerPartner',
	'PowerCustomerSuccess',
	'CustomerSuccess',
	'CspLitePortal',
	'CsnOnly',
	'Guest',
	'AutomatedProcess',
	'CloudIntegrationUser',
];
