/* eslint-disable @n8n/community-nodes/no-restricted-globals */
import type { INode } from 'n8n-workflow';
import { queryJobsOf } from '../../org/bulk/queryJobs';
import type { OrgRequest } from '../../org/answers';
import { runNode } from '../../support/inProcess';
import { clientCredentials, useOrg } from '../../support/org';

jest.setTimeout(60_000);

/** Large enough for several result pages of each object. */
const org = useOrg({ users: 120, bulkPageRows: 40 });

const download = async (
	parameters: INode['parameters'] = {},
	options: Parameters<typeof runNode>[3] = {},
) =>
	await runNode(
		{ resource: 'subscription', operation: 'download', ...parameters },
		clientCredentials(org()),
		[{}],
		options,
	);
const jobs = () => [...queryJobsOf(org().org).values()];
const requests = (wanted: RegExp) =>
	org().org.inspector.requests.filter(({ method, path }) => wanted.test(`${method} ${path}`));

/** Does something once, just before the org serves the first such request. */
function once(wanted: RegExp, act: (request: OrgRequest) => void): void {
	let done = false;
	org().onRequest = (request) => {
		if (done || !wanted.test(`${request.method} ${request.path}`)) return;
		done = true;
		act(request);
	};
}

const jobOf = ({ path }: OrgRequest) => /query\/(\w+)/.exec(path)?.[1] ?? '';

describe('a Bulk read', () => {
	it.each(['resetBefore', 'resetAfter', 'truncated', 'cutOff', 'htmlUnavailable'] as const)(
		'through a connection that is %s once everywhere: the same rows',
		async (kind) => {
			const whole = await download({ api: 'rest' });
			org().faults.add({ kind, method: 'GET', path: /results/, after: 1, times: 2 });
			org().faults.add({ kind, method: 'GET', path: /query\/\w+$/, times: 1 });
			org().faults.add({ kind, method: 'POST', path: /jobs\/query/, times: 1 });
			const run = await download({ api: 'bulk' });
			expect(run.error).toBeNull();
			expect(run.items).toEqual(whole.items);
			expect(org().faults.list.map(({ seen, times = 0 }) => seen >= times)).toEqual([
				true,
				true,
				true,
			]);
		},
	);

	it('whose locator expires halfway continues with another job, with a warning', async () => {
		const whole = await download({ api: 'rest' });
		once(/results.*locator/, (request) => {
			const job = queryJobsOf(org().org).get(jobOf(request));
			if (job !== undefined) job.rows = [];
		});
		const run = await download({ api: 'bulk' });
		expect(run.items).toEqual(whole.items);
		expect(run.hints.join()).toMatch(/was lost while it was read.*INVALIDQUERYLOCATOR/);
		expect(requests(/POST .*jobs\/query/)).toHaveLength(4);
	});

	it('whose result is deleted halfway continues with another job', async () => {
		const whole = await download({ api: 'rest' });
		once(/results.*locator/, (request) => queryJobsOf(org().org).delete(jobOf(request)));
		const run = await download({ api: 'bulk' });
		expect(run.items).toEqual(whole.items);
		expect(run.hints.join()).toMatch(/was lost while it was read.*NOT_FOUND/);
	});

	it('whose results are deleted each time fails with a clear error, after four jobs', async () => {
		org().onRequest = (request) => {
			if (/results/.test(request.path)) queryJobsOf(org().org).delete(jobOf(request));
		};
		const run = await download({ api: 'bulk', licenseKinds: ['userLicense'] });
		expect(run.error?.description).toMatch(/NOT_FOUND/);
		expect(run.items).toEqual([]);
		expect(requests(/POST .*jobs\/query/)).toHaveLength(4);
	});

	it('that fails continues with REST if API is Auto, with a warning', async () => {
		const whole = await download({ api: 'rest' });
		once(/GET .*jobs\/query/, (request) => {
			const job = queryJobsOf(org().org).get(jobOf(request));
			Object.assign(job ?? {}, { state: 'Failed', errorMessage: 'InvalidBatch : too much' });
		});
		const run = await download({ api: 'auto', bulkFromRows: 1 });
		expect(run.error).toBeNull();
		expect(run.items).toEqual(whole.items);
		expect(run.hints.join()).toMatch(/was read with REST, because the Bulk job failed.*too much/);
	});

	it('that fails leaves no other job running', async () => {
		org().org.options.bulkPolls = 1_000;
		const started = Date.now();
		once(/GET .*jobs\/query/, (request) => {
			const job = queryJobsOf(org().org).get(jobOf(request));
			Object.assign(job ?? {}, { state: 'Failed', errorMessage: 'InvalidBatch : too much' });
		});
		const run = await download({ api: 'bulk' });
		org().org.options.bulkPolls = undefined;
		expect(run.error?.message).toMatch(/could not finish the Bulk API query job/);
		expect(
			jobs()
				.map(({ state }) => state)
				.sort(),
		).toEqual(['Aborted', 'Aborted', 'Failed']);
		expect(Date.now() - started).toBeLessThan(5_000);
	});

	it('that stops at the limit deletes its jobs', async () => {
		const run = await download({ api: 'bulk', returnAll: false, limit: 3 });
		expect(run.items).toHaveLength(3);
		expect(jobs()).toEqual([]);
	});
});

describe('a canceled download', () => {
	afterEach(() => (org().org.options.bulkPolls = undefined));

	/** Waits for what the org has seen, not for a time. */
	async function until(condition: () => boolean): Promise<void> {
		while (!condition()) await new Promise((resolve) => setImmediate(resolve));
	}

	it('stops while it waits for a Bulk job, and aborts the jobs', async () => {
		org().org.options.bulkPolls = 1_000;
		let cancel = () => {};
		// The third poll is followed by a wait of 4 seconds.
		const run = download({ api: 'bulk' }, { onStart: (stop) => (cancel = stop) });
		await until(() => requests(/GET .*jobs\/query/).length >= 9);
		const canceled = Date.now();
		cancel();
		expect((await run).error?.message).toMatch(/canceled/);
		expect(Date.now() - canceled).toBeLessThan(1_500);
		expect(jobs().map(({ state }) => state)).toEqual(['Aborted', 'Aborted', 'Aborted']);
	});

	it('stops while a request is under way', async () => {
		org().faults.add({ kind: 'slow', path: /query\?q=/, delayMs: 20_000, after: 4 });
		let cancel = () => {};
		const run = download({ api: 'rest' }, { onStart: (stop) => (cancel = stop) });
		await until(() => (org().faults.list[0]?.seen ?? 0) > 4);
		const canceled = Date.now();
		cancel();
		const { error, items } = await run;
		expect(error?.message).toMatch(/canceled/);
		expect(items).toEqual([]);
		expect(Date.now() - canceled).toBeLessThan(1_500);
	});
});
