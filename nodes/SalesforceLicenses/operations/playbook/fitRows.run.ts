import type { IDataObject } from 'n8n-workflow';
import { NodeOperationError } from 'n8n-workflow';
import { z } from 'zod';
import { userIdDigits } from '../../licensing/playbook/portions/userIdDigits';
import type { StoredRow } from '../../licensing/playbook/storing/fitRows';
import { COLUMN_TYPES, fitRequest } from '../../licensing/playbook/storing/fitRows';
import { version } from '../../../../package.json';
import { versionNote } from '../../licensing/installing/versions';
import type { OperationRun } from '../operation';
import { parseJsonRows } from '../parameters/jsonRows';
import type { Parameters } from '../parameters/values';
import { parametersOf } from '../parameters/values';
import {
	ACTION_FIELD,
	COLUMN_FIELD,
	JSON_AS_FIELD,
	PLAYBOOK_VERSION_FIELD,
	ROWS_FIELD,
	TABLE_FIELD,
	TABLES_FIELD,
	VALUE_FIELD,
} from './fitRowsFields';

export const mode = 'perItem';

const TABLES = z.record(z.record(z.enum(COLUMN_TYPES)));
const ROW = z.custom<StoredRow>(
	(value) => typeof value === 'object' && value !== null && !Array.isArray(value),
	'it is not a row (an object with columns)',
);

export const execute: OperationRun['execute'] = async (context, itemIndex) => {
	const given = parametersOf(context, itemIndex);
	const rows = parseJsonRows(given.value(ROWS_FIELD) ?? [], ROW, 'the list');
	if (!rows.ok) throw given.refuse(ROWS_FIELD, rows.reason, 'Give a list of rows.');
	const fitted = fitRequest(
		{
			tables: tablesOf(given),
			table: given.value(TABLE_FIELD),
			action: given.value(ACTION_FIELD),
			rows: rows.rows,
			column: given.value(COLUMN_FIELD),
			value: given.value(VALUE_FIELD),
			jsonColumns: given.option(JSON_AS_FIELD, ['object', 'text']),
		},
		userIdDigits,
	);
	if (!fitted.ok) {
		const description = 'Nothing was read or changed. Correct the call.';
		throw new NodeOperationError(context.getNode(), fitted.reason, { description, itemIndex });
	}
	const playbook = given.value(PLAYBOOK_VERSION_FIELD) ?? '';
	const json = {
		...fitted.value,
		versionNote: versionNote(
			typeof playbook === 'string' ? playbook : JSON.stringify(playbook),
			version,
		),
	} as unknown as IDataObject;
	return await Promise.resolve([[{ json, pairedItem: { item: itemIndex } }]]);
};

function tablesOf(given: Parameters): z.infer<typeof TABLES> {
	const value = given.value(TABLES_FIELD);
	let tables: unknown = value;
	if (typeof value === 'string') {
		try {
			tables = JSON.parse(value) as unknown;
		} catch {
			throw given.refuse(TABLES_FIELD, 'it is not JSON', 'Give an object of tables.');
		}
	}
	const parsed = TABLES.safeParse(tables);
	if (parsed.success && Object.keys(parsed.data).length > 0) return parsed.data;
	throw given.refuse(
		TABLES_FIELD,
		'it is not an object of tables with columns of the types string, number, boolean or json',
		'Correct it.',
	);
}
