import type { INode } from 'n8n-workflow';
import { ENDLESS_STYLES } from '../org/endlessPages';
import { runNode } from '../support/inProcess';
import { clientCredentials, useOrg } from '../support/org';

jest.setTimeout(60_000);

/** Hosts that never stop, or send what no Salesforce sends, through n8n's own HTTP. */
const org = useOrg({ users: 60, seed: 5 });

const download = async (parameters: INode['parameters'] = {}) =>
	await runNode(
		{
			resource: 'subscription',
			operation: 'download',
			licenseKinds: ['userLicense'],
			...parameters,
		},
		clientCredentials(org()),
	);

describe.each(ENDLESS_STYLES)('endless pages (%s)', (style) => {
	it.each(['rest', 'bulk'])('stop the run with an error, by %s', async (api) => {
		const path = api === 'rest' ? /query\?q=.*FROM(\+|%20)User(\+|%20)/ : /results/;
		org().faults.add({ kind: 'endlessPages', style, path, times: 1 });
		const { error, items } = await download({ api });
		expect(error?.message).toMatch(/keeps sending more pages of the same result/);
		expect(error?.description).toMatch(/User/);
		expect(items).toEqual([]);
		expect(org().org.inspector.requests.length).toBeLessThan(60);
	});
});

describe('an endless response', () => {
	it('is not read to the end', async () => {
		org().faults.add({
			kind: 'answer',
			soql: /FROM User /,
			answer: { body: '{"totalSize":1,"done":true,"records":["{{fill}}"]}', bytes: Infinity },
		});
		const { error } = await download();
		expect(error?.message).toMatch(/too large/);
	});

	it('is cut to a readable length if it is an error', async () => {
		org().faults.add({
			kind: 'answer',
			soql: /FROM User /,
			answer: {
				status: 400,
				body: '[{"errorCode":"SOME_ERROR","message":"{{fill}}"}]',
				bytes: 200_000,
			},
		});
		const { error } = await download();
		expect(error?.message).toMatch(/SOME_ERROR/);
		expect(error?.description?.length).toBeLessThan(1_200);
	});
});

it.each([302, 307, 308])(
	'a redirect (%s) is not followed, and the host is named',
	async (status) => {
		org().faults.add({
			kind: 'answer',
			soql: /FROM User /,
			answer: { status, headers: { location: 'https://elsewhere.invalid/x?sid=abc' } },
		});
		const { error } = await download();
		expect(error?.description).toMatch(/redirect to elsewhere\.invalid(?!\S*sid)/);
	},
);
