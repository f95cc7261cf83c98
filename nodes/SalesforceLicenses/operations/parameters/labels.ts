import type { INodeProperties } from 'n8n-workflow';

/** The properties of a field that parsing its value needs. */
export type Field = Pick<
	INodeProperties,
	'name' | 'displayName' | 'default' | 'typeOptions' | 'options'
>;

/** An option as the editor shows it, and the value that an expression must yield for it. */
export function labelOf({ options = [] }: Field, value: string): string {
	const option = options.find((one) => 'value' in one && one.value === value);
	return option === undefined || option.name === value ? value : `${option.name} ("${value}")`;
}

export const chooseFrom = (field: Field, values: readonly string[]) =>
	`Choose one of ${values.map((value) => labelOf(field, value)).join(', ')}, or check the expression.`;
