/* eslint-disable @n8n/community-nodes/no-restricted-imports, @n8n/community-nodes/no-restricted-globals */
import { readFileSync } from 'node:fs';
import path from 'node:path';
import { WRITERS } from '../../nodes/SalesforceLicenses/salesforce/writes/writers';
import { OWNED_OBJECTS } from '../../nodes/SalesforceLicenses/salesforce/users/ownership';
import { codesIn, readPage, tableOf } from '../support/pages';

/** The page for security reviewers, held against the code: nothing is read or written that it leaves out. */

const PAGE = 'docs/security.md';
const SCHEMA = path.resolve(
	__dirname,
	'../../nodes/SalesforceLicenses/salesforce/schema/schema.ts',
);

/** The objects of the schema; queries of others do not compile. */
function objectsRead(): string[] {
	const text = readFileSync(SCHEMA, 'utf8');
	const [, block = ''] = /interface Fields \{([\s\S]*?)^\}/m.exec(text) ?? [];
	// A manager is a user.
	return [...block.matchAll(/^\t(\w+):/gm)]
		.map(([, name]) => name)
		.filter((one) => one !== 'Manager');
}

const firstCells = (title: string) =>
	tableOf(PAGE, title).rows.flatMap(([objects]) => codesIn(objects));

describe('docs/security.md', () => {
	it('lists every object that is read', () => {
		const read = objectsRead();
		expect(read.length).toBeGreaterThan(25);
		expect(firstCells('Objects').sort()).toEqual(read.sort());
	});

	it('lists every object that is written, and no other', () => {
		const step = (name: string) => ({ name }) as never;
		const written = Object.values(WRITERS).flatMap(({ objectOf }) =>
			OWNED_OBJECTS.map((name) => objectOf(step(name))),
		);
		expect(firstCells('Object').sort()).toEqual([...new Set(written)].sort());
	});

	it('is linked from the README', () => {
		expect(readPage('README.md')).toContain('](docs/security.md)');
	});

	it('names the two permission sets that can be deployed', () => {
		expect(readPage('docs/permissions.md')).toContain('Salesforce_Licenses_Read.permissionset');
		expect(readPage(PAGE)).toContain('[permissions](permissions.md)');
	});
});
