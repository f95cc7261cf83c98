import { HUMAN_USER_TYPES } from '../../licensing/model/protectedUsers';

/** Object Reference, User.UserType; the last two belong to Salesforce's own users, as seen in orgs. */
export const USER_TYPES: readonly string[] = [
	...HUMAN_USER_TYPES,
	'Guest',
	'AutomatedProcess',
	'CloudIntegrationUser',
];
