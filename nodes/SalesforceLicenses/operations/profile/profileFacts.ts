import type { INodeProperties } from 'n8n-workflow';
import { z } from 'zod';
import type { LicenseKind } from '../../licensing/model/licenses';
import { LICENSE_KINDS, seatByIdentifier } from '../../licensing/model/licenses';
import type { OrgLicense } from '../../licensing/playbook/form/setup';
import type { ProfileConnection } from '../../licensing/playbook/profile';
import type { NamedLicenses } from '../../licensing/playbook/profileNames';
import { someText } from '../parameters/given';
import { inItem, parseJsonRows } from '../parameters/jsonRows';
import type { Parameters } from '../parameters/values';

/** What the operations on profiles are given besides the profile: the org, its connections. */

const name = z
	.unknown()
	.transform((given) => given ?? '')
	.pipe(someText('it is missing or empty'));

/** A count that is not there, or is none, is not known. */
const seats = z
	.number()
	.nonnegative()
	.finite()
	.nullish()
	.catch(null)
	.transform((n) => n ?? null);

const license = inItem(
	z.object({
		licenseKind: z.enum(LICENSE_KINDS, {
			errorMap: () => ({ message: `it must be one of ${LICENSE_KINDS.join(', ')}` }),
		}),
		licenseIdentifier: name,
		licenseName: z
			.string()
			.nullish()
			.transform((name) => name ?? ''),
		softwareModel: z
			.string()
			.nullish()
			.transform((model) => model ?? null),
		total: seats,
		used: seats,
	}),
);

/** Licenses of the org; null where none were given. */
export function licensesOf(
	given: Parameters,
	field: INodeProperties,
): { named: NamedLicenses; all: OrgLicense[] } | null {
	const parsed = parseJsonRows(given.value(field), license, 'the list');
	if (!parsed.ok) {
		throw given.refuse(field, parsed.reason, 'Enter the items of License > Get Many, or [].');
	}
	if (parsed.rows.length === 0) return null;
	const models = new Map(
		parsed.rows.map((row) => [
			seatByIdentifier(row.licenseKind, row.licenseIdentifier),
			row.softwareModel,
		]),
	);
	const softwareOf = (ref: { licenseKind: LicenseKind; licenseIdentifier: string }) => ({
		softwareModel: models.get(seatByIdentifier(ref.licenseKind, ref.licenseIdentifier)) ?? null,
		publisher: null,
		edition: null,
		category: null,
	});
	return { named: { licenses: parsed.rows, softwareOf }, all: parsed.rows };
}

const subflow = z
	.string()
	.nullish()
	.transform((id) => id ?? '');
const connection = inItem(
	z.object({
		name,
		downloadSubflow: subflow,
		reclaimSubflow: subflow,
	}),
);

/** Connections that a profile may use; null where none were given. */
export function connectionsOf(
	given: Parameters,
	field: INodeProperties,
): ProfileConnection[] | null {
	const parsed = parseJsonRows(given.value(field), connection, 'the list');
	if (parsed.ok) return parsed.rows.length === 0 ? null : parsed.rows;
	const cure = 'Enter rows with name, downloadSubflow and reclaimSubflow, or [].';
	throw given.refuse(field, parsed.reason, cure);
}
