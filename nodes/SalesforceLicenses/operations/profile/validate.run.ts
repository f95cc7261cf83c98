import type { INodeProperties } from 'n8n-workflow';
import { z } from 'zod';
import type { LicenseKind } from '../../licensing/model/licenses';
import { LICENSE_KINDS, seatByIdentifier } from '../../licensing/model/licenses';
import type { ProfileConnection } from '../../licensing/playbook/profile';
import type { NamedLicenses } from '../../licensing/playbook/profileNames';
import type { OperationRun } from '../operation';
import { toItems } from '../output';
import { describe, someText } from '../parameters/given';
import { parseJsonRows } from '../parameters/jsonRows';
import type { Parameters } from '../parameters/values';
import { fieldOf, parametersOf } from '../parameters/values';
import { judgeProfile } from './judgeProfile';

export const mode = 'perItem';

export const execute: OperationRun['execute'] = async (context, itemIndex, fields) => {
	const given = parametersOf(context, itemIndex);
	const isJson = given.option(fieldOf(fields, 'profileSource'), ['item', 'json']) === 'json';
	const entered = isJson
		? objectOf(given, fieldOf(fields, 'profileJson'))
		: context.getInputData()[itemIndex].json;
	const stored = objectOf(given, fieldOf(fields, 'storedProfile'));
	const judgement = judgeProfile(entered, {
		licenses: licensesOf(given, fieldOf(fields, 'licenses')),
		connections: connectionsOf(given, fieldOf(fields, 'connections')),
		stored: Object.keys(stored).length === 0 ? null : stored,
	});
	return await Promise.resolve([toItems([judgement], itemIndex)]);
};

const object = z.record(z.unknown());

function objectOf(given: Parameters, field: INodeProperties): Record<string, unknown> {
	const value = given.value(field);
	let json = value;
	if (typeof value === 'string') {
		try {
			json = JSON.parse(value) as unknown;
		} catch (error) {
			const complaint = `it is not valid JSON: ${(error as Error).message}`;
			throw given.refuse(field, complaint, 'Enter one JSON object.');
		}
	}
	const parsed = object.safeParse(json);
	if (parsed.success) return parsed.data;
	throw given.refuse(
		field,
		`it must be a JSON object, but it is ${describe(json)}`,
		'Enter one profile as an object, or check the expression.',
	);
}

/** The row itself, or the row inside an n8n item. */
const inItem = <T extends z.ZodTypeAny>(row: T) => {
	const item = z.object({ json: z.record(z.unknown()) });
	return z.preprocess((given) => item.safeParse(given).data?.json ?? given, row);
};

const name = z
	.unknown()
	.transform((given) => given ?? '')
	.pipe(someText('it is missing or empty'));

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
	}),
);

function licensesOf(given: Parameters, field: INodeProperties): NamedLicenses | null {
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
	return { licenses: parsed.rows, softwareOf };
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

function connectionsOf(given: Parameters, field: INodeProperties): ProfileConnection[] | null {
	const parsed = parseJsonRows(given.value(field), connection, 'the list');
	if (parsed.ok) return parsed.rows.length === 0 ? null : parsed.rows;
	const cure = 'Enter rows with name, downloadSubflow and reclaimSubflow, or [].';
	throw given.refuse(field, parsed.reason, cure);
}
