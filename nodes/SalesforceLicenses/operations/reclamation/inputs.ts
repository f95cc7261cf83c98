import { z } from 'zod';
import { LICENSE_KINDS } from '../../licensing/model';
import type { ReclamationRule } from '../../licensing/rules';
import { RULE_ACTIONS, RULE_DEFAULTS } from '../../licensing/rules';

/** The border for the rules that users give. */
export type Parsed<T> = { ok: true; value: T } | { ok: false; reason: string };

/** "a, b" or ["a","b"]. */
export function toList(value: string): string[] {
	return value
		.split(/[,;\n]/)
		.map((part) => part.trim())
		.filter((part) => part !== '');
}

const list = z.union([z.array(z.string()), z.string().transform(toList)]);
const days = z.number().finite().min(0);

const rule = z
	.object({
		name: z.string().min(1).default(RULE_DEFAULTS.name),
		licenseKinds: z.array(z.enum(LICENSE_KINDS)).default(RULE_DEFAULTS.licenseKinds),
		licenseIdentifiers: list.default(RULE_DEFAULTS.licenseIdentifiers),
		inactiveDays: days.default(RULE_DEFAULTS.inactiveDays),
		includeNeverLoggedIn: z.boolean().default(RULE_DEFAULTS.includeNeverLoggedIn),
		minimumAccountAgeDays: days.default(RULE_DEFAULTS.minimumAccountAgeDays),
		action: z.enum(RULE_ACTIONS).default(RULE_DEFAULTS.action),
		exemptUsernames: list.default(RULE_DEFAULTS.exemptUsernames),
	})
	.strict();

/** Which row and field is wrong, in words: `rule 2, inactiveDays: Expected number, received string`. */
export function complaint(error: z.ZodError, what: string): string {
	return error.issues
		.slice(0, 3)
		.map(({ path, message }) => {
			const row = typeof path[0] === 'number' ? `${what} ${path[0] + 1}` : what;
			const field = path.slice(typeof path[0] === 'number' ? 1 : 0).join('.');
			return field === '' ? `${row}: ${message}` : `${row}, ${field}: ${message}`;
		})
		.join('; ');
}

export function parseRules(json: unknown): Parsed<ReclamationRule[]> {
	let value = json;
	if (typeof json === 'string') {
		try {
			value = JSON.parse(json);
		} catch (error) {
			return { ok: false, reason: `The rules are no valid JSON: ${(error as Error).message}` };
		}
	}
	const parsed = z.array(rule).min(1, 'At least one rule is needed').safeParse(value);
	return parsed.success
		? { ok: true, value: parsed.data }
		: { ok: false, reason: complaint(parsed.error, 'rule') };
}
