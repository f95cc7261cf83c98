import type { INodeProperties } from 'n8n-workflow';
import { KIND_LABELS, LICENSE_KINDS } from '../../../licensing/model/licenses';

const text = (
	displayName: string,
	name: string,
	placeholder: string,
	description: string,
): INodeProperties => ({
	displayName,
	name,
	type: 'string',
	default: '',
	placeholder,
	description,
});

const VALUES: INodeProperties[] = [
	{
		displayName: 'License Kind',
		name: 'licenseKind',
		type: 'options',
		options: LICENSE_KINDS.map((value) => ({ name: KIND_LABELS[value], value })).sort((a, b) =>
			a.name.localeCompare(b.name),
		),
		default: 'packageLicense',
		description: 'The kind of the license, as Get Many Licenses shows it',
	},
	text(
		'Identifier',
		'licenseIdentifier',
		'e.g. acmeapp',
		'Identifier of the license, as Get Many Licenses shows it',
	),
	text('Software Model', 'softwareModel', 'e.g. Acme App', 'What you call the product'),
	text(
		'Publisher',
		'publisher',
		'e.g. Acme',
		'Who sells it. If empty, the built-in table says it.',
	),
	text(
		'Edition',
		'edition',
		'e.g. Enterprise',
		'Edition of the product. If empty, the built-in table says it.',
	),
	text(
		'Category',
		'category',
		'e.g. Warehouse',
		'What it is for. If empty, the built-in table says it.',
	),
];

/** The name of the rows in the value of Assigned Software Models. */
export const MODEL_ROWS = 'model';

export const ASSIGNED_MODELS_FIELD: INodeProperties = {
	displayName: 'Assigned Software Models',
	name: 'assignedSoftwareModels',
	type: 'fixedCollection',
	typeOptions: { multipleValues: true },
	placeholder: 'Add Software Model',
	default: {},
	options: [{ displayName: 'Software Model', name: MODEL_ROWS, values: VALUES }],
	description:
		'Names for licenses that the built-in table does not know, or that you want to call something else',
};

export const SOFTWARE_MODELS_FIELD: INodeProperties = {
	displayName: 'Software Models',
	name: 'softwareModels',
	type: 'json',
	default: '[]',
	placeholder:
		'e.g. [{"licenseKind": "packageLicense", "licenseIdentifier": "acmeapp", "softwareModel": "Acme App"}]',
	description:
		'The same as JSON, instead of Assigned Software Models: a list of rows with licenseKind, licenseIdentifier and softwareModel, and optionally publisher, edition and category',
};

export const MODEL_FIELDS = [ASSIGNED_MODELS_FIELD, SOFTWARE_MODELS_FIELD];
