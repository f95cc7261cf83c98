import { z } from 'zod';
import { closest } from '../../licensing/model/closest';
import './words/ownWords';

/** Schemas that Find Candidates, Reclaim and Restore share. */
export type Parsed<T> = { ok: true; value: T } | { ok: false; reason: string };

function unknownName(what: string, name: unknown, known: readonly string[]): string {
	const near = closest(String(name), known, 1);
	const hint = near.length === 0 ? `Use ${known.join(', ')}.` : `Did you mean "${near[0]}"?`;
	return `There is no ${what} "${String(name)}". ${hint}`;
}

/** One of these names; any other is refused with the closest match. */
export function oneOf<const T extends readonly [string, ...string[]]>(what: string, names: T) {
	return z.enum(names as unknown as [T[number], ...Array<T[number]>], {
		errorMap: (issue, context) => ({
			message:
				issue.code === 'invalid_enum_value'
					? unknownName(what, issue.received, names)
					: context.defaultError,
		}),
	});
}

/** An object with these fields and no others; any other field is refused with the closest match. */
export function strictObject<T extends z.ZodRawShape>(shape: T) {
	const known = Object.keys(shape);
	return z
		.object(shape, {
			errorMap: (issue, context) => ({
				message:
					issue.code === 'unrecognized_keys'
						? issue.keys.map((key) => unknownName('field', key, known)).join(' ')
						: context.defaultError,
			}),
		})
		.strict();
}

/** Which row and field is wrong: `rule 2, inactiveDays: must be a number, but it is the text "ten"`. */
export function complaint(error: z.ZodError, what: string): string {
	return error.issues
		.slice(0, 3)
		.map(({ path, message }) => {
			const row = typeof path[0] === 'number' ? `${what} ${path[0] + 1}` : what;
			const field = path
				.slice(typeof path[0] === 'number' ? 1 : 0)
				.map((part) => (typeof part === 'number' ? part + 1 : part))
				.join(' ');
			return field === '' ? `${row}: ${message}` : `${row}, ${field}: ${message}`;
		})
		.join('; ');
}
