/**
 * Users that no rule may change. The list is deliberately not configurable: reclaiming a seat from any of
 * these breaks the org or the connection itself.
 */

/** User types of people. All others (Guest, AutomatedProcess, …, none) are Salesforce's own. */
export const HUMAN_USER_TYPES: ReadonlySet<string> = new Set([
	'Standard',
	'PowerPartner',
	'PowerCustomerSuccess',
	'CustomerSuccess',
	'CspLitePortal',
	'CsnOnly',
]);

/** User licenses of machines, not of people: site guests, integrations, agents. */
const MACHINE_LICENSES: ReadonlyArray<{ pattern: RegExp; what: string }> = [
	{ pattern: /^(PID_DigitalAgent|Einstein Agent)$/i, what: 'Agentforce agents' },
	{ pattern: /integration/i, what: 'integration users' },
	{ pattern: /guest/i, what: 'guest users' },
	{ pattern: /^XOrg Proxy User$/i, what: "Salesforce's proxy users" },
];

export interface Protectable {
	userId: string;
	userType: string | null;
	userLicenseIdentifier: string | null;
	userLicenseName?: string | null;
}

/** Why this user must never be changed, or null. */
export function protectedReason(user: Protectable, connectedUserId: string | null): string | null {
	if (connectedUserId !== null && user.userId === connectedUserId) {
		return 'This is the user that n8n is connected as.';
	}
	if (user.userType === null || user.userType === '') {
		return "The user has no user type, which is typical of Salesforce's internal users.";
	}
	if (!HUMAN_USER_TYPES.has(user.userType)) {
		return `The user type ${user.userType} belongs to Salesforce's own technical users.`;
	}
	const names = [user.userLicenseIdentifier, user.userLicenseName ?? null];
	for (const { pattern, what } of MACHINE_LICENSES) {
		if (names.some((name) => name !== null && pattern.test(name))) {
			return `The license ${user.userLicenseName ?? user.userLicenseIdentifier} is for ${what}.`;
		}
	}
	return null;
}
