import type { INodeProperties } from 'n8n-workflow';

const withDirectory = { hide: { directory: ['[]', ''] } };

/** Whose seat it is, by the company's own list of people. */
export const PEOPLE_FIELDS: INodeProperties[] = [
	{
		displayName: 'Directory',
		name: 'directory',
		type: 'json',
		default: '[]',
		placeholder: 'e.g. [{"personKey": "E1001", "email": "ada@acme.com", "federationId": "ada"}]',
		description:
			'Your own list of people, to fill personKey: a JSON list of rows with personKey and any of email, username and federationId, each a text or a list of texts. An expression may make it from the items of another node.',
	},
	{
		displayName: 'Match People By',
		name: 'matchPeopleBy',
		type: 'multiOptions',
		options: [
			{
				name: 'Email',
				value: 'email',
				description: 'The address of the user; what a sandbox adds to it (.invalid) is dropped',
			},
			{ name: 'Federation ID', value: 'federationId', description: 'What single sign-on goes by' },
			{
				name: 'Username',
				value: 'username',
				description: 'The username is a username or an email of the directory',
			},
			{
				name: 'Username With Another Domain',
				value: 'usernameWithDomain',
				description: 'The part before the @ with the domain below',
			},
			{
				name: 'Username Without Domain',
				value: 'usernameWithoutDomain',
				description: 'Only the part before the @ counts, on both sides',
			},
		],
		default: ['federationId', 'email', 'username'],
		displayOptions: withDirectory,
		description:
			'What to find a person by, tried in this order: federation ID, email, username, username without domain, username with another domain. The first that finds exactly one person decides.',
	},
	{
		displayName: 'Username Domain',
		name: 'usernameDomain',
		type: 'string',
		default: '',
		placeholder: 'e.g. acme.com',
		displayOptions: { ...withDirectory, show: { matchPeopleBy: ['usernameWithDomain'] } },
		description: 'Takes the place of the domain in the username, e.g. of a sandbox',
	},
];
