import type { LicenseRef } from './model';

/**
 * What an identifier means to a buyer. Keys are LicenseDefinitionKey (Object Reference, UserLicense)
 * or the name where Salesforce documents no key, DeveloperName of permission set licenses, and
 * namespaces of packages, all lower case. An identifier that is not here has no software model: it
 * is reported as unrecognized, never guessed.
 */
const USER_LICENSES: Record<string, string> = {
	sfdc: 'Salesforce CRM',
	aul: 'Salesforce Platform',
	aul1: 'Salesforce Platform One',
	aul_light: 'Salesforce Platform Light',
	fdc_one: 'Lightning Platform One App',
	fdc_sub: 'Lightning Platform App Subscription',
	pid_fdc_free: 'Lightning Platform Free',
	pid_chatter: 'Chatter Only',
	'chatter free': 'Chatter Free',
	'chatter external': 'Chatter External',
	pid_content: 'Content Only',
	pid_knowledge: 'Knowledge Only',
	pid_ideas: 'Ideas Only',
	pid_customer_community: 'Customer Community',
	pid_customer_community_login: 'Customer Community Login',
	pid_customer_community_plus: 'Customer Community Plus',
	pid_customer_community_plus_login: 'Customer Community Plus Login',
	pid_partner_community: 'Partner Community',
	pid_partner_community_login: 'Partner Community Login',
	'company communities': 'Company Community',
	power_prm: 'Partner',
	power_ssp: 'Customer Portal Manager',
	pid_strategic_prm: 'Gold Partner',
	platform_portal_user: 'Authenticated Website',
	pid_digitalagent: 'Agentforce Agent User',
	identity: 'Salesforce Identity',
	'external identity': 'External Identity',
	'salesforce integration': 'Salesforce Integration',
	'analytics cloud integration user': 'Analytics Cloud Integration User',
	'cloud integration user': 'Cloud Integration User',
	'work.com only': 'Work.com',
};

const PERMISSION_SET_LICENSES: Record<string, string> = {
	salesconsoleuser: 'Sales Console',
	salesuserpsl: 'Sales Cloud',
	serviceuserpsl: 'Service Cloud',
	crmuserpsl: 'CRM User',
	highvelocitysalesuser: 'Sales Engagement',
	livemessageuserpsl: 'Messaging',
	fieldservicestandardpsl: 'Field Service Standard',
	fieldservicedispatcherpsl: 'Field Service Dispatcher',
	fieldservicemobilepsl: 'Field Service Mobile',
	fieldserviceschedulingpsl: 'Field Service Scheduling',
	einsteinanalyticspluspsl: 'CRM Analytics Plus',
	clmanalyticspsl: 'CLM Analytics',
	revenueintelligencepsl: 'Revenue Intelligence',
	tableaueinsteinuserpsl: 'Tableau Next',
	einsteingptcopilotpsl: 'Agentforce (Default)',
	einsteingptprompttemplatespsl: 'Prompt Builder',
	agentforceserviceagentuserpsl: 'Agentforce Service Agent',
	geniedataplatformstarterpsl: 'Data Cloud Starter',
	cdppsl: 'Data Cloud',
	identityconnect: 'Identity Connect',
	salesforceapiintegrationpsl: 'Salesforce API Integration',
};

const PACKAGES: Record<string, string> = {
	sbqq: 'Salesforce CPQ',
	blng: 'Salesforce Billing',
	sbaa: 'Advanced Approvals',
	fsl: 'Field Service',
	dsfs: 'DocuSign for Salesforce',
	loop: 'Conga Document Generation',
	apxtconga4: 'Conga Composer',
	pi: 'Account Engagement (Pardot)',
};

/** The software model of a license, or null where it is not recognized. */
export function softwareModelOf(
	ref: Omit<LicenseRef, 'licenseName'> & { licenseName?: string },
): string | null {
	const key = ref.licenseIdentifier.toLowerCase();
	switch (ref.licenseKind) {
		case 'userLicense':
			return USER_LICENSES[key] ?? USER_LICENSES[(ref.licenseName ?? '').toLowerCase()] ?? null;
		case 'permissionSetLicense':
			return PERMISSION_SET_LICENSES[key] ?? null;
		case 'packageLicense':
			return PACKAGES[key] ?? null;
		case 'featureLicense':
			return ref.licenseName ?? null;
	}
}
