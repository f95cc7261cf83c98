/** The kinds of waste that rules can look for, in the order in which the form offers them. The first is the default. */
export const DETECTOR_NAMES = [
	'unusedSeat',
	'neverUsed',
	'inactiveHolder',
	'frozenTooLong',
	'unneededPermissionSetLicense',
	'integrationOnFullLicense',
	'cheaperLicense',
	'leaver',
	'duplicatePerson',
	'loginBased',
] as const;
export type DetectorName = (typeof DETECTOR_NAMES)[number];
