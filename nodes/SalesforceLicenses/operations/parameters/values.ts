import type { IExecuteFunctions, INodeProperties, IPollFunctions } from 'n8n-workflow';
import { NodeOperationError } from 'n8n-workflow';
import { z } from 'zod';
import { closest, trimName } from '../../licensing/model/closest';
import type { Field } from './labels';
import { chooseFrom, labelOf } from './labels';
import { OPTIONS, placeOf } from './optionsFields';
import { variesByItem } from './variesByItem';
import { describe, EMPTY_NAME, listSchema, rangeOf } from './given';

/**
 * The one place that reads parameters of the node. Nothing else asks n8n for a parameter.
 *
 * ```ts
 * const given = parametersOf(context, WHOLE_RUN); // or: parametersOf(context, itemIndex)
 * given.toggle(DRY_RUN_FIELD);                    // true or false, nothing else
 * given.wholeNumber(MAX_USERS_FIELD);             // within typeOptions.minValue and maxValue
 * given.options(KINDS_FIELD, LICENSE_KINDS, { atLeastOne: true });
 * given.list(PROTECTED_USERNAMES_FIELD);          // a list, or a text with commas
 * given.locator(TARGET_PROFILE_FIELD);            // the value of a resource locator
 * given.value(PRICE_BOOK_FIELD);                  // unparsed, for a schema of the caller
 * given.inside(FILTERS_FIELD).text(USERS_FIELD);  // a value in a collection
 * throw given.refuse(FIELD, 'there is no user "x"', 'Correct the name.');
 * ```
 *
 * `fieldOf(fields, name)` finds a field in the list of an operation, which `execute` gets from the router.
 * The field is the one that the editor shows: name, display name, default, range and options come from
 * it, so the form and the checks cannot differ. The default applies only to a parameter that the workflow
 * does not have (because the form hides it). An expression that yields nothing is refused instead.
 */

/** Operations that write handle all items at once, so their parameters may not differ between items. */
export const WHOLE_RUN = 'wholeRun';
export type At = number | typeof WHOLE_RUN;

/** The field with this name. */
export function fieldOf(fields: readonly INodeProperties[], name: string): INodeProperties {
	const field = fields.find((one) => one.name === name);
	if (field === undefined) throw new Error(`There is no field "${name}"`);
	return field;
}

/** Where values come from: the node itself, or a collection in it. */
interface Source {
	read: (field: Field, itemIndex: number) => unknown;
	/** Whether two items may get different values. */
	varies: (field: Field) => boolean;
	/** Whether the workflow has a value for it; otherwise the default applies. */
	has: (field: Field, itemIndex: number) => boolean;
	/** The value as the workflow stores it: an expression, not its result. */
	stored: (field: Field) => unknown;
}

/** Distinguishes a missing parameter from one that is null. */
const ABSENT = {};

/** A parameter that was added to Options is read there, any other beside them. */
export function parametersOf(context: IExecuteFunctions, at: At): Parameters {
	const raw = (name: string) => context.getNodeParameter(name, 0, ABSENT, { rawExpressions: true });
	const added = raw(OPTIONS);
	const stored = ({ name }: Field) => raw(placeOf(name, added));
	return new Parameters(context, at, '', {
		read: ({ name, default: preset }, itemIndex) =>
			context.getNodeParameter(placeOf(name, added), itemIndex, preset),
		varies: (field) => variesByItem(stored(field)),
		has: (field) => stored(field) !== ABSENT,
		stored,
	});
}

/** A poll has no items: its parameters are read once. */
export function parametersOfPoll(context: IPollFunctions): Parameters {
	const stored = ({ name }: Field) =>
		context.getNodeParameter(name, ABSENT, { rawExpressions: true });
	const node = { getNode: () => context.getNode(), getInputData: () => [] };
	return new Parameters(node, 0, '', {
		read: ({ name, default: preset }) => context.getNodeParameter(name, preset),
		varies: () => false,
		has: (field) => stored(field) !== ABSENT,
		stored,
	});
}

export class Parameters {
	constructor(
		private readonly context: Pick<IExecuteFunctions, 'getNode' | 'getInputData'>,
		private readonly at: At,
		private readonly path: string,
		private readonly source: Source,
	) {}

	/** A switch: the value true or false. Only `false` turns off a switch that protects. */
	toggle(field: Field): boolean {
		const only =
			field.default === true
				? 'Only the value false turns it off'
				: 'Only the value true turns it on';
		return this.parse(field, z.boolean(), 'true or false', only);
	}

	/** A finite number within the range of the field. A text is not a number, even if it looks like one. */
	number(field: Field): number {
		return this.parse(field, inRange(field), `a number${rangeOf(field.typeOptions ?? {})}`);
	}

	wholeNumber(field: Field): number {
		const expected = `a whole number${rangeOf(field.typeOptions ?? {})}`;
		return this.parse(field, inRange(field).int(), expected);
	}

	/** One of these values, which are options of the field; messages call it by the noun. */
	option<const T extends string>(field: Field, values: readonly T[], noun = 'choice'): T {
		return this.each(field, (given, itemIndex) => {
			const value = values.find((known) => known === given);
			if (value !== undefined) return value;
			throw this.unknownOption(field, given, values, noun, itemIndex);
		});
	}

	/** Some of these values, without duplicates, in the given order. */
	options<const T extends string>(
		field: Field,
		values: readonly T[],
		{ atLeastOne = false, noun = 'choice' } = {},
	): T[] {
		return this.each(field, (given, itemIndex) => {
			const chosen = this.check(field, given, listSchema, LIST, '', itemIndex);
			const known = [...new Set(chosen)].map((one) => {
				const value = values.find((known) => known === one);
				if (value !== undefined) return value;
				throw this.unknownOption(field, one, values, noun, itemIndex);
			});
			if (known.length > 0 || !atLeastOne) return known;
			throw this.refuse(field, 'nothing is selected', chooseFrom(field, values), itemIndex);
		});
	}

	/**
	 * Names, without duplicates. A field that was not filled in is an empty list. An expression that
	 * yields an empty text, or a list with an empty name, has found nothing and is refused.
	 */
	list(field: Field): string[] {
		return this.each(field, (given, itemIndex) => {
			const isEmpty = given === '' && this.isExpression(field);
			if (isEmpty || listSchema.safeParse(given).error?.issues[0].message === EMPTY_NAME) {
				const cure = 'Check the expression. To leave the list empty, clear the parameter.';
				throw this.refuse(field, 'a name in the list is empty', cure, itemIndex);
			}
			return this.check(field, given, listSchema, LIST, '', itemIndex);
		});
	}

	/** A text without blanks and invisible characters at its ends; it may be empty. */
	text(field: Field): string {
		return this.parse(field, z.string().transform(trimName), 'a text');
	}

	/** The value of a resource locator, or a plain text in its place; empty if nothing is selected. */
	locator(field: Field): string {
		const value = z.string().transform(trimName);
		const schema = z.union([value, z.object({ value }).transform((locator) => locator.value)]);
		return this.parse(field, schema, 'a name or an ID');
	}

	/** The unparsed value, for the caller to parse. In whole runs it must be the same for every item. */
	value(field: Field): unknown {
		return this.each(field, (given) => given);
	}

	/** The values of a collection. A field that was not added to it has its default. */
	inside(field: Field): Parameters {
		const groups = new Map<number, Record<string, unknown>>();
		const groupOf = (itemIndex: number) => {
			const known = groups.get(itemIndex) ?? this.groupAt(field, itemIndex);
			groups.set(itemIndex, known);
			return known;
		};
		return new Parameters(this.context, this.at, `${this.path}${field.displayName} > `, {
			read: ({ name, default: preset }, itemIndex) => {
				const group = groupOf(itemIndex);
				return name in group ? group[name] : preset;
			},
			varies: () => this.source.varies(field),
			has: ({ name }, itemIndex) => name in groupOf(itemIndex),
			stored: ({ name }) => {
				const group = this.source.stored(field);
				return typeof group === 'object' && group !== null && name in group
					? (group as Record<string, unknown>)[name]
					: group;
			},
		});
	}

	/** Whether an expression provides the value. */
	isExpression(field: Field): boolean {
		const stored = this.source.stored(field);
		return typeof stored === 'string' && stored.startsWith('=');
	}

	/** Whether the workflow has a value for this field, so that its default does not apply. */
	has(field: Field): boolean {
		return this.source.has(field, this.firstItem());
	}

	/** The error for a value that has the right type and still cannot be used. */
	refuse(field: Field, complaint: string, cure: string, itemIndex = this.firstItem()) {
		return new NodeOperationError(
			this.context.getNode(),
			`${this.path}${field.displayName}: ${complaint}`,
			{ description: `${this.untouched()} ${cure}`, itemIndex },
		);
	}

	private parse<T>(
		field: Field,
		schema: z.ZodType<T, z.ZodTypeDef, unknown>,
		expected: string,
		cure = '',
	): T {
		return this.each(field, (given, itemIndex) =>
			this.check(field, given, schema, expected, cure, itemIndex),
		);
	}

	private check<T>(
		field: Field,
		given: unknown,
		schema: z.ZodType<T, z.ZodTypeDef, unknown>,
		expected: string,
		cure: string,
		itemIndex: number,
	): T {
		const parsed = schema.safeParse(given);
		if (parsed.success) return parsed.data;
		const label = `${this.path}${field.displayName}`;
		const advice = `Set ${label} to ${expected}, or check its expression.`;
		const reason = cure === '' ? '' : `${cure}. `;
		throw new NodeOperationError(
			this.context.getNode(),
			`${label} must be ${expected}, but it is ${describe(given)}`,
			{ description: `${this.untouched()} ${reason}${advice}`, itemIndex },
		);
	}

	/** Parses the value of the item; in a whole run, that of every item, which must be the same. */
	private each<T>(field: Field, parse: (given: unknown, itemIndex: number) => T): T {
		const start = this.firstItem();
		const first = parse(this.source.read(field, start), start);
		if (this.at !== WHOLE_RUN || !this.source.varies(field)) return first;
		const wanted = JSON.stringify(first);
		for (let index = 1; index < this.context.getInputData().length; index++) {
			const other = parse(this.source.read(field, index), index);
			if (JSON.stringify(other) === wanted) continue;
			throw this.refuse(
				field,
				`it differs between items: ${describe(first)} for item 1, ${describe(other)} for item ${index + 1}`,
				`A run uses one ${field.displayName} for all items. Use the same value for every item, or split the items into several runs.`,
				index,
			);
		}
		return first;
	}

	private groupAt(field: Field, itemIndex: number): Record<string, unknown> {
		const given = this.source.read(field, itemIndex);
		return this.check(field, given, z.record(z.unknown()), 'a collection', '', itemIndex);
	}

	private unknownOption(
		field: Field,
		given: unknown,
		values: readonly string[],
		noun: string,
		itemIndex: number,
	): NodeOperationError {
		const near = typeof given === 'string' ? closest(given, values, 1) : [];
		const hint = near.length === 0 ? '' : `; closest match: ${labelOf(field, near[0])}`;
		const complaint =
			typeof given === 'string' && trimName(given) !== ''
				? `there is no ${noun} "${given}"${hint}`
				: `it must be one of its choices, but it is ${describe(given)}`;
		return this.refuse(field, complaint, chooseFrom(field, values), itemIndex);
	}

	private firstItem(): number {
		return this.at === WHOLE_RUN ? 0 : this.at;
	}

	private untouched(): string {
		return this.at === WHOLE_RUN ? 'Nothing was written.' : 'Nothing was read.';
	}
}

const LIST = 'a list, or a text separated by commas';

function inRange({ typeOptions = {} }: Field): z.ZodNumber {
	const { minValue = -Infinity, maxValue = Infinity } = typeOptions;
	return z.number().finite().min(minValue).max(maxValue);
}
