import type { Operation } from '../operation';

export const mayUse: Operation = {
	option: {
		name: 'Who May Use a Form',
		value: 'mayUse',
		action: 'Check who may use a form',
		description:
			'Check whether the person who opened a form may use it: by a list of e-mail addresses, or by what n8n requires of them. Needs no credential.',
	},
	fields: [
		{
			displayName: 'Visitor',
			name: 'visitor',
			type: 'string',
			default: '',
			placeholder: "e.g. {{ $('Begin').first().json.user.email }}",
			description:
				'E-mail address of the n8n user who opened the form, as the n8n Form Trigger returns it with the authentication n8n User Auth',
		},
		{
			displayName: 'Allowed People',
			name: 'allowedPeople',
			type: 'string',
			default: '',
			placeholder: 'e.g. ada@acme.com, bo@acme.com',
			description:
				'E-mail addresses of those who may use the form, separated by commas. If empty, everyone may who may execute the workflow.',
		},
		{
			displayName: 'Execute Permission Is Required',
			name: 'requiresExecute',
			type: 'boolean',
			default: false,
			description:
				'Whether the Form Trigger requires permission to execute the workflow. If it does not, and the list is empty, nobody may use the form.',
		},
	],
	needsNoCredential: true,
	load: async () => await import('./mayUse.run'),
};
