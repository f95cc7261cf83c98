import { z } from 'zod';
import { plural } from '../../../licensing/model/plural';
import { describe } from '../given';

/**
 * What zod finds wrong, in the words of this project, wherever a schema has none of its own. A person reads it
 * after the name of the row and the field: `row 2, price: must be a number, but it is the text "ten"`.
 */

const EXPECTED: Readonly<Record<string, string>> = {
	string: 'a text',
	number: 'a number',
	integer: 'a whole number',
	float: 'a number with decimals',
	boolean: 'true or false',
	array: 'a list',
	object: 'an object',
	map: 'an object',
	date: 'a date',
	null: 'empty',
};

const expected = (type: string) => EXPECTED[type] ?? type;

function sizeOf(type: string, limit: string, size: number | bigint): string {
	const number = Number(size);
	if (type === 'string') return `must have ${limit} ${plural(number, 'character')}`;
	if (type === 'array' || type === 'set') {
		return `must have ${limit} ${plural(number, 'entry', 'entries')}`;
	}
	return `must be ${limit} ${number}`;
}

const TEXT_FORMS: Readonly<Record<string, string>> = {
	datetime: 'a date and time in ISO-8601, such as 2026-10-01T10:00:00Z',
	date: 'a date in ISO-8601, such as 2026-10-01',
	email: 'an e-mail address',
	url: 'a URL',
};

export const ownWords: z.ZodErrorMap = (issue, { data, defaultError }) => {
	return { message: wordsFor(issue, data) ?? defaultError };
};

function wordsFor(issue: z.ZodIssueOptionalMessage, data: unknown): string | undefined {
	const but = (wanted: string) => `must be ${wanted}, but it is ${describe(data)}`;
	switch (issue.code) {
		case 'invalid_type':
			return data === undefined ? 'is missing' : but(expected(issue.expected));
		case 'invalid_literal':
			return but(describe(issue.expected));
		case 'invalid_enum_value':
			return data === undefined ? 'is missing' : but(`one of ${issue.options.join(', ')}`);
		case 'unrecognized_keys':
			return `has fields that do not belong there: ${issue.keys.join(', ')}`;
		case 'invalid_union':
		case 'invalid_union_discriminator':
			return data === undefined ? 'is missing' : `has an unknown form: it is ${describe(data)}`;
		case 'invalid_date':
			return but('a date');
		case 'invalid_string':
			return formOf(issue, data);
		case 'too_small': {
			if (issue.type === 'string' && issue.minimum === 1) return 'is empty';
			const limit = issue.exact === true ? 'exactly' : issue.inclusive ? 'at least' : 'more than';
			return `${sizeOf(issue.type, limit, issue.minimum)}; it is ${describe(data)}`;
		}
		case 'too_big': {
			const limit = issue.exact === true ? 'exactly' : issue.inclusive ? 'at most' : 'less than';
			return `${sizeOf(issue.type, limit, issue.maximum)}; it is ${describe(data)}`;
		}
		case 'not_multiple_of':
			return but(`a multiple of ${issue.multipleOf}`);
		case 'not_finite':
			return but('a finite number');
		default:
			return undefined;
	}
}

function formOf({ validation }: { validation: unknown }, data: unknown): string {
	const form = typeof validation === 'string' ? TEXT_FORMS[validation] : undefined;
	return form === undefined
		? `has the wrong form: it is ${describe(data)}`
		: `must be ${form}, but it is ${describe(data)}`;
}

z.setErrorMap(ownWords);
