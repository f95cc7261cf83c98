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

/** What the form and messages call the detectors. */
export const DETECTOR_LABELS: Readonly<Record<DetectorName, string>> = {
	unusedSeat: 'Unused Seat',
	neverUsed: 'Never Used',
	inactiveHolder: 'Inactive Holder',
	frozenTooLong: 'Frozen Too Long',
	unneededPermissionSetLicense: 'Unneeded Permission Set License',
	integrationOnFullLicense: 'Integration on Full License',
	cheaperLicense: 'Cheaper License',
	leaver: 'Leaver',
	duplicatePerson: 'Duplicate Person',
	loginBased: 'Login-Based Break-Even',
};
