import { tokenRefusal } from '../org/faults';
import { ask, soql, usingOrg } from './asking';
import { refresh, signIn, token } from './connecting';

const org = usingOrg({ control: true });
const someone = () =>
	org()
		.org.rows('User')
		.find(
			({ Id, IsActive, UserType }) =>
				IsActive === true &&
				UserType === 'Standard' &&
				Id !== org().org.runAsUserId &&
				!org().org.blockers.some(({ userId }) => userId === Id),
		)!;

describe('an answer in place of the real one', () => {
	it('is sent before anything is done, or after it was', async () => {
		const { Id } = someone();
		const deactivate = async () =>
			await ask(org(), 'PATCH', 'composite/sobjects', {
				records: [{ attributes: { type: 'User' }, id: Id, IsActive: false }],
			});
		const answer = { status: 406, headers: { 'Content-Type': 'text/plain' }, body: '' };
		org().faults.add({ kind: 'answer', method: 'PATCH', answer, times: 1 });
		expect(await deactivate()).toMatchObject({ status: 406, body: '' });
		expect(org().org.table('User').get(Id)?.IsActive).toBe(true);
		org().faults.add({ kind: 'answer', method: 'PATCH', answer, effect: 'served', times: 1 });
		expect(await deactivate()).toMatchObject({ status: 406, body: '' });
		expect(org().org.table('User').get(Id)?.IsActive).toBe(false);
	});

	it.each([408, 420, 302, 429, 503])('can be an empty %i with headers', async (status) => {
		const headers = { 'Retry-After': '7', Location: 'https://elsewhere.invalid/' };
		org().faults.add({ kind: 'answer', answer: { status, headers } });
		const response = await fetch(`${org().url}/services/data/v66.0/limits`, { redirect: 'manual' });
		expect(response.status).toBe(status);
		expect(response.headers.get('retry-after')).toBe('7');
		expect(await response.text()).toBe('');
	});

	it('can be a page with 200, half a body, or a Salesforce error in JSON', async () => {
		const page = { headers: { 'content-type': 'text/html' }, body: '<html>Sign in</html>' };
		org().faults.add({ kind: 'answer', answer: page, times: 1 });
		expect(await ask(org(), 'GET', 'limits')).toMatchObject({
			status: 200,
			body: '<html>Sign in</html>',
		});
		org().faults.add({ kind: 'answer', answer: { body: '[{"id":"005' }, times: 1 });
		expect((await ask(org(), 'GET', 'limits')).body).toBe('[{"id":"005');
		const body = [{ errorCode: 'TXN_SECURITY_METERING_ERROR', message: 'took too long' }];
		org().faults.add({ kind: 'answer', answer: { status: 400, body } });
		expect(await ask(org(), 'GET', 'limits')).toMatchObject({ status: 400, body });
	});

	it('applies to the SOQL of a query, of a Bulk job and of a part of a composite call', async () => {
		const body = [{ errorCode: 'OPERATION_TOO_LARGE', message: 'exceeded 100000' }];
		org().faults.add({ kind: 'answer', soql: /FROM Task/, answer: { status: 400, body } });
		const text = 'SELECT Id FROM Task';
		expect((await soql(org(), text)).body).toEqual(body);
		expect((await soql(org(), 'SELECT Id FROM Event')).status).toBe(200);
		const job = (query: string) => ({ operation: 'query', query });
		expect((await ask(org(), 'POST', 'jobs/query', job(text))).body).toEqual(body);
		expect((await ask(org(), 'POST', 'jobs/query', job('SELECT Id FROM User'))).status).toBe(200);
		const url = `/services/data/v66.0/query?q=${encodeURIComponent(text)}`;
		const composite = { compositeRequest: [{ method: 'GET', url, referenceId: 'a' }] };
		expect((await ask(org(), 'POST', 'composite', composite)).status).toBe(400);
	});

	it('echoes the request if the test says so', async () => {
		const session = org().issueToken();
		org().faults.add({
			kind: 'answer',
			answer: { status: 400, body: [{ errorCode: 'X', message: '{{authorization}} {{body}}' }] },
		});
		const answer = await ask(org(), 'POST', 'composite', { 'a"b': 1 }, session);
		expect(answer.body).toEqual([{ errorCode: 'X', message: `Bearer ${session} {"a\\"b":1}` }]);
	});

	it('is as large as the test says, or endless', async () => {
		const filled = { body: '{"message":"{{fill}}"}', bytes: 1_000_003 };
		org().faults.add({ kind: 'answer', answer: filled, times: 1 });
		const answer = await ask<string>(org(), 'GET', 'limits');
		expect(Buffer.byteLength(answer.body)).toBe(1_000_003);
		expect(JSON.parse(answer.body)).toHaveProperty('message');
		org().faults.add({ kind: 'answer', answer: { bytes: Infinity } });
		const endless = await fetch(`${org().url}/services/data/v66.0/limits`);
		const reader = endless.body!.getReader();
		let seen = 0;
		while (seen < 5_000_000) seen += (await reader.read()).value?.length ?? 0;
		await reader.cancel();
		expect(seen).toBeGreaterThanOrEqual(5_000_000);
	});

	it('can be set through the control plane', async () => {
		const post = async (fault: unknown) =>
			await fetch(`${org().controlUrl}/__org/faults`, {
				method: 'POST',
				body: JSON.stringify(fault),
			});
		const fault = { kind: 'answer', soql: 'FROM Task', answer: { status: 420 }, times: 1 };
		expect((await post(fault)).status).toBe(200);
		expect((await soql(org(), 'SELECT Id FROM Event')).status).toBe(200);
		expect((await soql(org(), 'SELECT Id FROM Task')).status).toBe(420);
		const listed = await (await fetch(`${org().controlUrl}/__org/faults`)).json();
		expect(listed).toEqual([{ ...fault, seen: 1 }]);
		expect((await post({ kind: 'answer', answer: { status: 'no' } })).status).toBe(400);
	});
});

describe('the token endpoint', () => {
	const CLIENT = { grant_type: 'client_credentials' };

	it.each([
		['invalid_grant', 'login rate exceeded'],
		['invalid_grant', 'ip restricted'],
		['invalid_grant', 'token request is already being processed'],
	])(
		'refuses client credentials with %s, %s, the set number of times and then no more',
		async (error, text) => {
			org().faults.add(tokenRefusal('client_credentials', error, text, { times: 2 }));
			for (let turn = 0; turn < 2; turn++)
				expect(await token(org(), CLIENT)).toMatchObject({
					status: 400,
					error,
					error_description: text,
				});
			expect(await token(org(), CLIENT)).toHaveProperty('access_token');
		},
	);

	it('refuses a refresh and nothing else, with any status', async () => {
		const { refresh_token: held = '' } = await signIn(org());
		const limit = tokenRefusal('refresh_token', 'rate_limit_exceeded', 'login rate exceeded', {
			status: 403,
			times: 1,
		});
		org().faults.add(limit);
		expect(await token(org(), CLIENT)).toHaveProperty('access_token');
		expect(await refresh(org(), held)).toMatchObject({
			status: 403,
			error: 'rate_limit_exceeded',
		});
		expect(await refresh(org(), held)).toHaveProperty('access_token');
	});

	it('loses the response to a refresh that rotated the token', async () => {
		org().app.rotateRefreshTokens = true;
		const { refresh_token: held = '' } = await signIn(org());
		org().faults.add(
			tokenRefusal('refresh_token', 'server_error', '', { effect: 'served', times: 1 }),
		);
		expect((await refresh(org(), held)).error).toBe('server_error');
		expect(await refresh(org(), held)).toMatchObject({
			error_description: 'expired access/refresh token',
		});
	});
});
