import type { INodePropertyOptions } from 'n8n-workflow';

/** The labels in the form for operators. */

export const OPERATOR_OPTIONS: INodePropertyOptions[] = [
	{ name: 'Contains', value: 'contains' },
	{ name: 'Does Not Contain', value: 'notContains' },
	{ name: 'Does Not Equal', value: 'notEquals' },
	{ name: 'Ends With', value: 'endsWith' },
	{ name: 'Equals', value: 'equals' },
	{ name: 'Is Empty', value: 'isEmpty' },
	{ name: 'Is None Of', value: 'notOneOf' },
	{ name: 'Is Not Empty', value: 'isNotEmpty' },
	{ name: 'Is One Of', value: 'oneOf' },
	{ name: 'Starts With', value: 'startsWith' },
];
