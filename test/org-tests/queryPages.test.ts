import type { Rows } from './asking';
import { ask, soql, usingOrg } from './asking';

describe('pages', () => {
	const paged = usingOrg({ batchSize: 50 });

	it('return every row once, by locator', async () => {
		const seen: string[] = [];
		let page = (await soql(paged(), 'SELECT Id FROM User')).body;
		expect(page).toMatchObject({ totalSize: 120, done: false });
		for (;;) {
			seen.push(...page.records.map(({ Id }) => Id));
			if (page.nextRecordsUrl === undefined) break;
			page = (await ask<Rows>(paged(), 'GET', page.nextRecordsUrl.replace(/^.*v66\.0\//, ''))).body;
		}
		expect(new Set(seen).size).toBe(120);
		expect(seen).toHaveLength(120);
	});

	it('belong to the session that asked, and expire after two days', async () => {
		const { body } = await soql(paged(), 'SELECT Id FROM User');
		const path = String(body.nextRecordsUrl).replace(/^.*v66\.0\//, '');
		const other = paged().issueToken('root.admin@acme.example');
		expect((await ask(paged(), 'GET', path, undefined, other)).status).toBe(400);
		expect((await ask(paged(), 'GET', path)).status).toBe(200);
		const later = new Date(Date.now() + 3 * 86_400_000);
		jest.spyOn(paged().org, 'clock').mockReturnValue(later);
		expect((await ask(paged(), 'GET', path)).body).toMatchObject([
			{ errorCode: 'INVALID_QUERY_LOCATOR' },
		]);
	});

	it('do not accept an unknown locator', async () => {
		expect((await ask(paged(), 'GET', 'query/0r8000000000000AAA-50-50')).body).toMatchObject([
			{ errorCode: 'INVALID_QUERY_LOCATOR' },
		]);
	});
});
