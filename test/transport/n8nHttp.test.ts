import type { IExecuteFunctions, IHttpRequestOptions } from 'n8n-workflow';
import { CANCELED, SalesforceError } from '../../nodes/SalesforceLicenses/salesforce/client/errors';
import type { HttpRequest } from '../../nodes/SalesforceLicenses/salesforce/client/http';
import { n8nHttp } from '../../nodes/SalesforceLicenses/transport/n8nHttp';

const OLD = 'https://acme--old.my.salesforce.com';
const NEW = 'https://acme.my.salesforce.com';
const CLIENT_VALUE = 'AB12-client/secret-value';
const TOKEN = '00D000000000001!AQ.token';

type Given = { status: number; body?: string | Iterable<string>; headers?: Record<string, string> };
type Answer = (options: IHttpRequestOptions, number: number) => Given | Error;

async function* stream(body: string | Iterable<string>): AsyncGenerator<Uint8Array> {
	for (const part of typeof body === 'string' ? [body] : body)
		yield await Promise.resolve(Buffer.from(part));
}
const readable = (body: string | Iterable<string>) =>
	Object.assign(stream(body), { destroy: () => {} });

/** As n8n: a 401 is thrown, with the answer below the error; every other answer comes back. */
function setUp(answer: Answer, origins: Array<string | null> = [OLD]) {
	const sent: string[] = [];
	const waits: number[] = [];
	const context = {
		getCredentials: async () =>
			await Promise.resolve({
				clientSecret: CLIENT_VALUE,
				oauthTokenData: { access_token: TOKEN },
			}),
		helpers: {
			httpRequestWithAuthentication: async (_type: string, options: IHttpRequestOptions) => {
				sent.push(`${options.method} ${options.url}`);
				const given = answer(options, sent.length);
				await Promise.resolve();
				if (given instanceof Error) throw given;
				const { status, body = '', headers = {} } = given;
				const data = readable(body);
				if (status === 401)
					throw Object.assign(new Error('Unauthorized'), {
						cause: { response: { status, headers, data } },
					});
				return { statusCode: status, headers, body: data };
			},
		},
	} as unknown as IExecuteFunctions;
	const left = [...origins];
	const http = n8nHttp(
		context,
		OLD,
		async () => await Promise.resolve(left.length > 1 ? (left.shift() ?? null) : left[0]),
		async (ms) => {
			waits.push(ms);
			await Promise.resolve();
		},
	);
	return { http, sent, waits };
}

const get: HttpRequest = { method: 'GET', path: '/services/data' };
const patch: HttpRequest = { method: 'PATCH', path: '/services/data/v65.0/x', body: '{}' };
const ended = { status: 401, body: '[{"errorCode":"INVALID_SESSION_ID","message":"ended"}]' };
const fine = { status: 200, body: '[]' };
const reconnect = new Error('The credential "Org" needs to be reconnected.');

describe('an org that moved', () => {
	it.each([get, patch])(
		'is followed to the host that the renewed token names: $method',
		async (request) => {
			const { http, sent } = setUp(({ url }) => (url.startsWith(OLD) ? ended : fine), [NEW]);
			expect(await http(request)).toMatchObject({ kind: 'answer', status: 200 });
			expect(sent.map((line) => line.split(' ')[1])).toEqual([
				OLD + request.path,
				NEW + request.path,
			]);
			await http(request);
			expect(sent.at(-1)).toBe(`${request.method} ${NEW}${request.path}`);
			expect(sent).toHaveLength(3);
		},
	);

	it.each([302, 420])('is followed by a read when its old host answers %s', async (status) => {
		const { http } = setUp(({ url }) => (url.startsWith(OLD) ? { status } : fine), [NEW]);
		expect(await http(get)).toMatchObject({ status: 200 });
	});

	it.each([302, 420, 503])(
		'is not followed by a write when its old host answers %s',
		async (status) => {
			const { http, sent } = setUp(({ url }) => (url.startsWith(OLD) ? { status } : fine), [NEW]);
			expect(await http(patch)).toMatchObject({ kind: 'answer', status });
			expect(sent).toHaveLength(1);
		},
	);

	it.each<[string, Array<string | null>]>([
		['names the same host', [OLD]],
		['names no host', [null]],
		['names another host each time', [NEW, OLD, NEW, OLD, NEW, OLD]],
	])('causes no loop if the token %s', async (_what, origins) => {
		const { http, sent } = setUp(() => ended, origins);
		expect(await http(get)).toMatchObject({ kind: 'answer', status: 401 });
		expect(sent.length).toBeLessThanOrEqual(3);
	});
});

describe('a token that was refused', () => {
	const refusal = (error: string, error_description: string) =>
		Object.assign(new Error('Failed to acquire OAuth2 access token: refused'), {
			cause: { body: { error, error_description } },
		});

	it.each<[string, Error]>([
		['for a reason that n8n does not pass on', reconnect],
		[
			'because two refresh at the same time',
			refusal('invalid_grant', 'token request is already being processed'),
		],
		['because the user logged in too often', refusal('invalid_grant', 'login rate exceeded')],
	])('%s is requested again, by reads and writes', async (_what, error) => {
		for (const request of [get, patch]) {
			const { http, sent, waits } = setUp((_options, number) => (number === 1 ? error : fine));
			expect(await http(request)).toMatchObject({ status: 200 });
			expect([sent.length, waits.length]).toEqual([2, 1]);
			const lasting = setUp(() => error);
			expect(await lasting.http(request)).toMatchObject({ kind: 'denied' });
			expect(lasting.sent).toHaveLength(3);
		}
	});

	it.each<[string, Error]>([
		['wrong secret', refusal('invalid_client', 'invalid client credentials')],
		['a flow that is turned off', refusal('invalid_grant', 'client credentials flow not enabled')],
		['an IP address that is not allowed', refusal('invalid_grant', 'ip restricted')],
	])('for a lasting reason is requested once: %s', async (_what, error) => {
		const { http, sent } = setUp(() => error);
		expect(await http(get)).toMatchObject({ kind: 'denied' });
		expect(sent).toHaveLength(1);
	});

	it('is not waited for if the run is canceled', async () => {
		const { http } = setUp(() => reconnect);
		const canceled = n8nHttp(
			{
				getCredentials: async () => await Promise.resolve({}),
				helpers: {
					httpRequestWithAuthentication: async () => await Promise.reject(reconnect),
				},
			} as unknown as IExecuteFunctions,
			OLD,
			async () => await Promise.resolve(OLD),
			async () => await Promise.reject(new SalesforceError(CANCELED, 'stopped')),
		);
		expect(await canceled(get)).toMatchObject({ kind: 'denied', code: CANCELED });
		expect(await http({ ...get, isCleanUp: true })).toMatchObject({ code: 'RECONNECT' });
	});
});

describe('a response', () => {
	it('that never ends is not read to the end', async () => {
		let parts = 0;
		function* endless(): Generator<string> {
			for (;;) {
				parts++;
				yield 'x'.repeat(1024 * 1024);
			}
		}
		const { http } = setUp(() => ({ status: 200, body: endless() }));
		expect(await http(get)).toMatchObject({ kind: 'noAnswer', code: 'ANSWER_TOO_LARGE' });
		expect(parts).toBeLessThan(80);
	});

	it('is read only at its beginning if it is an error', async () => {
		let parts = 0;
		function* endless(): Generator<string> {
			for (;;) {
				parts++;
				yield 'x'.repeat(64 * 1024);
			}
		}
		const { http } = setUp(() => ({ status: 502, body: endless() }));
		expect(await http(get)).toMatchObject({ kind: 'answer', status: 502 });
		expect(parts).toBeLessThan(10);
	});

	it('has no secret of the credential in it if it is an error', async () => {
		const body = JSON.stringify([{ errorCode: 'X', message: `${CLIENT_VALUE} ${TOKEN}` }]);
		const { http } = setUp(() => ({ status: 400, body }));
		const answer = await http(get);
		expect(JSON.stringify(answer)).not.toMatch(/secret-value|AQ\.token/);
		expect(answer).toMatchObject({ status: 400, body: expect.stringMatching(/\(hidden\)/) });
	});

	it('that breaks off counts as no response', async () => {
		function* broken(): Generator<string> {
			yield '[';
			throw new Error('aborted');
		}
		const { http } = setUp(() => ({ status: 200, body: broken() }));
		expect(await http(get)).toEqual({ kind: 'noAnswer', message: 'aborted' });
	});

	it('is requested from the org only', async () => {
		const { http, sent } = setUp(() => fine);
		const path = '//elsewhere.example/services/data';
		expect(await http({ ...get, path })).toMatchObject({ kind: 'denied', code: 'FOREIGN_ORIGIN' });
		expect(sent).toEqual([]);
	});
});
