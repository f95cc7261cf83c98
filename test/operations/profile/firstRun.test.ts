import type { IDataObject } from 'n8n-workflow';
import { answer, build, form, PUBLISHED, textOf } from '../../support/setupConversation';

const SINCE = '2026-11-01T10:00:00.000Z';
const LATER = '2026-11-01T10:00:05.000Z';
const profiles = [PUBLISHED];

const job = (name: 'refresh' | 'identify', status: unknown, more: IDataObject = {}) => ({
	...{ id: 1, name: 'x', profile: 'Acme', job: name, status, startedAt: LATER, error: null },
	...more,
});
const REFRESHED = job('refresh', 'Complete', { counts: { subscriptions: 1200, licenses: 3 } });
const IDENTIFIED = job('identify', 'Complete', { counts: { open: 1 } });

const page = async (jobs: unknown[], portions: unknown[] = [], before: IDataObject = {}) =>
	await build('firstRun', {
		profiles,
		jobs: jobs as IDataObject[],
		portions: portions as IDataObject[],
		answerBefore: { since: SINCE, ...before },
		n8nUrl: 'http://n8n.example.com/form-waiting/1',
		workflows: { schedule: 'abc' },
	});

describe('the page of the first run', () => {
	it('shows which job runs, and how much of it is done', async () => {
		const portion = (number: number, name: string, summary: unknown) => ({
			...{ profile: 'Acme', number, job: `${name} Acme`, summary },
		});
		const shown = await page(
			[job('refresh', 'Running')],
			[
				portion(1, 'refresh', { subscriptions: 2400 }),
				portion(2, 'refresh', { subscriptions: 1100 }),
				portion(1, 'identify', { subscriptions: 7, found: 7 }),
				portion(3, 'refresh', null),
			],
		);
		expect(textOf(shown)).toContain(
			'Read the subscriptions: 3 portions of users done: 3,500 subscriptions read.',
		);
		expect(textOf(shown)).toContain('<td>Find candidates</td><td>Waiting</td>');
		expect(textOf(shown)).toContain('salesforce-licenses-record?profile=Acme');
		expect(shown.button).toBe('Show the progress');
		expect(await answer(shown, {}, { profiles })).toMatchObject({
			...{ do: 'show', page: 'firstRun', needs: 'progress', since: SINCE, runs: false },
		});
		const back = { otherwise: 'Back to the steps' };
		expect(await answer(shown, back, { profiles })).toMatchObject({ page: 'steps', runs: false });
	});

	it('says what was found, and shows the way on', async () => {
		const shown = await page([REFRESHED, IDENTIFIED]);
		expect(textOf(shown)).toContain(
			'First run complete: 1,200 subscriptions of 3 licenses, 1 open candidate.',
		);
		expect(textOf(shown)).toContain(
			'<td>Find candidates</td><td>Done</td><td>1 open candidate</td>',
		);
		expect(textOf(shown)).toContain('http://n8n.example.com/workflow/abc');
		expect(textOf(shown)).toContain('salesforce-licenses-record?profile=Acme');
		expect(textOf(shown)).toContain('salesforce-licenses-reclaim?profile=Acme');
		expect(await answer(shown, {}, { profiles })).toMatchObject({ do: 'show', page: 'steps' });
		const again = { otherwise: 'Run it again' };
		expect(await answer(shown, again, { profiles })).toMatchObject({
			runs: true,
			page: 'firstRun',
		});
		const leave = { otherwise: 'Save and close' };
		expect(await answer(shown, leave, { profiles })).toMatchObject({ do: 'leave' });
	});

	it('says what was not read completely', async () => {
		const warned = job('identify', 'Complete with warnings', {
			counts: { open: 4 },
			error: 'The login history could not be read.',
		});
		const shown = await page([REFRESHED, warned]);
		expect(textOf(shown)).toContain('<td>Done, with warnings</td>');
		expect(textOf(shown)).toContain('The login history could not be read.');
	});

	it.each<[unknown[], string]>([
		[
			[REFRESHED, job('identify', 'Failed', { error: 'Salesforce is away.' })],
			'Salesforce is away.',
		],
		[[REFRESHED, job('identify', 'Interrupted')], 'ended as &quot;Interrupted&quot;'],
		[[job('refresh', null), IDENTIFIED], 'The job ended as &quot;&quot;'],
	])('says why it failed (%#), and offers to run it again', async (jobs, why) => {
		const shown = await page(jobs);
		expect(textOf(shown)).toContain('The first run failed');
		expect(textOf(shown)).toContain(why);
		expect(textOf(shown)).not.toContain('The profile is live');
	});

	it('says that it could not be started', async () => {
		const shown = await page([], [], { startError: 'Workflow is not active' });
		expect(textOf(shown)).toContain('The first run failed: Workflow is not active');
		expect(shown.button).toBe('Back to the steps');
	});

	it.each<[string, unknown[], unknown]>([
		['no job yet', [], SINCE],
		['an earlier run', [{ ...REFRESHED, startedAt: '2026-10-01T00:00:00.000Z' }], SINCE],
		['a job without a start', [{ ...REFRESHED, startedAt: null }], SINCE],
		['an unknown start of the run', [REFRESHED, IDENTIFIED], undefined],
		['a job of another kind', [{ ...REFRESHED, job: 'reclaim' }], SINCE],
	])('takes %s for no result', async (_, jobs, since) => {
		const shown = await page(jobs, [], { since: since as never });
		expect(textOf(shown)).toContain('The first run is starting.');
		expect(textOf(shown)).not.toMatch(/subscriptions of|complete/i);
	});

	it('does not make up a count', async () => {
		const odd = { counts: { subscriptions: 'many', licenses: null } };
		const shown = await page([job('refresh', 'Complete', odd), job('identify', 'Complete')]);
		expect(textOf(shown)).toContain('subscriptions: not said');
		expect(textOf(shown)).toContain('open candidates: not said');
	});
});

describe('the end of the first run', () => {
	const read = async (firstRun: unknown) =>
		await form({
			...{ formTask: 'read', page: 'firstRun', displayName: 'Acme', profiles },
			firstRun: firstRun as IDataObject,
		});
	const success = { status: 'success' };

	it('is stored with the profile', async () => {
		const { row } = await read({ refresh: success, identify: success });
		expect(row).toMatchObject({ lanes: { firstRun: true, publish: true } });
	});

	it.each([{}, { refresh: success }, { refresh: success, identify: { error: 'Away' } }])(
		'of %j leaves the step open',
		async (firstRun) => {
			expect(await read(firstRun)).toMatchObject({ row: { lanes: { firstRun: false } } });
		},
	);
});
