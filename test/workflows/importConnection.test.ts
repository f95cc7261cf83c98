/* eslint-disable @n8n/community-nodes/no-restricted-imports */
import type { ServerResponse } from 'node:http';

import { importPlaybook } from '../../workflows/import/import';
import { LETS_IN, type FakeN8n, startN8n } from '../support/n8nPublicApi';

let n8n: FakeN8n;
/** Where the key must not go. */
let other: FakeN8n;
beforeEach(async () => {
	n8n = await startN8n();
	other = await startN8n();
});
afterEach(async () => {
	await n8n.close();
	await other.close();
});

const refusal = async (given: { url?: unknown; apiKey?: unknown } = {}): Promise<string> =>
	await importPlaybook({ url: n8n.url, apiKey: LETS_IN, ...(given as object) }).then(
		() => 'nothing was refused',
		(error: Error) => error.message,
	);
const always =
	(status: number, body: unknown, headers = {}) =>
	(_: unknown, response: ServerResponse): boolean => {
		response.writeHead(status, headers);
		response.end(typeof body === 'string' ? body : JSON.stringify(body));
		return true;
	};
const row = (id: string) => ({ id, name: `Workflow ${id}`, nodes: [] });

describe('the address of n8n', () => {
	test.each([
		[undefined, '--url is missing'],
		[null, '--url is missing'],
		['', '--url is empty'],
		['   ', '--url is empty'],
		[42, '--url is not text'],
		['n8n.example.com', 'does not begin with https://'],
		['localhost:5678', 'does not begin with https://'],
		['ftp://n8n.example.com', 'does not begin with https://'],
		['https://', 'does not begin with https://'],
		['https:///workflows', 'does not begin with https://'],
		['https://n8n example.com', 'is not a web address'],
		['https://n8n.example.com:port', 'is not a web address'],
		['https://n8n.example.com:65536', 'names the port 65536'],
		['https://n8n.example.com:99999/n8n', 'names the port 99999'],
		[`https://n8n.example.com/${'a'.repeat(2048)}`, 'longer than 2,048 characters'],
		[`https://n8n.example.com${' '.repeat(100_000)}/`, 'longer than 2,048 characters'],
		['https://n8n.example.com/?a=b', 'a part after ? or #'],
		['https://n8n.example.com/#/workflows', 'a part after ? or #'],
	])('%p is refused', async (url, why) => {
		expect(await refusal({ url })).toContain(why);
	});

	test('with a user name and a password is refused, and the password is not repeated', async () => {
		for (const url of [
			'https://me:hunter2@n8n.example.com',
			'https://me:hunter2@n8n.example.com:99999',
		]) {
			const message = await refusal({ url });
			expect(message).toMatch(/contains a user name or a password|names the port 99999/);
			expect(message).not.toContain('hunter2');
		}
	});

	test.each([
		'http://n8n.example.com',
		'http://192.168.1.10:5678',
		'http://0.0.0.0:5678',
		'http://128.0.0.1:5678',
		'http://127.0.0.1.example.com',
		'http://localhost.example.com',
		'http://[::2]:5678',
		'http://[::ffff:8.8.8.8]:5678',
		'HTTP://n8n.example.com',
	])('%s would send the API key unencrypted, so it is refused', async (url) => {
		expect(await refusal({ url })).toContain('unencrypted. Use https://');
	});

	test.each([
		'http://127.0.0.1',
		'http://127.1',
		'http://127.8.9.10',
		'http://localhost',
		'http://[::1]',
	])('%s is this computer, so plain http is allowed', async (url) => {
		// Nothing listens on port 1.
		expect(await refusal({ url: `${url}:1` })).toContain('does not answer');
	});

	test('may end with slashes', async () => {
		const imported = await importPlaybook({ url: `${n8n.url}//`, apiKey: LETS_IN });
		expect(imported.length).toBeGreaterThan(0);
		for (const { path } of n8n.requests) expect(path).toMatch(/^\/api\/v1\/workflows/);
	});
});

describe('a connection that n8n closes before it answers', () => {
	/** Closes the connection on the first `times` requests to each address; returns how many that were. */
	const cutOff = (times: number, method: string, path = /^/) => {
		const seen = new Map<string, number>();
		let closed = 0;
		n8n.instead = (request, response) => {
			const key = `${request.method} ${request.path}`;
			const count = (seen.get(key) ?? 0) + 1;
			seen.set(key, count);
			if (request.method !== method || !path.test(request.path) || count > times) return false;
			closed += 1;
			response.socket?.destroy();
			return true;
		};
		return () => closed;
	};

	test.each([
		['GET', /^/],
		['PUT', /^/],
		['POST', /activate$/],
	])('%s %s is sent once more, and the import completes', async (method, path) => {
		const closed = cutOff(1, method, path);
		const imported = await importPlaybook({ url: n8n.url, apiKey: LETS_IN });
		expect(imported.length).toBeGreaterThan(0);
		expect(closed()).toBeGreaterThan(0);
		for (const { name } of imported) expect(n8n.named(name)).toHaveLength(1);
	});

	test('is an error the second time', async () => {
		cutOff(2, 'GET');
		expect(await refusal()).toContain('does not answer');
		expect(n8n.requests).toHaveLength(2);
	});

	test('a workflow that may have been created is not created again', async () => {
		cutOff(1, 'POST', /workflows$/);
		expect(await refusal()).toContain('does not answer');
		expect(n8n.writes()).toHaveLength(1);
	});
});

describe('the API key', () => {
	test.each([
		[undefined, 'is missing'],
		[null, 'is missing'],
		[42, 'is not text'],
		['', 'is empty'],
		[' \n', 'is empty'],
		['two words', 'has characters that no API key has'],
		['k\u00e9y-of-me', 'has characters that no API key has'],
		['key\nX-Other: header', 'has characters that no API key has'],
	])('%j is refused, not repeated and not sent', async (key, why) => {
		const message = await refusal({ apiKey: key });
		expect(message).toContain(`N8N_API_KEY ${why}`);
		expect(message).toContain('Settings > n8n API');
		if (typeof key === 'string' && key.trim() !== '') expect(message).not.toContain(key);
		expect(n8n.requests).toEqual([]);
	});

	test('is not sent to the target of a redirect, or anywhere else', async () => {
		for (const status of [301, 302, 303, 307, 308]) {
			for (const location of [`${other.url}/api/v1/workflows`, '/elsewhere', '//[', '']) {
				n8n.requests.length = 0;
				n8n.instead = always(status, '', { location });
				expect(await refusal()).toMatch(
					/redirects \(30\d\) to .* The import does not send the API key there/,
				);
				expect(n8n.requests).toHaveLength(1);
			}
		}
		expect(other.requests).toEqual([]);
	});

	test('is not sent after a redirected write either', async () => {
		n8n.instead = (request, response) =>
			request.method === 'POST' &&
			always(308, '', { location: `${other.url}${request.path}` })(request, response);
		expect(await refusal()).toContain(`redirects (308) to ${other.url}`);
		expect(other.requests).toEqual([]);
	});

	test('is hidden where n8n repeats it', async () => {
		n8n.instead = always(401, { message: `The key ${LETS_IN} has expired` });
		const message = await refusal();
		expect(message).toContain('The key *** has expired Check the API key and its scopes.');
		expect(message).not.toContain(LETS_IN);
	});
});

describe('what n8n answers', () => {
	test.each([
		['a page of a proxy', 200, '<html>Sign in</html>'],
		['nothing', 200, ''],
		['a cut body', 200, '{"data":[{"id"'],
		['an object without rows', 200, {}],
		['rows that are not a list', 200, { data: 'none', nextCursor: null }],
		['a row without an id', 200, { data: [{ name: 'Alert', nodes: [] }], nextCursor: null }],
		['a row without nodes', 200, { data: [{ id: 'a', name: 'Alert' }], nextCursor: null }],
		['a cursor that is not text', 200, { data: [], nextCursor: 7 }],
	])('as %s stops the import', async (_, status, body) => {
		n8n.instead = always(status, body);
		expect(await refusal()).toContain("is not n8n's public API");
		expect(n8n.writes()).toEqual([]);
	});

	test.each([
		['the same cursor again', () => ({ data: [row('a')], nextCursor: 'again' })],
		[
			'new cursors and the same rows',
			(page: number) => ({ data: [row('a')], nextCursor: `cursor ${page}` }),
		],
		['new cursors and no rows', (page: number) => ({ data: [], nextCursor: `cursor ${page}` })],
		[
			'two cursors in turn',
			(page: number) => ({ data: [row(`row ${page}`)], nextCursor: `cursor ${page % 2}` }),
		],
		[
			'new rows and new cursors forever',
			(page: number) => ({ data: [row(`row ${page}`)], nextCursor: `cursor ${page}` }),
		],
	])('as %s ends with an error', async (_, answer) => {
		n8n.instead = (request, response) =>
			always(200, answer(n8n.requests.length))(request, response);
		expect(await refusal()).toContain("n8n's list of workflows does not end");
		expect(n8n.requests.length).toBeLessThanOrEqual(1_001);
		expect(n8n.writes()).toEqual([]);
	});

	test('as an id that would become code in an expression stops the import', async () => {
		n8n.instead = (request, response) =>
			request.method === 'POST' && always(200, { id: "' + $env.SECRET + '" })(request, response);
		expect(await refusal()).toContain("is not n8n's public API");
		expect(n8n.requests.filter(({ method }) => method === 'PUT')).toEqual([]);
	});

	const HOSTILE = '\u001b[2J\u001b]0;owned\u0007\r\n\u009b31m\u202e\u2028\u200b\u0000end';
	test.each([
		['a message', 500, { message: HOSTILE }],
		['a page', 502, HOSTILE],
		['a message with 200', 200, HOSTILE],
	])('as %s is printed without control characters', async (_, status, body) => {
		n8n.instead = always(status, body);
		const message = await refusal();
		expect(message).toContain('end');
		expect(message).not.toMatch(/[\p{Cc}\p{Cf}\p{Zl}\p{Zp}]/u);
	});

	test('as names and ids of workflows is printed without control characters', async () => {
		n8n.add({ id: 'a\u001b[31m', name: 'Alert\u0085' });
		n8n.workflows[0].name = 'Alert\n';
		const message = await refusal();
		expect(message).toContain('"Alert" (id a [31m)');
		expect(message).not.toMatch(/[^\P{Cc}\n]/u);
	});

	test('as an error of many megabytes is cut', async () => {
		n8n.instead = always(500, 'x'.repeat(20 * 1024 * 1024));
		expect((await refusal()).length).toBeLessThan(500);
	});

	test('as an error without a message shows the answer', async () => {
		for (const body of [{ message: { a: 1 } }, { message: null }, [], 'Bad Gateway']) {
			n8n.instead = always(502, body);
			expect(await refusal()).toContain('n8n answered 502 to GET /workflows?limit=100: ');
		}
	});

	test('as a refusal to publish is reported, and the others are published', async () => {
		n8n.instead = (request, response) => {
			const isFirst = request.path.includes('00001/activate');
			return isFirst && always(409, { message: 'The path is\u0007taken' })(request, response);
		};
		const imported = await importPlaybook({ url: n8n.url, apiKey: LETS_IN });
		const waiting = imported.filter(({ unpublished }) => unpublished !== null);
		expect(waiting).toMatchObject([{ unpublished: 'The path is taken' }]);
	});
});
