import type { ICredentialTestRequest, ICredentialType, Icon, INodeProperties } from 'n8n-workflow';

import {
	apiOriginExpression,
	connectionUrlExpression,
} from '../nodes/SalesforceLicenses/salesforce/connection/connectionUrlExpression';
import { toSoql } from '../nodes/SalesforceLicenses/salesforce/query/statement';

/** Any version that every org still supports: the test only asks whether the API accepts the token. */
const TEST_API_VERSION = 'v60.0';

/** Parts that every Salesforce host contains, as people type it: a display rule compares letter by letter. */
const SALESFORCE_NAMES = [
	...['salesforce', 'force'].flatMap((name) => [
		`.${name}.`,
		`.${name.charAt(0).toUpperCase()}${name.slice(1)}.`,
		`.${name.toUpperCase()}.`,
	]),
	'.SalesForce.',
	'.salesforce-setup.',
	'.sfcrmproducts.',
	'.sfcrmapps.',
	'.crmforce.',
	'.my-salesforce.',
	'.my-lightning.',
];

/**
 * Whether the field contains one of these texts. Not a regular expression: n8n runs those in a virtual
 * machine with a limit of 250 ms whenever it reads the credential, and fails if that time is over.
 */
const including = (...texts: string[]) => texts.map((includes) => ({ _cnd: { includes } }));

export class SalesforceCrmOAuth2Api implements ICredentialType {
	name = 'salesforceCrmOAuth2Api';

	extends = ['oAuth2Api'];

	displayName = 'Salesforce CRM OAuth2 API';

	icon: Icon = {
		light: 'file:../icons/salesforceLicenses.svg',
		dark: 'file:../icons/salesforceLicenses.dark.svg',
	};

	documentationUrl =
		'https://github.com/n8n-nodes-salesforce-licenses/n8n-nodes-salesforce-licenses/blob/main/docs/connect.md';

	// n8n keeps inherited fields in the parent's order and appends new ones, so Connection URL comes
	// after Client Secret. The notice is in serverUrl, a field near the top that the parent does not use.
	properties: INodeProperties[] = [
		{
			displayName: 'Grant Type',
			name: 'grantType',
			type: 'options',
			options: [
				{ name: 'Authorization Code', value: 'pkce' },
				{ name: 'Client Credentials', value: 'clientCredentials' },
			],
			default: 'pkce',
			description:
				'Authorization Code: you sign in to Salesforce once in a pop-up window. Client Credentials: no sign-in, n8n acts as the Run As user of the app.',
		},
		{
			displayName:
				'In Salesforce, create an app under <b>Setup &gt; External Client App Manager &gt; New External Client App</b> (Salesforce no longer lets you create Connected Apps) and enable OAuth. <b>For Authorization Code</b>, enter the OAuth Redirect URL above as the Callback URL, and select only the scopes <b>Manage user data via APIs (api)</b> and <b>Perform requests at any time (refresh_token, offline_access)</b>. <b>For Client Credentials</b>, select only the scope <b>api</b>, select <b>Enable Client Credentials Flow</b>, and enter a <b>Run As</b> user under Policies. A new app can take ten minutes to become available.',
			name: 'serverUrl',
			type: 'notice',
			default: '',
		},
		{
			displayName: 'Authorization URL',
			name: 'authUrl',
			type: 'hidden',
			default: connectionUrlExpression('/services/oauth2/authorize'),
			required: true,
		},
		{
			displayName: 'Access Token URL',
			name: 'accessTokenUrl',
			type: 'hidden',
			default: connectionUrlExpression('/services/oauth2/token'),
			required: true,
		},
		{
			displayName: 'Client ID',
			name: 'clientId',
			type: 'string',
			default: '',
			required: true,
			description:
				'The Consumer Key of the app: Setup > External Client App Manager > your app > Settings > OAuth Settings > Consumer Key and Secret',
		},
		{
			displayName: 'Client Secret',
			name: 'clientSecret',
			type: 'string',
			typeOptions: { password: true },
			default: '',
			required: true,
			description: 'The Consumer Secret, shown next to the Consumer Key',
		},
		{
			displayName: 'Scope',
			name: 'scope',
			type: 'hidden',
			// The fewest scopes that work. Salesforce refuses any scope parameter with Client Credentials.
			default: '={{ $self["grantType"] === "clientCredentials" ? "" : "api refresh_token" }}',
		},
		{
			displayName: 'Auth URI Query Parameters',
			name: 'authQueryParameters',
			type: 'hidden',
			default: '',
		},
		{
			displayName: 'Authentication',
			name: 'authentication',
			type: 'hidden',
			default: 'body',
		},
		{
			displayName: 'Send Additional Body Properties',
			name: 'sendAdditionalBodyProperties',
			type: 'hidden',
			default: false,
		},
		{
			displayName: 'Additional Body Properties',
			name: 'additionalBodyProperties',
			type: 'hidden',
			default: '',
		},
		{
			displayName: 'Connection URL',
			name: 'instanceUrl',
			type: 'string',
			default: '',
			required: true,
			placeholder: 'e.g. https://acme.my.salesforce.com',
			description:
				'The My Domain URL of the org: Setup > Company Settings > My Domain > Current My Domain URL. A pasted Lightning or Setup URL is converted automatically.',
		},
		{
			displayName:
				'Client Credentials does not work on login.salesforce.com or test.salesforce.com. Enter the My Domain URL of your org.',
			name: 'sharedLoginNotice',
			type: 'notice',
			default: '',
			displayOptions: {
				show: {
					grantType: ['clientCredentials'],
					instanceUrl: including('login.salesforce.', 'test.salesforce.'),
				},
			},
		},
		{
			displayName:
				'This is not a Salesforce host, so n8n will not send the secret there. Enter the My Domain URL of your org, or turn on Allow Custom Host to use a simulated org.',
			name: 'foreignHostNotice',
			type: 'notice',
			default: '',
			displayOptions: {
				show: {
					allowCustomHost: [false],
					// Only a hint while typing. The rules in connectionUrl.ts decide what is refused.
					instanceUrl: including('.'),
				},
				hide: { instanceUrl: including(...SALESFORCE_NAMES) },
			},
		},
		{
			displayName: 'Allow Custom Host',
			name: 'allowCustomHost',
			type: 'boolean',
			default: false,
			description:
				'Whether n8n may send the client secret and the tokens to a host that is not a Salesforce host, such as a simulated org',
		},
		{
			displayName:
				'The client secret and the tokens will be sent to the host in Connection URL, whatever it is. Leave this off for a real org.',
			name: 'customHostNotice',
			type: 'notice',
			default: '',
			displayOptions: { show: { allowCustomHost: [true] } },
		},
	];

	test: ICredentialTestRequest = {
		request: {
			baseURL: apiOriginExpression(),
			url: `/services/data/${TEST_API_VERSION}/query`,
			qs: { q: toSoql({ object: 'Organization', fields: ['Id'] }) },
		},
		rules: [
			{
				type: 'responseCode',
				properties: {
					value: 403,
					message:
						'The connected user is not allowed to use the API. Give the user the permission "API Enabled", and add the scope "api" to the app.',
				},
			},
			{
				type: 'responseCode',
				properties: {
					value: 404,
					message:
						'There is no Salesforce API at the Connection URL. Enter the My Domain URL of your org.',
				},
			},
		],
	};
}
