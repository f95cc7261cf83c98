import type { IExecuteFunctions } from 'n8n-workflow';
import { z } from 'zod';
import { LICENSE_KINDS } from '../../licensing/model/licenses';
import type { SoftwareAssignment, SoftwareOf } from '../../licensing/model/softwareModels';
import { duplicateAssignment, softwareCatalog } from '../../licensing/model/softwareModels';
import type { ParsedRows } from './jsonRows';
import { SOFTWARE_MODELS_FIELD } from './fields';
import { someText } from './given';
import { parseJsonRows } from './jsonRows';
import { parametersOf } from './values';

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
	if (!parsed.ok) return parsed;
	const twice = duplicateAssignment(parsed.rows);
	if (twice === null) return parsed;
	const [first, second] = twice;
	return {
		ok: false,
		reason: `row ${second + 1}, licenseIdentifier: "${parsed.rows[second].licenseIdentifier}" is already in row ${first + 1}`,
	};
}

/** The built-in table, with the user's own rows in front of it. */
export function softwareModelsParameter(context: IExecuteFunctions, itemIndex: number): SoftwareOf {
	const given = parametersOf(context, itemIndex);
	const parsed = parseSoftwareModels(given.value(SOFTWARE_MODELS_FIELD));
	if (parsed.ok) return softwareCatalog(parsed.rows);
	throw given.refuse(
		SOFTWARE_MODELS_FIELD,
		parsed.reason,
		'Fix that row in Software Models. A row has "licenseKind", "licenseIdentifier", "softwareModel" and, optionally, "publisher", "edition" and "category".',
	);
}
