/* eslint-disable @n8n/community-nodes/no-restricted-imports */
import { readFile } from 'node:fs/promises';
import path from 'node:path';

import type { RunningOrg } from '../org/server';
import { PASSWORD, startOrg } from '../org/server';
import type { SalesforceCli } from './salesforceCli';
import { startSalesforceCli } from './salesforceCli';
import { signIn } from './signIn';

const PATIENCE_MS = 60_000;
/** More than one page of 2,000. */
const USERS = 2_500;
const ADMIN = { username: 'root.admin@acme.example', password: PASSWORD };

let salesforce: RunningOrg;
let sf: SalesforceCli;

jest.setTimeout(PATIENCE_MS);

beforeAll(async () => {
	salesforce = await startOrg({
		users: USERS,
		app: { scopes: ['api', 'web', 'refresh_token'], rotateRefreshTokens: true },
	});
	sf = await startSalesforceCli();
});

afterAll(async () => {
	await sf?.close();
	await salesforce?.close();
});

interface Page<T> {
	totalSize: number;
	done: boolean;
	records: T[];
}

async function loginWithToken(accessToken: string): Promise<unknown> {
	const flags = ['--instance-url', salesforce.url, '--alias', 'acme'];
	return await sf.run(['org', 'login', 'access-token', ...flags], {
		env: { SF_ACCESS_TOKEN: accessToken },
	});
}

async function query<T>(soql: string, target = 'acme'): Promise<Page<T>> {
	return await sf.run(['data', 'query', '--query', soql, '--target-org', target]);
}

describe('sf org login', () => {
	it('accepts an access token and finds out whose it is', async () => {
		expect(await loginWithToken(salesforce.issueToken())).toMatchObject({
			username: 'integration@acme.example',
			orgId: salesforce.org.id,
			orgEdition: 'Enterprise Edition',
			isSandbox: false,
		});
	});

	it('refuses an expired access token', async () => {
		const ended = `${salesforce.org.id.slice(0, 15)}!AQended`;
		await expect(loginWithToken(ended)).rejects.toThrow('Bad_OAuth_Token');
	});

	it('opens the browser, gets a code with PKCE, and refreshes with each rotated token', async () => {
		const { clientId, clientSecret } = salesforce.app;
		const flags = ['--instance-url', salesforce.url, '--client-id', clientId, '--alias', 'web'];
		const login = sf.run(['org', 'login', 'web', '--browser', 'firefox', ...flags], {
			typed: `${clientSecret}\n`,
		});
		await visit(await signIn(await sf.pageToOpen(), ADMIN));
		expect(await login).toMatchObject({ username: ADMIN.username, clientId });

		for (let refresh = 0; refresh < 2; refresh++) {
			salesforce.oauth.expireAllAccessTokens();
			const { records } = await query<{ Id: string }>('SELECT Id FROM Organization', 'web');
			expect(records.map(({ Id }) => Id)).toEqual([salesforce.org.id]);
		}
	});

	it("knows every org through the CLI's own app, which has no secret", async () => {
		const flags = ['--instance-url', salesforce.url, '--alias', 'own'];
		const login = sf.run(['org', 'login', 'web', '--browser', 'firefox', ...flags]);
		await visit(await signIn(await sf.pageToOpen(), ADMIN));
		expect(await login).toMatchObject({ username: ADMIN.username, clientId: 'PlatformCLI' });
	});
});

describe('sf, signed in with an access token,', () => {
	const target = ['--target-org', 'acme'];

	beforeAll(async () => await loginWithToken(salesforce.issueToken()));

	it('queries all pages', async () => {
		const page = await query<{ Id: string; Profile: { Name: string } }>(
			'SELECT Id, Username, Profile.Name FROM User',
		);
		expect(page).toMatchObject({ totalSize: USERS, done: true });
		expect(new Set(page.records.map(({ Id }) => Id)).size).toBe(USERS);
		expect(page.records[0].Profile.Name).toEqual(expect.any(String));
	});

	it("passes on Salesforce's message about a misspelled field", async () => {
		await expect(query('SELECT Id, Usrname FROM User')).rejects.toMatchObject({
			name: 'INVALID_FIELD',
			message: expect.stringContaining("No such column 'Usrname' on entity 'User'") as string,
		});
	});

	it('exports in bulk', async () => {
		const soql = 'SELECT Id, Username FROM User';
		const flags = ['--output-file', 'users.csv', '--wait', '1', ...target];
		const exported = await sf.run(['data', 'export', 'bulk', '--query', soql, ...flags]);
		expect(exported).toMatchObject({ totalSize: USERS });
		const csv = await readFile(path.join(sf.folder, 'users.csv'), 'utf8');
		const lines = csv.trimEnd().split('\n');
		expect(lines[0]).toBe('"Id","Username"');
		expect(new Set(lines).size).toBe(USERS + 1);
	});

	it("updates a record, and passes on Salesforce's reason if it refuses", async () => {
		const update = async (id: string, values: string): Promise<unknown> =>
			await sf.run([
				...['data', 'update', 'record', '--sobject', 'User', '--record-id', id],
				...['--values', values, ...target],
			]);
		const { records } = await query<{ Id: string }>(
			"SELECT Id FROM User WHERE IsActive = true AND UserType = 'Standard' AND Username LIKE 'user%' LIMIT 1",
		);
		const [{ Id }] = records;
		expect(await update(Id, 'IsActive=false')).toMatchObject({ id: Id, success: true });
		expect(salesforce.org.table('User').get(Id)?.IsActive).toBe(false);
		await expect(update(Id, 'IsActve=false')).rejects.toThrow("No such column 'IsActve'");
	});

	it('lists the limits', async () => {
		const limits = await sf.run<Array<{ name: string; max: number; remaining: number }>>([
			...['org', 'list', 'limits', ...target],
		]);
		const calls = limits.find(({ name }) => name === 'DailyApiRequests');
		expect(calls?.max).toBe(salesforce.org.dailyApiLimit);
		expect(calls?.remaining).toBeLessThan(Number(calls?.max));
	});
});

/** The browser follows the redirect. The CLI waits for its browser before it listens, so once is not enough. */
async function visit(callback: URL): Promise<void> {
	for (let attempt = 0; attempt < 20; attempt++) {
		try {
			await fetch(callback, { signal: AbortSignal.timeout(1_000) });
			return;
		} catch {
			continue;
		}
	}
	throw new Error('The Salesforce CLI did not take its code');
}
