import type { IDataObject } from 'n8n-workflow';
import { createReport, daysAgo, jobResult, profile } from '../../support/reportItems';

/** What a failed job says, and when it stays silent because somebody said it before. */

const AWAY = 'Salesforce is not available right now. Run again later.';
const HOUR = 1 / 24;
let lastId = 0;

const failed = (changes: IDataObject = {}): IDataObject =>
	jobResult({
		...{ id: ++lastId, status: 'Failed', error: AWAY },
		...{ startedAt: daysAgo(HOUR * 0.2), endedAt: daysAgo(HOUR * 0.1) },
		...changes,
	});

async function alertOf(failedJobResult: unknown, items: IDataObject[], more: IDataObject = {}) {
	const { json, error } = await createReport(items, {
		...{ format: 'alert', title: 'A subject', nextRunAt: '2031-05-06T02:00:00Z' },
		failedJobResult: failedJobResult as number,
		reportOptions: {
			note: 'A text',
			recordPageUrl: 'https://n8n.example/webhook/r?profile=Acme#jobs',
		},
		...(more as Record<string, string>),
	});
	if (error !== null) throw new Error(error.message);
	return json;
}

const ACME = profile();
const BETA = profile({ displayName: 'Beta', orgId: '00D000000000002AAA' });

describe('the message about a failed job', () => {
	it('says what it means, when it is tried again, and where to look', async () => {
		const job = failed();
		const { send, subject, text, html } = await alertOf(job.id, [ACME, job]);
		expect(send).toBe(true);
		expect(subject).toBe('[Acme] Refresh Acme Subscriptions failed: Salesforce does not answer');
		for (const part of [AWAY, 'nothing is lost', 'tried again at May 6, 2031, 02:00 (UTC)']) {
			expect(text).toContain(part);
		}
		expect(text).toContain('https://n8n.example/webhook/r?profile=Acme#jobs');
		expect(html).toContain('href="https://n8n.example/webhook/r?profile=Acme#jobs"');
	});

	it.each([
		[{ job: 'reclaim', name: 'Reclaim candidates of Acme' }, {}, 'not tried again by itself'],
		[{ job: 'reclaim' }, { autoReclaim: true }, 'tried again at'],
		[{}, { status: 'Draft' }, 'runs again when the profile is published'],
	])('of %j, in a profile with %j, says: %s', async (changes, settings, sentence) => {
		const job = failed(changes);
		const { text } = await alertOf(job.id, [profile(settings), job]);
		expect(text).toContain(sentence);
	});

	it.each([
		['Data table size limit exceeded', 'The tables are full'],
		['Unrecognized node type: x', 'The package is missing'],
		['The org has used up its API calls of the last 24 hours', 'API calls of the org are used up'],
		['The connected user lacks a permission', 'A permission is missing'],
	])('knows the cause of “%s”', async (error, title) => {
		const job = failed({ error });
		expect((await alertOf(job.id, [ACME, job])).subject).toContain(title);
	});

	it('shows the texts of the org as text', async () => {
		const evil = '<img src=x onerror=alert(1)>';
		const job = failed({ error: evil, name: evil });
		const { html } = await alertOf(job.id, [ACME, job]);
		expect(html).not.toContain('<img');
	});

	it.each([undefined, null, 0, 999_999])(
		'without its job result (%j) says what the caller says',
		async (id) => {
			const answer = await alertOf(id ?? 0, [ACME, failed()]);
			expect(answer).toMatchObject({ send: true, subject: 'A subject' });
			expect(answer.text).toContain('A text');
		},
	);

	it('is sent where nothing could be read', async () => {
		for (const items of [[{ error: 'The database is away' }], [{}], [jobResult({ id: 'x' })]]) {
			expect(await alertOf(7, items)).toMatchObject({ send: true, subject: 'A subject' });
		}
	});
});

describe('one cause', () => {
	const outage = ['Acme', 'Beta'].flatMap((name, at) =>
		['refresh', 'identify', 'update'].map((job, index) =>
			failed({
				...{ profile: name, job, name: `${job} of ${name}` },
				endedAt: daysAgo(HOUR * (1 - at * 0.3 - index * 0.1)),
			}),
		),
	);

	it('that stops six jobs of two profiles sends one message', async () => {
		const sent: unknown[] = [];
		for (const [index, job] of outage.entries()) {
			const stored = [ACME, BETA, ...outage.slice(0, index + 1)];
			if ((await alertOf(job.id, stored)).send === true) sent.push(job.name);
		}
		expect(sent).toEqual(['refresh of Acme']);
	});

	it('sends one alert for two jobs that fail at the same time, whichever looks first', async () => {
		const endedAt = daysAgo(0);
		const both = [failed({ endedAt }), failed({ endedAt, profile: 'Beta' })];
		const sends = [
			(await alertOf(both[0].id, [ACME, BETA, ...both])).send,
			(await alertOf(both[1].id, [ACME, BETA, ...both])).send,
		];
		expect(sends).toEqual([true, false]);
	});

	const again = async (earlier: IDataObject[], own: IDataObject, profiles = [ACME, BETA]) =>
		(await alertOf(own.id, [...profiles, ...earlier, own])).send;
	const before = (changes: IDataObject = {}) => failed({ endedAt: daysAgo(0.2), ...changes });

	it('is told again the next night, to other people, and after a job went well', async () => {
		expect(await again([before()], failed())).toBe(false);
		expect(await again([before({ endedAt: daysAgo(1) })], failed())).toBe(true);
		const others = [ACME, profile({ displayName: 'Beta', alertEmail: 'beta@acme.example' })];
		expect(await again([before()], failed({ profile: 'Beta' }), others)).toBe(true);
		const well = jobResult({ id: ++lastId, startedAt: daysAgo(0.15), endedAt: daysAgo(0.1) });
		expect(await again([before(), well], failed())).toBe(true);
		const digest = { ...well, id: ++lastId, job: 'digest' };
		expect(await again([before(), digest], failed())).toBe(false);
	});

	it('of one org is not the cause of another org, and another cause is another message', async () => {
		const error = 'The connected user lacks a permission. Run Check Access.';
		expect(await again([before({ error })], failed({ error, job: 'update' }))).toBe(false);
		expect(await again([before({ error })], failed({ error, profile: 'Beta' }))).toBe(true);
		expect(await again([before({ error })], failed())).toBe(true);
		expect(
			await again([before({ error: 'One thing. 1' })], failed({ error: 'One thing. 2' })),
		).toBe(false);
		expect(await again([before({ error: 'One thing' })], failed({ error: 'Other thing' }))).toBe(
			true,
		);
	});

	it.each([undefined, null, '', 'nonsense'])('is told if an earlier end is %j', async (endedAt) => {
		expect(await again([failed({ endedAt })], failed())).toBe(true);
	});

	it('is not told by a run that was interrupted or is still at work', async () => {
		expect(await again([before({ status: 'Running' })], failed())).toBe(true);
		expect(await again([before({ status: 'Interrupted' })], failed())).toBe(true);
	});
});
