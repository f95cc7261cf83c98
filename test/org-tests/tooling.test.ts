import { TOOLING_OBJECTS, TOOLING_ONLY } from '../org/objects/accessPolicies';
import { Org } from '../org/org';
import type { Rows } from './asking';
import { ask, soql, usingOrg } from './asking';

/** The Tooling API, and the objects that it and the REST API do not have in common. */

const org = usingOrg({ users: 60, customFields: true });
const tooling = async (text: string) =>
	await ask<Rows>(org(), 'GET', `tooling/query?q=${encodeURIComponent(text)}`);
const OBJECTS = Object.keys(new Org({ users: 60, seed: 1 }).types);
const refusal = (object: string) => [
	{
		errorCode: 'INVALID_TYPE',
		message: expect.stringContaining(`sObject type '${object}' is not supported.`) as string,
	},
];

it.each(OBJECTS.filter((object) => !TOOLING_OBJECTS.has(object)))(
	'The Tooling API refuses %s, which it does not have',
	async (object) => {
		const { status, body } = await tooling(`SELECT Id FROM ${object}`);
		expect([status, body]).toEqual([400, refusal(object)]);
	},
);

it.each([...TOOLING_OBJECTS])('The Tooling API has %s', async (object) => {
	const { status, body } = await tooling(`SELECT Id FROM ${object}`);
	expect([status, body.totalSize]).toEqual([200, org().org.rows(object).length]);
});

it.each([...TOOLING_ONLY])('REST has no %s', async (object) => {
	for (const name of [object, object.toLowerCase()]) {
		const { status, body } = await soql(org(), `SELECT Id FROM ${name}`);
		expect([status, body]).toEqual([400, refusal(name)]);
	}
	for (const path of [`sobjects/${object}/describe`, `sobjects/${object}/0ky000000000001AAA`])
		expect((await ask(org(), 'GET', path)).status).toBe(404);
	const all = await ask<{ sobjects: Array<{ name: string }> }>(org(), 'GET', 'sobjects');
	expect(all.body.sobjects.map(({ name }) => name)).not.toContain(object);
	const query = `SELECT Id FROM ${object}`;
	const job = await ask(org(), 'POST', 'jobs/query', { operation: 'query', query });
	expect([job.status, job.body]).toEqual([400, refusal(object)]);
});

it('The Tooling API shows no custom fields of users, and pages by its own address', async () => {
	const text = 'SELECT Id, IsContractor__c FROM User';
	expect((await soql(org(), text)).status).toBe(200);
	const { status, body } = await tooling(text);
	expect([status, body]).toMatchObject([400, [{ errorCode: 'INVALID_FIELD' }]]);

	org().org.options.batchSize = 20;
	const first = await tooling('SELECT Id FROM User');
	expect(first.body.done).toBe(false);
	const next = String(first.body.nextRecordsUrl);
	expect(next).toMatch(/^\/services\/data\/v66\.0\/tooling\/query\/0r8/);
	const second = await ask<Rows>(org(), 'GET', next.replace('/services/data/v66.0/', ''));
	expect(second.body.records).toHaveLength(20);
});
