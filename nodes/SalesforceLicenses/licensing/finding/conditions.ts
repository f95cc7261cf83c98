import type { Details, SeatFacts } from './facts';
import { foldName } from '../model/closest';
import type { Subscription } from '../model/subscription';

/** What a rule can check about the user who holds a seat. Texts are compared without regard to case. */

export const OPERATORS = [
	'equals',
	'notEquals',
	'oneOf',
	'notOneOf',
	'contains',
	'notContains',
	'startsWith',
	'endsWith',
	'isEmpty',
	'isNotEmpty',
] as const;
export type Operator = (typeof OPERATORS)[number];

export interface Condition {
	/** One of CONDITION_FIELDS, or the API name of a custom field of User. */
	field: string;
	operator: Operator;
	/** Several for `oneOf` and `notOneOf`, none for `isEmpty` and `isNotEmpty`, otherwise one. */
	values: readonly string[];
}

/** Fields that every row has. */
const OF_THE_ROW = {
	department: ({ department }: Subscription) => department,
	email: ({ email }: Subscription) => email,
	federationId: ({ federationId }: Subscription) => federationId,
	managerId: ({ managerId }: Subscription) => managerId,
	name: ({ name }: Subscription) => name,
	profile: ({ profileName }: Subscription) => profileName,
	userLicense: ({ userLicenseIdentifier }: Subscription) => userLicenseIdentifier,
	userType: ({ userType }: Subscription) => userType,
	username: ({ username }: Subscription) => username,
} as const;

/** Fields that are read only if a rule uses them. */
export const DETAIL_FIELDS = [
	'city',
	'company',
	'country',
	'division',
	'employeeNumber',
	'manager',
	'managerUsername',
	'role',
	'state',
	'title',
] as const;
export type DetailField = (typeof DETAIL_FIELDS)[number];

export const CONDITION_FIELDS: readonly string[] = [
	...Object.keys(OF_THE_ROW),
	...DETAIL_FIELDS,
].sort();

/** What forms call these fields. */
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

/** The API name of a custom field, with or without a namespace. */
const CUSTOM_FIELD = /^[A-Za-z][A-Za-z0-9_]*__c$/;

export function isConditionField(name: string): boolean {
	return CONDITION_FIELDS.includes(name) || CUSTOM_FIELD.test(name);
}

/** Whether every row has the field without a further read. */
export function isOfTheRow(field: string): boolean {
	return field in OF_THE_ROW;
}

/** The fields of these conditions that rows do not have without a further read. */
export function detailsAsked(conditions: readonly Condition[]): string[] {
	const fields = conditions.map(({ field }) => field).filter((field) => !isOfTheRow(field));
	return [...new Set(fields)];
}

export function valueOf(field: string, row: Subscription, details: Details): string | null {
	return isOfTheRow(field)
		? OF_THE_ROW[field as keyof typeof OF_THE_ROW](row)
		: (details[field] ?? null);
}

const COMPARISONS: Record<Operator, (value: string, values: readonly string[]) => boolean> = {
	equals: (value, [wanted]) => value === wanted,
	notEquals: (value, [wanted]) => value !== wanted,
	oneOf: (value, values) => values.includes(value),
	notOneOf: (value, values) => !values.includes(value),
	contains: (value, [part]) => value.includes(part),
	notContains: (value, [part]) => !value.includes(part),
	startsWith: (value, [part]) => value.startsWith(part),
	endsWith: (value, [part]) => value.endsWith(part),
	isEmpty: (value) => value === '',
	isNotEmpty: (value) => value !== '',
};

/** The condition as a function of the facts; an empty field counts as an empty text. */
export function toTest({ field, operator, values }: Condition): (facts: SeatFacts) => boolean {
	const wanted = values.map(foldName);
	return ({ row, details }) =>
		COMPARISONS[operator](foldName(valueOf(field, row, details) ?? ''), wanted);
}
