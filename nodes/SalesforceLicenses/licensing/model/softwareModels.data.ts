import type { LicenseKind } from './licenses';

/**
 * What identifiers mean to a buyer: the one place to update when Salesforce or others rename or add
 * licenses. User licenses are listed by LicenseDefinitionKey (Object Reference, UserLicense) or, if
 * Salesforce documents no key, by name; permission set licenses by DeveloperName; packages by namespace;
 * features by FeatureType. Case does not matter. An identifier that is not listed is unrecognized, never
 * guessed.
 */

/** [identifier, software model, category, edition, publisher]; the publisher is Salesforce if left out. */
export type SoftwareRow = readonly [
	identifier: string,
	softwareModel: string,
	category: string,
	edition?: string | null,
	publisher?: string,
];

const CRM = 'CRM';
const SALES = 'Sales Cloud';
const SERVICE = 'Service Cloud';
const PLATFORM = 'Platform';
const CHATTER = 'Chatter';
const EXPERIENCE = 'Experience Cloud';
const IDENTITY = 'Identity';
const INTEGRATION = 'Integration';
const GUEST = 'Guest';
const FIELD_SERVICE = 'Field Service';
const ANALYTICS = 'CRM Analytics';
const AGENTFORCE = 'Agentforce and Einstein';
const DATA_CLOUD = 'Data Cloud';
const REVENUE = 'Revenue Cloud';
const INDUSTRIES = 'Industries';
const MARKETING = 'Marketing';
const CONTENT = 'Content and Knowledge';
const DOCUMENTS = 'Documents and Signatures';
const FINANCE = 'Finance and Projects';
const DATA_QUALITY = 'Data Quality';
const MAPS = 'Maps';
const DEVELOPMENT = 'Development and Administration';

/** LOGIN pools are bought by monthly logins, MEMBER pools by users. */
const LOGIN = 'Login';
const MEMBER = 'Member';

const userLicense: readonly SoftwareRow[] = [
	// Sales Cloud and Service Cloud share this license: the identifier does not tell them apart.
	['SFDC', 'Salesforce CRM', CRM],
	['AUL', 'Salesforce Platform', PLATFORM],
	['AUL1', 'Salesforce Platform One', PLATFORM, 'One'],
	['AUL_LIGHT', 'Salesforce Platform Light', PLATFORM, 'Light'],
	['FDC_ONE', 'Lightning Platform One App', PLATFORM, 'One App'],
	['FDC_SUB', 'Lightning Platform App Subscription', PLATFORM, 'App Subscription'],
	[
		'Force.com - App Subscription',
		'Lightning Platform App Subscription',
		PLATFORM,
		'App Subscription',
	],
	['Partner App Subscription', 'Partner App Subscription', PLATFORM, 'App Subscription'],
	['PID_FDC_FREE', 'Lightning Platform Free', PLATFORM, 'Free'],
	['Force.com - Free', 'Lightning Platform Free', PLATFORM, 'Free'],
	['PID_CHATTER', 'Chatter Only', CHATTER, 'Plus'],
	['Chatter Free', 'Chatter Free', CHATTER, 'Free'],
	['Chatter External', 'Chatter External', CHATTER, 'External'],
	['PID_CONTENT', 'Content Only', CONTENT],
	['PID_KNOWLEDGE', 'Knowledge Only', CONTENT],
	['PID_IDEAS', 'Ideas Only', CONTENT],
	['PID_Ideas_Only_Portal', 'Ideas Only', CONTENT, 'Portal'],
	['PID_Ideas_Only_Site', 'Ideas Only', CONTENT, 'Site'],
	['PID_Customer_Community', 'Customer Community', EXPERIENCE, MEMBER],
	['Customer Community', 'Customer Community', EXPERIENCE, MEMBER],
	['PID_Customer_Community_Login', 'Customer Community Login', EXPERIENCE, LOGIN],
	['Customer Community Login', 'Customer Community Login', EXPERIENCE, LOGIN],
	['PID_Customer_Community_Plus', 'Customer Community Plus', EXPERIENCE, MEMBER],
	['Customer Community Plus', 'Customer Community Plus', EXPERIENCE, MEMBER],
	['PID_Customer_Community_Plus_Login', 'Customer Community Plus Login', EXPERIENCE, LOGIN],
	['Customer Community Plus Login', 'Customer Community Plus Login', EXPERIENCE, LOGIN],
	['PID_Partner_Community', 'Partner Community', EXPERIENCE, MEMBER],
	['Partner Community', 'Partner Community', EXPERIENCE, MEMBER],
	['PID_Partner_Community_Login', 'Partner Community Login', EXPERIENCE, LOGIN],
	['Partner Community Login', 'Partner Community Login', EXPERIENCE, LOGIN],
	['Company Communities', 'Company Community', EXPERIENCE],
	['External Apps', 'External Apps', EXPERIENCE],
	['POWER_PRM', 'Partner', EXPERIENCE, 'Partner Portal'],
	['Silver Partner', 'Silver Partner', EXPERIENCE, 'Partner Portal'],
	['PID_STRATEGIC_PRM', 'Gold Partner', EXPERIENCE, 'Partner Portal'],
	['Gold Partner', 'Gold Partner', EXPERIENCE, 'Partner Portal'],
	['POWER_SSP', 'Customer Portal Manager', EXPERIENCE, 'Customer Portal'],
	['High Volume Customer Portal', 'High Volume Customer Portal', EXPERIENCE, 'Customer Portal'],
	['PID_Customer_Portal_Basic', 'Customer Portal Manager Basic', EXPERIENCE, 'Customer Portal'],
	[
		'PID_Customer_Portal_Standard',
		'Customer Portal Manager Standard',
		EXPERIENCE,
		'Customer Portal',
	],
	['Platform_Portal_User', 'Authenticated Website', EXPERIENCE, 'Sites'],
	['Overage_Platform_Portal_User', 'Authenticated Website', EXPERIENCE, 'Sites, Overage'],
	['Identity', 'Salesforce Identity', IDENTITY],
	['External Identity', 'External Identity', IDENTITY, 'External'],
	['Salesforce Integration', 'Salesforce Integration', INTEGRATION],
	['Analytics Cloud Integration User', 'Analytics Cloud Integration User', INTEGRATION],
	['Cloud Integration User', 'Cloud Integration User', INTEGRATION],
	['XOrg Proxy User', 'Cross-Org Proxy User', INTEGRATION],
	['PID_DigitalAgent', 'Agentforce Agent User', AGENTFORCE],
	['Einstein Agent', 'Agentforce Agent User', AGENTFORCE],
	['PID_Guest', 'Guest User', GUEST],
	['Guest User License', 'Guest User', GUEST],
	['Guest', 'Guest User', GUEST],
	['Work.com Only', 'Work.com', SALES],
];

const permissionSetLicense: readonly SoftwareRow[] = [
	['SalesConsoleUser', 'Sales Console', SALES],
	['SalesUserPsl', 'Sales Cloud', SALES],
	['HighVelocitySalesUser', 'Sales Engagement', SALES],
	['ServiceUserPsl', 'Service Cloud', SERVICE],
	['LiveMessageUserPsl', 'Messaging', SERVICE],
	['EmbeddedServiceMessagingUserPsl', 'Messaging for In-App and Web', SERVICE],
	['CRMUserPsl', 'CRM User', CRM],
	['EnablementPsl', 'Enablement', SALES],
	['FieldServiceStandardPsl', 'Field Service Standard', FIELD_SERVICE, 'Standard'],
	['FieldServiceDispatcherPsl', 'Field Service Dispatcher', FIELD_SERVICE, 'Dispatcher'],
	['FieldServiceMobilePsl', 'Field Service Mobile', FIELD_SERVICE, 'Mobile'],
	['FieldServiceSchedulingPsl', 'Field Service Scheduling', FIELD_SERVICE, 'Scheduling'],
	['EinsteinAnalyticsPlusPsl', 'CRM Analytics Plus', ANALYTICS, 'Plus'],
	['CLMAnalyticsPsl', 'CLM Analytics', ANALYTICS],
	['RevenueIntelligencePsl', 'Revenue Intelligence', ANALYTICS],
	['TableauEinsteinUserPsl', 'Tableau Next', ANALYTICS],
	['EinsteinGPTCopilotPsl', 'Agentforce (Default)', AGENTFORCE, 'Default'],
	['EinsteinGPTPromptTemplatesPsl', 'Prompt Builder', AGENTFORCE],
	['AgentforceServiceAgentUserPsl', 'Agentforce Service Agent', AGENTFORCE, 'User'],
	['AgentforceServiceAgentBuilderPsl', 'Agentforce Service Agent Builder', AGENTFORCE, 'Builder'],
	['AgentPlatformBuilderPsl', 'Agent Platform Builder', AGENTFORCE, 'Builder'],
	['EinsteinAgentPsl', 'Einstein Agent', AGENTFORCE],
	['EinsteinSdrAgentPsl', 'Agentforce SDR', AGENTFORCE],
	['EinsteinCoachAgentPsl', 'Agentforce Sales Coach', AGENTFORCE],
	['InboundLeadGenAgentPsl', 'Agentforce Inbound Lead Generation', AGENTFORCE],
	['EinsteinGPTSalesEmailsPsl', 'Einstein Sales Emails', AGENTFORCE],
	['EinsteinGPTSalesSummariesPsl', 'Einstein Sales Summaries', AGENTFORCE],
	['EinsteinGPTSalesCallSummariesPsl', 'Einstein Call Summaries', AGENTFORCE],
	['EinsteinGPTCallExplorerPsl', 'Einstein Call Explorer', AGENTFORCE],
	['EinsteinSearchAnswersPsl', 'Einstein Search Answers', AGENTFORCE],
	['EinsteinAssistantPsl', 'Einstein Assistant', AGENTFORCE],
	['AISearchUserPsl', 'AI Search', AGENTFORCE, 'User'],
	['AISearchAdminPsl', 'AI Search', AGENTFORCE, 'Administrator'],
	['GenieDataPlatformStarterPsl', 'Data Cloud Starter', DATA_CLOUD, 'Starter'],
	['CdpPsl', 'Data Cloud', DATA_CLOUD],
	['CdpSegmentsActivationsCardPsl', 'Data Cloud Segments and Activations', DATA_CLOUD],
	['RevenueLifecycleManagementUserPsl', 'Revenue Lifecycle Management', REVENUE],
	['RevLifecycleMgmtBillingPsl', 'Revenue Lifecycle Management Billing', REVENUE],
	['BillingAdvancedPsl', 'Billing Advanced', REVENUE, 'Advanced'],
	['CollectionsAndRecoveryPsl', 'Collections and Recovery', INDUSTRIES],
	['ContractManagementUser', 'Contract Management', REVENUE],
	['ClauseManagementUser', 'Clause Management', REVENUE],
	['BREDesigner', 'Business Rules Engine', INDUSTRIES, 'Designer'],
	['DocumentChecklistPsl', 'Document Checklist', INDUSTRIES],
	['FinancialServicesCloudExtensionPsl', 'Financial Services Cloud Extension', INDUSTRIES],
	['FinServ_FinancialServicesCloudBasicPsl', 'Financial Services Cloud', INDUSTRIES, 'Basic'],
	['IdentityConnect', 'Identity Connect', IDENTITY],
	['SalesforceAPIIntegrationPsl', 'Salesforce API Integration', INTEGRATION],
];

const packageLicense: readonly SoftwareRow[] = [
	['SBQQ', 'Salesforce CPQ', REVENUE],
	['blng', 'Salesforce Billing', REVENUE],
	['sbaa', 'Advanced Approvals', REVENUE],
	['FSL', 'Field Service', FIELD_SERVICE],
	['pi', 'Account Engagement (Pardot)', MARKETING],
	['et4ae5', 'Marketing Cloud Connect', MARKETING],
	['FinServ', 'Financial Services Cloud', INDUSTRIES],
	['HealthCloudGA', 'Health Cloud', INDUSTRIES],
	['vlocity_cmt', 'Communications, Media and Energy Cloud', INDUSTRIES],
	['vlocity_ins', 'Insurance and Health (Vlocity)', INDUSTRIES],
	['vlocity_ps', 'Public Sector (Vlocity)', INDUSTRIES],
	['omnistudio', 'OmniStudio', INDUSTRIES],
	['sma', 'Salesforce Maps', MAPS],
	['npsp', 'Nonprofit Success Pack', INDUSTRIES],
	['hed', 'Education Data Architecture', INDUSTRIES],
	['sfLma', 'License Management App', DEVELOPMENT],
	['sfFma', 'Feature Management App', DEVELOPMENT],
	['CHANNEL_ORDERS', 'Channel Order App', DEVELOPMENT],
	['agf', 'Agile Accelerator', DEVELOPMENT],
	['dsfs', 'DocuSign for Salesforce', DOCUMENTS, null, 'DocuSign'],
	['echosign_dev1', 'Acrobat Sign for Salesforce', DOCUMENTS, null, 'Adobe'],
	['Loop', 'DocGen for Salesforce (Drawloop)', DOCUMENTS, null, 'Nintex'],
	['APXTConga4', 'Conga Composer', DOCUMENTS, null, 'Conga'],
	['Apttus', 'Conga CLM', DOCUMENTS, null, 'Conga'],
	['Apttus_Config2', 'Conga CPQ', REVENUE, null, 'Conga'],
	['zqu', 'Zuora Quotes', REVENUE, null, 'Zuora'],
	['c2g', 'Certinia Accounting', FINANCE, null, 'Certinia'],
	['pse', 'Certinia PSA', FINANCE, null, 'Certinia'],
	['bt_stripe', 'Blackthorn Payments', FINANCE, null, 'Blackthorn'],
	['conference360', 'Blackthorn Events', MARKETING, null, 'Blackthorn'],
	['mkto_si', 'Marketo Sales Insight', MARKETING, null, 'Adobe'],
	['MC4SF', 'Mailchimp for Salesforce', MARKETING, null, 'Mailchimp'],
	['DSCORGPKG', 'ZoomInfo for Salesforce', DATA_QUALITY, null, 'ZoomInfo'],
	['dupcheck', 'Duplicate Check', DATA_QUALITY, null, 'Plauti'],
	['LeanData', 'LeanData', SALES, null, 'LeanData'],
	['geopointe', 'Geopointe', MAPS, null, 'Ascent Cloud'],
	['copado', 'Copado', DEVELOPMENT, null, 'Copado'],
	['skuid', 'Skuid', DEVELOPMENT, null, 'Skuid'],
	['rh2', 'Rollup Helper', DEVELOPMENT, null, 'Passage Technology'],
];

/** Help article 000387847; the names are those of Setup > Company Information. */
const featureLicense: readonly SoftwareRow[] = [
	['AvantgoUser', 'AvantGo User', PLATFORM],
	['ChatterAnswersUser', 'Chatter Answers User', SERVICE],
	['InteractionUser', 'Flow User', PLATFORM],
	['JigsawProspectingUser', 'Data.com User', DATA_QUALITY],
	['KnowledgeUser', 'Knowledge User', SERVICE],
	['LiveAgentUser', 'Chat User', SERVICE],
	['MarketingUser', 'Marketing User', MARKETING],
	['MobileUser', 'Apex Mobile User', PLATFORM],
	['OfflineUser', 'Offline User', PLATFORM],
	['SFContentUser', 'Salesforce CRM Content User', CONTENT],
	['SiteforceContributorUser', 'Site.com Contributor User', EXPERIENCE, 'Contributor'],
	['SiteforcePublisherUser', 'Site.com Publisher User', EXPERIENCE, 'Publisher'],
	['SupportUser', 'Service Cloud User', SERVICE],
	['WirelessUser', 'Wireless User', PLATFORM],
	['WorkDotComUserFeature', 'WDC User', SALES],
];

export const SOFTWARE_MODELS: Readonly<Record<LicenseKind, readonly SoftwareRow[]>> = {
	userLicense,
	permissionSetLicense,
	packageLicense,
	featureLicense,
};
