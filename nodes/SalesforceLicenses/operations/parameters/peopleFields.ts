import type { INodeProperties } from 'n8n-workflow';

/** The fields for the company's own list of people. */
export const PEOPLE_FIELDS: INodeProperties[] = [
	{
		displayName: 'Directory',
		name: 'directory',
		type: 'json',
		default: '[]',
		placeholder: 'e.g. [{"personKey": "E1001", "email": "ada@acme.com", "federationId": "ada"}]',
		description:
			'Your own list of people, used to fill in personKey: a JSON list of rows with personKey and any of email, username and federationId, each a text or a list of texts. You can use an expression to build it from the items of another node.',
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
