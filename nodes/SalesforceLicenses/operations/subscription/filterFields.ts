import type { INodeProperties } from 'n8n-workflow';

/** The users and licenses that a download includes; all of them if nothing is selected. */
export const FILTERS_FIELD: INodeProperties = {
	displayName: 'Filters',
	name: 'filters',
	type: 'collection',
	placeholder: 'Add Filter',
	default: {},
	description:
		'Salesforce applies the filters, so less data is read. If the org does not have a license, user or profile that you name, the run stops.',
	options: [
		{
			displayName: 'Exclude License Names or IDs',
			name: 'excludeLicenseIdentifiers',
			type: 'multiOptions',
			typeOptions: { loadOptionsMethod: 'getLicenseOptions' },
			default: [],
			description:
				'Licenses to exclude. If the org does not have one of them, the run continues with a warning. Choose from the list, or specify IDs using an <a href="https://docs.n8n.io/code/expressions/">expression</a>.',
		},
		{
			displayName: 'Exclude Usernames',
			name: 'excludeUsernames',
			type: 'string',
			default: '',
			placeholder: 'e.g. integration@acme.com, ceo@acme.com',
			description:
				'Users to exclude, by username or user ID, separated by commas. If the org does not have one of them, the run continues with a warning.',
		},
		{
			displayName: 'License Names or IDs',
			name: 'licenseIdentifiers',
			type: 'multiOptions',
			typeOptions: { loadOptionsMethod: 'getLicenseOptions' },
			default: [],
			description:
				'Only these licenses. Choose from the list, or specify IDs using an <a href="https://docs.n8n.io/code/expressions/">expression</a>.',
		},
		{
			displayName: 'Profile Names or IDs',
			name: 'profiles',
			type: 'multiOptions',
			typeOptions: { loadOptionsMethod: 'getProfileOptions' },
			default: [],
			description:
				'Only users with these profiles. Choose from the list, or specify IDs using an <a href="https://docs.n8n.io/code/expressions/">expression</a>.',
		},
		{
			displayName: 'User Status',
			name: 'userStatus',
			type: 'options',
			options: [
				{ name: 'Active', value: 'active', description: 'Active users, including frozen ones' },
				{ name: 'All', value: 'all' },
				{
					name: 'Frozen',
					value: 'frozen',
					description:
						'Users whose login is frozen, including inactive ones. Needs "Manage Users".',
				},
				{
					name: 'Inactive',
					value: 'inactive',
					description: 'Deactivated users who still hold licenses other than a user license',
				},
			],
			default: 'all',
			description: 'Only users with this status',
		},
		{
			displayName: 'User Types',
			name: 'userTypes',
			type: 'multiOptions',
			options: [
				{ name: 'Automated Process', value: 'AutomatedProcess' },
				{ name: 'Chatter (CsnOnly)', value: 'CsnOnly' },
				{ name: 'Cloud Integration User', value: 'CloudIntegrationUser' },
				{ name: 'Customer Portal User (PowerCustomerSuccess)', value: 'PowerCustomerSuccess' },
				{ name: 'Customer Success', value: 'CustomerSuccess' },
				{ name: 'Guest', value: 'Guest' },
				{ name: 'High Volume Portal (CspLitePortal)', value: 'CspLitePortal' },
				{ name: 'Partner (PowerPartner)', value: 'PowerPartner' },
				{ name: 'Standard', value: 'Standard' },
			],
			default: [],
			description: 'Only users of these types',
		},
		{
			displayName: 'Users',
			name: 'users',
			type: 'string',
			default: '',
			placeholder: 'e.g. ada@acme.com, 005xx000001Sv6AAAS',
			description: 'Only these users, by username or user ID, separated by commas',
		},
	],
};
