import type { INodeProperties } from 'n8n-workflow';
import { CONDITION_FIELD_NAMES, CONDITION_FIELDS } from '../../../licensing/finding/conditions';
import { OPERATOR_OPTIONS } from './conditionOptions';
import { byName } from './detectorFields';

/** The form of a list of conditions: field, operator, value. */

/** The choice in Field that takes the name of the field from the field below it. */
export const CUSTOM_FIELD = 'customField';

const CUSTOM_FIELD_NAME: INodeProperties = {
	displayName: 'Custom Field',
	name: CUSTOM_FIELD,
	type: 'resourceLocator',
	default: { mode: 'list', value: '' },
	modes: [
		{
			displayName: 'From List',
			name: 'list',
			type: 'list',
			placeholder: 'Select a custom field...',
			typeOptions: { searchListMethod: 'searchUserFields', searchable: true },
		},
		{
			displayName: 'By API Name',
			name: 'name',
			type: 'string',
			placeholder: 'e.g. Cost_Center__c',
		},
	],
	displayOptions: { show: { field: [CUSTOM_FIELD] } },
	description: 'A custom field of User that the connected user can see',
};

export function conditionsField(
	name: string,
	displayName: string,
	description: string,
): INodeProperties {
	return {
		displayName,
		name,
		type: 'fixedCollection',
		typeOptions: { multipleValues: true },
		placeholder: 'Add Condition',
		default: {},
		description,
		options: [
			{
				displayName: 'Condition',
				name: 'condition',
				values: [
					{
						displayName: 'Field',
						name: 'field',
						type: 'options',
						options: byName([
							...CONDITION_FIELDS.map((value) => ({ name: CONDITION_FIELD_NAMES[value], value })),
							{
								name: 'Custom Field',
								value: CUSTOM_FIELD,
								description: 'A custom field of User, selected below',
							},
						]),
						default: 'department',
						description: 'The user field to check',
					},
					CUSTOM_FIELD_NAME,
					{
						displayName: 'Operator',
						name: 'operator',
						type: 'options',
						options: OPERATOR_OPTIONS,
						default: 'equals',
					},
					{
						displayName: 'Value',
						name: 'value',
						type: 'string',
						default: '',
						placeholder: 'e.g. Sales',
						displayOptions: { hide: { operator: ['isEmpty', 'isNotEmpty'] } },
						description:
							'Not case-sensitive. For Is One Of, separate values with commas. A checkbox is true or false.',
					},
				],
			},
		],
	};
}

/**
 * The conditions as they would be in JSON. A custom field that nobody selected stays a field without a name, which the
 * schema refuses: a condition that checks nothing would let a rule pick everyone.
 */
export function asInJson(entries: unknown): unknown {
	if (!Array.isArray(entries)) return entries;
	return entries.map((entry: unknown) => {
		if (typeof entry !== 'object' || entry === null || Array.isArray(entry)) return entry;
		const { [CUSTOM_FIELD]: custom, ...condition } = entry as Record<string, unknown>;
		return 'field' in condition && condition.field === CUSTOM_FIELD
			? { ...condition, field: nameIn(custom) }
			: condition;
	});
}

/** Of a resource locator, or a text in its place. */
const nameIn = (custom: unknown): unknown =>
	typeof custom === 'object' && custom !== null && 'value' in custom ? custom.value : custom;
