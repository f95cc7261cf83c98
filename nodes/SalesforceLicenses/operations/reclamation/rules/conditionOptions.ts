import type { INodePropertyOptions } from 'n8n-workflow';

/** The labels in the form for condition fields and operators. */

export const CONDITION_FIELD_NAMES: Readonly<Record<string, string>> = {
	city: 'City',
	company: 'Company',
	country: 'Country',
	department: 'Department',
	division: 'Division',
	email: 'Email',
	employeeNumber: 'Employee Number',
	federationId: 'Federation ID',
	manager: 'Manager (Name)',
	managerId: 'Manager (ID)',
	managerUsername: 'Manager (Username)',
	name: 'Name',
	profile: 'Profile',
	role: 'Role',
	state: 'State',
	title: 'Title',
	userLicense: 'User License',
	userType: 'User Type',
	username: 'Username',
};

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
