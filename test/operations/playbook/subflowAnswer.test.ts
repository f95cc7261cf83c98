import type { IDataObject, INode } from 'n8n-workflow';
import { runNode } from '../../support/inProcess';

async function answerOf(
	subflowTask: string,
	items: IDataObject[],
	parameters: object = {},
	options: Parameters<typeof runNode>[3] = {},
) {
	const node = { resource: 'playbook', operation: 'subflowAnswer', subflowTask, ...parameters };
	const run = await runNode(node as unknown as INode['parameters'], {}, items, options);
	expect(run.error).toBeNull();
	expect(run.outputs[0]).toHaveLength(1);
	return { ...run.outputs[0][0], answer: run.items[0] };
}
const SUMMARY = {
	...{ readKinds: ['userLicense'], unreadKinds: [], isComplete: true, warnings: ['Slow.'] },
};

describe('the answer of a subflow that reads', () => {
	it('has the rows, and what the Summary says of them', async () => {
		const rows = [{ candidateKey: 'a' }, { candidateKey: 'b' }];
		const { answer, pairedItem } = await answerOf('candidates', rows, { readSummary: SUMMARY });
		expect(answer).toEqual({
			...{ status: 'success', errorMessage: '', counts: { rows: 2 }, rows },
			...SUMMARY,
		});
		expect(pairedItem).toEqual([{ item: 0 }, { item: 1 }]);
	});

	it('has read no kind where there is no Summary', async () => {
		const { answer } = await answerOf('licenses', [{ licenseKey: 'a' }]);
		expect(answer).toMatchObject({ readKinds: [], isComplete: false });
	});

	it('has no rows where the node found none', async () => {
		const { answer } = await answerOf('candidates', [{}], { readSummary: SUMMARY });
		expect(answer).toMatchObject({ status: 'success', rows: [], readKinds: ['userLicense'] });
	});

	it('names the org for the task access', async () => {
		const organization = { orgId: '00D000000000001AAA' };
		const { answer } = await answerOf('access', [{ process: 'download' }], { organization });
		expect(answer).toMatchObject({ organization, counts: { rows: 1 } });
	});

	it.each<[IDataObject, string]>([
		[{ error: 'No login', description: 'Connect again' }, 'No login. Connect again.'],
		[{ error: { message: 'No login.' } }, 'No login.'],
		[{ error: null }, 'The node failed and gave no reason. Open the execution of the subflow.'],
		[{ error: '' }, 'The node failed and gave no reason. Open the execution of the subflow.'],
	])('is a failure without rows after %j', async (item, errorMessage) => {
		const { answer } = await answerOf('candidates', [{ candidateKey: 'a' }, item], {
			readSummary: SUMMARY,
		});
		expect(answer).toEqual({ status: 'failure', errorMessage, counts: { rows: 0 }, rows: [] });
	});
});

describe('the answer for subscriptions', () => {
	const file = { data: { data: '', mimeType: 'application/x-ndjson', fileName: 'x.ndjson' } };

	it('is the summary of Download, with its file', async () => {
		const summary = { rows: 3, subscriptions: 7, readKinds: ['userLicense'] };
		const { answer, binary } = await answerOf('subscriptions', [summary], {}, { binary: file });
		expect(answer).toEqual({
			...summary,
			...{ status: 'success', errorMessage: '', counts: { rows: 3 } },
		});
		expect(binary?.data.fileName).toBe('x.ndjson');
	});

	it('says success whatever the summary calls itself', async () => {
		const { answer } = await answerOf('subscriptions', [{ rows: 3, status: 'failure' }]);
		expect(answer).toMatchObject({ status: 'success' });
	});

	it.each([[[{}]], [[{ subscriptionKey: 'a' }]], [[{ rows: 'many' }]]])(
		'is a failure if the node returned no file: %j',
		async (items) => {
			const { answer } = await answerOf('subscriptions', items);
			expect(answer).toMatchObject({ status: 'failure', rows: [] });
			expect(answer.errorMessage).toContain('Set Output to File');
		},
	);
});

describe('the answer of a subflow that writes', () => {
	const done = { candidateKey: 'a', outcome: 'done' };
	const failed = { candidateKey: 'b', outcome: 'failed', error: 'Not allowed' };

	it('has every outcome, counted', async () => {
		const { answer } = await answerOf('reclaim', [done, failed, done]);
		expect(answer).toEqual({
			...{ status: 'success', errorMessage: '' },
			...{ counts: { rows: 3, done: 2, failed: 1 }, rows: [done, failed, done] },
		});
	});

	it('keeps the outcomes if the node failed for others, and says each reason once', async () => {
		const items = [done, { error: 'Away' }, { error: 'Away.' }, { error: 'Too many users' }];
		const { answer } = await answerOf('restore', items);
		expect(answer).toMatchObject({
			...{ status: 'failure', errorMessage: 'Away. Too many users.' },
			...{ counts: { rows: 1, done: 1 }, rows: [done] },
		});
	});
});

test('a task that does not exist is refused', async () => {
	const node = { resource: 'playbook', operation: 'subflowAnswer', subflowTask: 'delete' };
	const { error } = await runNode(node, {}, [{}]);
	expect(error?.message).toContain('there is no task "delete"');
});
