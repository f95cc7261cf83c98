/* eslint-disable @n8n/community-nodes/no-restricted-imports, @n8n/community-nodes/no-restricted-globals, @n8n/community-nodes/no-dangerous-functions */
import { spawn } from 'node:child_process';
import path from 'node:path';

import { scripts } from '../../package.json';
import { readArguments } from '../../workflows/import/arguments';
import { LETS_IN, type FakeN8n, startN8n } from '../support/n8nPublicApi';

const ROOT = path.resolve(__dirname, '..', '..');
const [TSX, SCRIPT] = scripts['playbook:import'].split(' ');
const KEY = { N8N_API_KEY: LETS_IN };
const URL_GIVEN = ['--url', 'https://n8n.example.com'];

describe('the arguments of the import', () => {
	test('are read from the command line before the environment', () => {
		const environment = { ...KEY, N8N_URL: 'https://other.example.com' };
		expect(readArguments([...URL_GIVEN, '--smtp', 'Mail'], environment)).toEqual({
			url: 'https://n8n.example.com',
			apiKey: LETS_IN,
			smtp: 'Mail',
		});
		expect(readArguments([], environment)).toMatchObject({ url: 'https://other.example.com' });
		expect(readArguments(['--help'], {})).toBe('help');
	});

	test.each([
		[[], KEY, '--url is missing. Enter the address of your n8n'],
		[['--url='], KEY, '--url is empty'],
		[['--url', ' '], KEY, '--url is empty'],
		[['--url'], KEY, "Option '--url <value>' argument missing"],
		[[], { ...KEY, N8N_URL: '' }, 'N8N_URL is empty'],
		[[], { ...KEY, N8N_URL: 'n8n' }, 'N8N_URL does not begin with https://'],
		[['--url', 'http://n8n.example.com'], KEY, '--url begins with http://'],
		[['--url', 'https://n8n.example.com:65536'], KEY, '--url names the port 65536'],
		[URL_GIVEN, {}, 'N8N_API_KEY is missing. Create a key in n8n'],
		[URL_GIVEN, { N8N_API_KEY: '' }, 'N8N_API_KEY is empty'],
		[URL_GIVEN, { N8N_API_KEY: 'a key' }, 'N8N_API_KEY has characters'],
		...[
			'credential',
			'smtp',
			'slack',
			'servicenow',
			'pair',
			'page',
			'storage',
			'postgres',
			'changed',
		].map(
			(name) =>
				[[...URL_GIVEN, `--${name}=`], KEY, `--${name} is empty`] as [string[], typeof KEY, string],
		),
		[[...URL_GIVEN, '--pear', 'EMEA'], KEY, "Unknown option '--pear'"],
		[[...URL_GIVEN, 'EMEA'], KEY, "Unexpected argument 'EMEA'"],
		[[...URL_GIVEN, '--pair', '--page'], KEY, "Option '--pair' argument is ambiguous"],
	])('%j with %j are refused', (args, environment, why) => {
		expect(() => readArguments(args, environment)).toThrow(why);
	});
});

describe('npm run playbook:import', () => {
	let n8n: FakeN8n;
	beforeEach(async () => {
		n8n = await startN8n();
	});
	afterEach(async () => await n8n.close());

	test('says what is missing and exits with 1', async () => {
		expect(await command([], { N8N_API_KEY: LETS_IN })).toEqual({
			code: 1,
			output: expect.stringContaining('--url is missing'),
		});
	});

	test('imports, and prints neither the key nor control characters', async () => {
		n8n.instead = ({ path: at }, response) => {
			if (!at.endsWith('/activate')) return false;
			response.writeHead(400).end(JSON.stringify({ message: `\u001b[2J ${LETS_IN}` }));
			return true;
		};
		const { code, output } = await command(['--url', n8n.url, '--pair', 'EMEA'], KEY);
		expect(code).toBe(0);
		expect(output).toContain(`${n8n.url}/workflow/${n8n.workflows[0].id}`);
		expect(output).toContain('not published: [2J ***');
		expect(output).not.toContain(LETS_IN);
		expect(output).not.toMatch(/[^\P{Cc}\n]/u);
	});

	test('lists workflows that it did not create and exits with 1', async () => {
		const theirs = ['Alert', 'Digest'].map((name) => n8n.add({ name }));
		const { code, output } = await command(['--url', n8n.url], KEY);
		expect(code).toBe(1);
		for (const { id, name } of theirs) expect(output).toContain(`"${name}" (id ${id})`);
		expect(n8n.writes()).toEqual([]);
	});
});

async function command(args: string[], environment: Record<string, string>) {
	const child = spawn(path.join(ROOT, 'node_modules', '.bin', TSX), [SCRIPT, ...args], {
		cwd: ROOT,
		env: { PATH: process.env.PATH, ...environment },
	});
	let output = '';
	for (const stream of [child.stdout, child.stderr]) {
		stream.setEncoding('utf8').on('data', (text: string) => (output += text));
	}
	const code = await new Promise<number | null>((resolve) => child.once('close', resolve));
	return { code, output };
}
