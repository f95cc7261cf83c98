import {
	createTable,
	insertMoved,
	numberOn,
	statementsOf,
} from '../../workflows/storage/postgresTables';
import type { Table } from '../../workflows/storage/tables';
import { TABLES } from '../../workflows/storage/tables';

const tables = Object.keys(TABLES) as Table[];

describe('tables that are moved to Postgres', () => {
	it.each(tables)('%s is made as Storage makes it', (table) => {
		const [lock, ...statements] = statementsOf(table).create.split(';\n');
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
