import type { IDataObject } from 'n8n-workflow';
import type { FormField } from '../../nodes/SalesforceLicenses/licensing/playbook/form/fields';
import type { SetupPage } from '../../nodes/SalesforceLicenses/licensing/playbook/form/setup';
import type { SetupAnswer } from '../../nodes/SalesforceLicenses/operations/profile/setup/answer';
import { runNode } from './inProcess';

/** The guided setup without n8n's pages: Build a Page, fill it in, Read an Answer, store what it says. */

export const CONNECTIONS = [
	{ name: 'Salesforce CRM', downloadSubflow: 'd1', reclaimSubflow: 'r1' },
	{ name: 'Read only', downloadSubflow: 'd2', reclaimSubflow: '' },
];
export const DRAFT = {
	id: 1,
	displayName: 'Acme',
	status: 'Draft',
	profileType: 'Salesforce CRM',
	connection: '',
	downloadSubflow: '',
	reclaimSubflow: '',
	rules: [
		{ name: 'Unused seats', licenseKinds: ['userLicense'], inactiveDays: 60, action: 'deactivate' },
	],
	excludedUsernames: [],
	excludedIdentifiers: [],
	prices: {},
	currency: 'USD',
	dryRun: true,
	maxUsers: 100,
	maxPercent: 10,
	notifyUser: false,
	daysToAnswer: 7,
	onSilence: 'keep',
	askBy: 'email',
	graceDays: 14,
	autoReclaim: false,
	lanes: { register: true },
};
export const PUBLISHED = {
	...DRAFT,
	status: 'Published',
	connection: 'Salesforce CRM',
	downloadSubflow: 'd1',
	reclaimSubflow: 'r1',
	orgId: '00D000000000001AAA',
	orgName: 'Acme Corporation',
	lanes: { register: true, details: true, connection: true, publish: true, firstRun: true },
};
export const LICENSES = [
	{
		licenseKind: 'userLicense',
		licenseIdentifier: 'SFDC',
		licenseName: 'Salesforce',
		total: 100,
		used: 80,
	},
	{
		licenseKind: 'userLicense',
		licenseIdentifier: 'AUL',
		licenseName: 'Salesforce Platform',
		total: null,
		used: 3,
	},
];
const check = (process: string, isOk = true) => ({
	orgId: '00D000000000001AAA',
	process,
	status: isOk ? 'ok' : 'missing',
	missingPermissions: isOk ? [] : ['Manage Users'],
	checks: isOk
		? []
		: [
				{
					what: 'Freeze users',
					status: 'missing',
					permission: 'Manage Users',
					setupPath: 'Setup > Users',
				},
			],
});
export const subflow = (processes: string[], bad: string[] = [], more: IDataObject = {}) => ({
	status: 'success',
	rows: processes.map((process) => check(process, !bad.includes(process))),
	organization: {
		orgId: '00D000000000001AAA',
		name: 'Acme <b>{{ $json }}</b>',
		connectedUsername: 'ada@acme.com',
	},
	...more,
});
export const WORKING = {
	download: subflow(['download', 'activity', 'consumption']),
	reclaim: subflow(['reclaim']),
};

export interface Shown extends SetupPage {
	displayName: string;
	ending: string;
	profileShown: unknown;
}

export async function form(parameters: IDataObject, item: IDataObject = {}): Promise<IDataObject> {
	const { items, error } = await runNode(
		{ resource: 'profile', operation: 'form', connections: CONNECTIONS, ...parameters } as never,
		{},
		[item],
	);
	if (error !== null) throw error;
	return items[0];
}

export async function build(page: string, parameters: IDataObject = {}): Promise<Shown> {
	const defaults = { formTask: 'build', page, displayName: 'Acme', profiles: [DRAFT] };
	return (await form({ ...defaults, ...parameters })) as unknown as Shown;
}

const plain = (name: string, { ending }: Shown) => name.slice(0, -ending.length - 1);

export const fieldOf = (shown: Shown, name: string): FormField => {
	const field = shown.fields.find(
		({ fieldName }) => fieldName !== undefined && plain(fieldName, shown) === name,
	);
	if (field === undefined) throw new Error(`The page has no field "${name}"`);
	return field;
};

/** What n8n's Form node returns if a person changes these fields only. */
export function filledIn(shown: Shown, changes: IDataObject = {}): IDataObject {
	const entries = shown.fields.flatMap(({ fieldName, defaultValue, fieldValue }) => {
		if (fieldName === undefined) return [];
		const name = plain(fieldName, shown);
		return [[fieldName, name in changes ? changes[name] : (defaultValue ?? fieldValue ?? '')]];
	});
	return {
		...(Object.fromEntries(entries) as IDataObject),
		submittedAt: '2026-10-01T10:00:00.000Z',
		formMode: 'production',
	};
}

export async function answer(
	shown: Shown,
	changes: IDataObject = {},
	parameters: IDataObject = {},
): Promise<SetupAnswer> {
	const { page, displayName } = shown;
	const defaults = {
		formTask: 'read',
		page,
		displayName,
		profiles: [DRAFT],
		pageShown: shown as unknown as IDataObject,
		answeredBy: 'ada@acme.com',
	};
	return (await form(
		{ ...defaults, ...parameters },
		filledIn(shown, changes),
	)) as unknown as SetupAnswer;
}

/** All that is readable on a page. */
export const textOf = ({ title, description, fields }: Shown): string =>
	[title, description, ...fields.map(({ html, fieldLabel }) => html ?? fieldLabel ?? '')].join(
		'\n',
	);
