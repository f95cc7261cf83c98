import type { INodeProperties } from 'n8n-workflow';

/** Where the items of the people are, and which of their fields say what. */
export const NODE_FIELDS: INodeProperties[] = [
	{
		displayName: 'Node',
		name: 'nodeName',
		type: 'string',
		default: '',
		placeholder: 'e.g. Read Employees',
		description:
			'Name of a node that runs before this one in the workflow. Each of its items is one person.',
	},
	{
		displayName: 'Person Key Field',
		name: 'personKeyField',
		type: 'string',
		default: '',
		placeholder: 'e.g. employeeId',
		description:
			'Field of the items that identifies a person, such as the employee number. If empty, the first email address, username or federation ID of the person is used. A field inside another one is written with a dot, e.g. contact.mail.',
	},
	{
		displayName: 'Email Fields',
		name: 'emailFields',
		type: 'string',
		default: 'email',
		placeholder: 'e.g. mail, alias',
		description: 'Fields of the items with email addresses, separated by commas',
	},
	{
		displayName: 'Username Fields',
		name: 'usernameFields',
		type: 'string',
		default: '',
		placeholder: 'e.g. userPrincipalName',
		description: 'Fields of the items with usernames, separated by commas',
	},
	{
		displayName: 'Federation ID Fields',
		name: 'federationIdFields',
		type: 'string',
		default: '',
		placeholder: 'e.g. objectId',
		description: 'Fields of the items with federation IDs, separated by commas',
	},
];

export const ADDRESSES_FIELD: INodeProperties = {
	displayName: 'Email Addresses',
	name: 'addresses',
	type: 'string',
	typeOptions: { rows: 5 },
	default: '',
	placeholder: 'e.g. ada@acme.com, grace@acme.com',
	description: 'The email addresses of all your people, one per line or separated by commas',
};

/** The two ways to name people without JSON; each stands under its own name in the value. */
export const FROM_NODE = { displayName: 'Items of a Node', name: 'node', values: NODE_FIELDS };
export const FROM_ADDRESSES = {
	displayName: 'Email Addresses',
	name: 'list',
	values: [ADDRESSES_FIELD],
};

/** The fields for the company's own list of people. */
export const PEOPLE_FIELDS: INodeProperties[] = [
	{
		displayName: 'Directory From Items',
		name: 'directoryFrom',
		type: 'fixedCollection',
		placeholder: 'Add People',
		default: {},
		options: [FROM_NODE, FROM_ADDRESSES],
		description:
			'Your own list of people, used to fill in personKey: the items of an earlier node, email addresses, or both',
	},
	{
		displayName: 'Directory',
		name: 'directory',
		type: 'json',
		default: '[]',
		placeholder: 'e.g. [{"personKey": "E1001", "email": "ada@acme.com", "federationId": "ada"}]',
		description:
			'The same as JSON, instead of Directory From Items: a list of rows with personKey and any of email, username and federationId, each a text or a list of texts. An expression can build it from anything.',
	},
	{
		displayName: 'Match People By',
		name: 'matchPeopleBy',
		type: 'multiOptions',
		options: [
			{
				name: 'Email',
				value: 'email',
				description:
					'The email address of the user. The suffix that sandboxes add (.invalid) is ignored.',
			},
			{
				name: 'Federation ID',
				value: 'federationId',
				description: 'The ID that single sign-on uses',
			},
			{
				name: 'Username',
				value: 'username',
				description: "The user's username equals a username or an email in the directory",
			},
			{
				name: 'Username With Another Domain',
				value: 'usernameWithDomain',
				description: 'The part of the username before the @, followed by Username Domain',
			},
			{
				name: 'Username Without Domain',
				value: 'usernameWithoutDomain',
				description: 'Only the part before the @ is compared',
			},
		],
		default: ['federationId', 'email', 'username'],
		description:
			'With a Directory: which fields to match users to people by, tried in this order: federation ID, email, username, username without domain, username with another domain. The first method that matches exactly one person wins.',
	},
	{
		displayName: 'Username Domain',
		name: 'usernameDomain',
		type: 'string',
		default: '',
		placeholder: 'e.g. acme.com',
		description:
			'With Username With Another Domain in Match People By: replaces the domain of the username, e.g. in a sandbox',
	},
];
