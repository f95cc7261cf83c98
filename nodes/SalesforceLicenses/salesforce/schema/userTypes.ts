import { HUMAN_USER_TYPES } from '../../licensing/model/protectedUsers';

/** Object Reference, User.UserType; the last two are of Salesforce's own users, and seen in orgs. */
export const USER_TYPES: readonly string[] = [
	...HUMAN_USER_TYPES,
	'Guest',
	'AutomatedProcess',
	'CloudIntegrationUser',
];
