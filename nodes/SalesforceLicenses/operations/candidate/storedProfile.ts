import type { Json } from '../../licensing/playbook/candidateRow';
import type { ProfileSettings } from '../../licensing/playbook/promises/profileNow';
import { profileSettings } from '../../licensing/playbook/promises/profileNow';
import { isObject } from '../../licensing/playbook/record';
import { describe } from '../parameters/given';
import type { Parameters } from '../parameters/values';
import { SETTINGS_FROM_FIELD, STORED_PROFILE_FIELD } from './fields';

/** A value that a store may keep as JSON text. */
const LISTS = ['excludedIdentifiers', 'rules'] as const;

/** The settings of a stored profile; null if the fields of the node have them. */
export function storedProfile(given: Parameters): ProfileSettings | null {
	if (given.option(SETTINGS_FROM_FIELD, ['fields', 'profile']) === 'fields') return null;
	const value = unpacked(given.value(STORED_PROFILE_FIELD));
	const refuse = (complaint: string) =>
		given.refuse(
			STORED_PROFILE_FIELD,
			complaint,
			'Give the integration profile as it is stored, or check the expression.',
		);
	if (!isObject(value)) throw refuse(`it must be an object, but it is ${describe(value)}`);
	const profile: Json = { ...value };
	for (const list of LISTS) {
		const parsed = unpacked(profile[list]) ?? [];
		if (!Array.isArray(parsed)) {
			throw refuse(`${list} must be a list, but it is ${describe(parsed)}`);
		}
		profile[list] = parsed;
	}
	return profileSettings(profile);
}

/** A text that is not JSON stays a text, and is then refused. An empty text counts as missing. */
function unpacked(value: unknown): unknown {
	if (typeof value !== 'string') return value;
	if (value.trim() === '') return null;
	try {
		return JSON.parse(value) as unknown;
	} catch {
		return value;
	}
}
