/* eslint-disable @n8n/community-nodes/no-restricted-imports */
import { Script } from 'node:vm';

import { createTable, insertMoved, numberOn } from '../../workflows/storage/postgresTables';
import { STATEMENTS } from '../../workflows/storage/storagePostgres.code';
import type { Table } from '../../workflows/storage/tables';
import { TABLES } from '../../workflows/storage/tables';

/** What Storage runs when a table does not exist yet. */
function ofStorage(table: Table): string[] {
	const request = { action: 'read', table, rows: [], column: '', value: '' };
	const code = new Script(`(($input) => {\n${STATEMENTS}\n})`).runInThisContext() as (
		input: object,
	) => Array<{ json: { create: string } }>;
	return code({ first: () => ({ json: request }) })[0].json.create.split(';\n');
}

const tables = Object.keys(TABLES) as Table[];

describe('tables that are moved to Postgres', () => {
	it.each(tables)('%s is made as Storage makes it', (table) => {
		const [lock, ...statements] = ofStorage(table);
		expect(lock).toContain('pg_advisory_xact_lock');
		expect(createTable(table).split(';\n')).toEqual(statements);
	});

	it.each(tables)('%s gets every column of a row, with its ID and its times', (table) => {
		const insert = insertMoved(table);
		for (const name of ['id', 'createdAt', 'updatedAt', ...Object.keys(TABLES[table])]) {
			expect(insert).toContain(`"${name}"`);
			expect(insert).toContain(`(given->>'${name}')::`);
		}
		expect(numberOn(table)).toContain(`FROM "${table}"`);
	});
});
