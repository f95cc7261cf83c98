import type { IExecuteFunctions } from 'n8n-workflow';
import { z } from 'zod';
import { LICENSE_KINDS } from '../../../licensing/model/licenses';
import type { SoftwareAssignment, SoftwareOf } from '../../../licensing/model/softwareModels';
import { duplicateAssignment, softwareCatalog } from '../../../licensing/model/softwareModels';
import { someText, trimmedText } from '../given';
import type { ParsedRows } from '../jsonRows';
import { parseJsonRows } from '../jsonRows';
import { enteredRows, onlyOneOf } from '../rows/enteredRows';
import type { Parameters } from '../values';
import { parametersOf } from '../values';
import { ASSIGNED_MODELS_FIELD, MODEL_ROWS, SOFTWARE_MODELS_FIELD } from './modelFields';

/** The user's own software models: rows of the form, or a list as JSON. */

const text = someText('Enter a text');
const optional = text.nullish();

const row = z
	.object({
		licenseKind: z.enum(LICENSE_KINDS),
		licenseIdentifier: text,
		softwareModel: text,
		publisher: optional,
		edition: optional,
		category: optional,
	})
	.strict();

/** The user's own software models, or which row and field is wrong. */
export function parseSoftwareModels(json: unknown): ParsedRows<SoftwareAssignment> {
	const parsed = parseJsonRows(json, row, 'the list of software models');
	return withoutDuplicates(parsed, 'licenseIdentifier');
}

const filled = someText('is empty');
/** A field of the form that was left empty says nothing. */
const mayBeEmpty = trimmedText.optional().transform((given) => given || undefined);

const entered = z
	.object({
		licenseKind: z.enum(LICENSE_KINDS),
		licenseIdentifier: filled,
		softwareModel: filled,
		publisher: mayBeEmpty,
		edition: mayBeEmpty,
		category: mayBeEmpty,
	})
	.strict();

function withoutDuplicates(
	parsed: ParsedRows<SoftwareAssignment>,
	name: string,
): ParsedRows<SoftwareAssignment> {
	if (!parsed.ok) return parsed;
	const twice = duplicateAssignment(parsed.rows);
	if (twice === null) return parsed;
	const [first, second] = twice;
	return {
		ok: false,
		reason: `row ${second + 1}, ${name}: "${parsed.rows[second].licenseIdentifier}" is already in row ${first + 1}`,
	};
}

/** The user's own software models in the node's parameters. */
export function softwareModelsIn(given: Parameters): SoftwareAssignment[] {
	const list = parseSoftwareModels(given.value(SOFTWARE_MODELS_FIELD));
	if (!list.ok) {
		throw given.refuse(
			SOFTWARE_MODELS_FIELD,
			list.reason,
			'Fix that row in Software Models. A row has "licenseKind", "licenseIdentifier", "softwareModel" and, optionally, "publisher", "edition" and "category".',
		);
	}
	const fields = { rows: ASSIGNED_MODELS_FIELD, json: SOFTWARE_MODELS_FIELD };
	const rows = enteredRows(given, ASSIGNED_MODELS_FIELD, MODEL_ROWS, entered);
	const parsed = withoutDuplicates(rows, 'Identifier');
	if (parsed.ok) return onlyOneOf(given, fields, parsed.rows, list.rows);
	const cure =
		'Fix that row in Assigned Software Models. A row has a license kind, an identifier and a software model.';
	throw given.refuse(ASSIGNED_MODELS_FIELD, parsed.reason, cure);
}

/** The built-in table, with the user's own rows in front of it. */
export const softwareModelsParameter = (
	context: IExecuteFunctions,
	itemIndex: number,
): SoftwareOf => softwareCatalog(softwareModelsIn(parametersOf(context, itemIndex)));
