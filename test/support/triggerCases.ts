/** What the tests of the trigger share. */
export const ALL_EVENTS = [
	'subscriptionAssigned',
	'subscriptionRemoved',
	'userInactive',
	'userReturned',
	'poolLow',
	'poolOverAllocated',
	'licenseExpiring',
	'identifierUnrecognized',
	'inactiveHolder',
	'frozenHolder',
];

export const days = (ago: number): string => new Date(Date.now() - ago * 86_400_000).toISOString();
