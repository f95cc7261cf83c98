import type { IDataObject } from 'n8n-workflow';
import {
	candidate,
	dayAgo,
	daysAgo,
	jobResult,
	ledgerRow,
	profile,
	snapshot,
	subscription,
} from '../../support/reportItems';
import { asProfile, FORMS, pageOf, readable, rowsOf } from '../../support/recordPages';

/** The page of one integration profile, as a webhook asks for it. */

const EVIL = `"><img src=x onerror='alert(1)'>{{ $env }}`;
/** As Storage answers: one item with all rows of a table. */
const table = (...rows: IDataObject[]): IDataObject => ({ rows, count: rows.length });

const SECTIONS = [
	'models',
	'unrecognized',
	'trends',
	'candidates',
	'subscriptions',
	'jobs',
	'details',
];
const idsOf = (html: string) =>
	[...html.matchAll(/<section class="card" id="(\w+)"/g)].map(([, id]) => id);

describe('the record page', () => {
	it('has answers first and configuration last', async () => {
		const { html, status } = await pageOf([
			table(profile({ dryRun: true })),
			table(subscription(1)),
			table(candidate(1)),
			table(snapshot(dayAgo(1))),
			table(jobResult()),
		]);
		expect(status).toBe(200);
		expect(idsOf(html)).toEqual(SECTIONS);
		expect(readable(html)).toContain('You could save $1,000 a year.');
		expect(html.indexOf('class="tiles"')).toBeLessThan(html.indexOf('id="models"'));
	});

	it('says which job is at work', async () => {
		const running = (startedAt: string | null) =>
			jobResult({
				status: 'Running',
				name: 'Refresh Acme Subscriptions',
				startedAt,
				endedAt: null,
			});
		const { html } = await pageOf([profile(), running(new Date().toISOString())]);
		expect(readable(html)).toMatch(/At work Refresh Acme Subscriptions, since .+ Reload this page/);
		for (const startedAt of [daysAgo(1), null, 'soon']) {
			const ended = await pageOf([profile(), running(startedAt)]);
			expect(readable(ended.html)).not.toContain('At work');
		}
		const done = await pageOf([profile(), jobResult()]);
		expect(readable(done.html)).not.toContain('At work');
	});

	describe('names what failed', () => {
		const failed = (days: number, changes: IDataObject = {}) =>
			jobResult({
				...{ id: 2, status: 'Failed', error: 'Salesforce is not available.' },
				...{ startedAt: daysAgo(days), endedAt: daysAgo(days), ...changes },
			});
		const SAID = 'Needs you Refresh Acme Subscriptions failed the last time : Salesforce is not';
		const identify = { job: 'identify', name: 'Identify new reclamation candidates of Acme' };
		const needsYou = async (...jobs: IDataObject[]) =>
			/Needs you .*?(?= Possible savings)/.exec(
				readable((await pageOf([profile(), ...jobs])).html),
			)?.[0] ?? '';

		it.each<[when: string, jobs: IDataObject[]]>([
			['nothing has run since', [failed(1)]],
			['it ended well only before', [failed(1), jobResult({ startedAt: daysAgo(2) })]],
			['another job ended well since', [failed(1), jobResult(identify)]],
			['it was skipped since', [failed(1), jobResult({ status: 'Skipped' })]],
			['it is at work again', [failed(1), jobResult({ status: 'Running', endedAt: null })]],
			['a success lies ahead of the clock', [failed(1), jobResult({ startedAt: daysAgo(-1) })]],
			['nobody knows when it ended well', [failed(1), jobResult({ startedAt: null })]],
			['it was interrupted', [failed(1, { status: 'Interrupted' })]],
		])('if %s', async (_when, jobs) => {
			expect(await needsYou(...jobs)).toContain(SAID);
			expect(await needsYou(...jobs.reverse())).toContain(SAID);
		});

		it('once for each job, with the last error', async () => {
			const said = await needsYou(
				failed(3, { id: 3, error: 'An older error.' }),
				failed(1),
				failed(2, { ...identify, id: 4, error: 'No rules.' }),
			);
			expect(said).toContain(SAID);
			expect(said).toContain('candidates of Acme failed the last time : No rules.');
			expect(said).not.toContain('An older error.');
		});

		it('until it has ended well', async () => {
			for (const status of ['Complete', 'Complete with warnings']) {
				expect(await needsYou(failed(1), jobResult({ status }))).toBe('');
			}
			expect(await needsYou(jobResult())).toBe('');
		});
	});

	it('of a profile that never ran says what is missing, and what comes next', async () => {
		const { html, status } = await pageOf([profile({ status: 'Draft' })]);
		const text = readable(html);
		expect(status).toBe(200);
		expect(idsOf(html)).toEqual(SECTIONS);
		for (const sentence of [
			'Scheduled jobs skip draft profiles',
			'There is no snapshot yet',
			'There are no open candidates',
			'No subscriptions are stored yet',
			'not refreshed yet',
			'the savings ledger is empty',
		]) {
			expect(text).toContain(sentence);
		}
		expect(html).not.toMatch(/undefined|NaN|\[object/);
	});

	it('takes realized savings from the ledger, and from nothing else', async () => {
		const closed = candidate(1, { state: 'Closed Complete', closedAt: daysAgo(0), saving: 777 });
		const without = await pageOf([profile(), closed]);
		expect(readable(without.html)).toContain('(per year) – the savings ledger is empty');
		const { html } = await pageOf([profile(), closed, ledgerRow(1, { at: daysAgo(0) })]);
		expect(readable(html)).toMatch(/Saved in \d{4} \(per year\) \$1,000 1 seat freed/);
	});

	it('never adds up currencies', async () => {
		const { html } = await pageOf([
			profile(),
			candidate(1),
			candidate(2, { saving: 300, currency: 'EUR' }),
		]);
		expect(readable(html)).toContain('You could save $1,000 + €300 a year');
	});

	it('shows nothing of another profile', async () => {
		const other = { profile: 'Beta', candidateKey: 'b', subscriptionKey: 'b', name: 'Bertha' };
		const { html } = await pageOf([
			...[profile(), profile({ displayName: 'Beta', orgName: 'Beta Inc' })],
			...[candidate(1), candidate(2, other), subscription(1), subscription(2, other)],
			...[ledgerRow(2, { profile: 'Beta', amount: 5000 }), jobResult({ profile: 'Beta' })],
			snapshot(dayAgo(1), { profile: 'Beta', assigned: 999 }),
		]);
		expect(readable(html)).not.toMatch(/Bert|Beta|5,000|999/);
	});

	it('shows the latest snapshot of each license, and software models assigned since', async () => {
		const bare = { licenseIdentifier: 'acmeapp', licenseName: 'Acme App', softwareModel: null };
		const { html } = await pageOf([
			profile(),
			...[
				snapshot(dayAgo(2), { stale: 9 }),
				snapshot(dayAgo(1), { stale: 2, potentialSaving: 2000 }),
				snapshot(dayAgo(1), { ...bare, assigned: 3, stale: 1, potentialSaving: null }),
			],
			{
				licenseKind: 'userLicense',
				licenseIdentifier: 'acmeapp',
				softwareModel: 'App',
				assignedAt: daysAgo(0),
				assignedBy: 'ann@acme.example',
			},
		]);
		expect(rowsOf(html, /with a software model/)).toEqual([
			'Sales Cloud Salesforce User License 8 2 10 8 $2,000',
			'App Acme App User License 3 1 10 8 –',
		]);
		expect(rowsOf(html, /unrecognized license/)).toEqual([
			'acmeapp Acme App User License 3 Assigned: App. Shown everywhere after the next refresh acmeapp',
		]);
		expect(html).toContain(`${FORMS}/salesforce-licenses-models?identifier=userLicense%3Aacmeapp`);
	});

	it('keeps the figures of a kind that could not be read today, and drops a license that is gone', async () => {
		const sets = { licenseKind: 'permissionSetLicense', licenseIdentifier: 'Sales' };
		const gone = { licenseIdentifier: 'AUL', licenseName: 'Platform' };
		const { html } = await pageOf([
			profile(),
			...[snapshot(dayAgo(1), sets), snapshot(dayAgo(1), gone), snapshot(dayAgo(0))],
			snapshot(dayAgo(9), { ...sets, assigned: 999 }),
		]);
		expect(rowsOf(html, /2 licenses with a software model/)).toHaveLength(2);
		expect(readable(html.split('id="trends"')[0])).not.toMatch(/Platform|999/);
	});

	it('lists candidates of a state, and what each state has', async () => {
		const items = [
			profile(),
			candidate(1, { name: 'Ann', saving: 5 }),
			candidate(2, { name: 'Bob', saving: 9, state: 'Awaiting User' }),
			candidate(3, {
				name: 'Cleo',
				state: 'Closed Skipped',
				closedAt: daysAgo(1),
				reason: 'Needed',
			}),
		];
		const names = (html: string) =>
			rowsOf(html, /largest saving first|last closed first/).map((row) => row.split(' ')[0]);
		const open = await pageOf(items);
		expect(names(open.html)).toEqual(['Bob', 'Ann']);
		expect(rowsOf(open.html, /by state/)[0]).toBe('Ready Can be reclaimed 1 $5');
		const skipped = await pageOf(items, { ...asProfile(), state: 'Closed Skipped' });
		expect(names(skipped.html)).toEqual(['Cleo']);
		const nonsense = await pageOf(items, { ...asProfile(), state: 'Nonsense' });
		expect(names(nonsense.html)).toEqual(['Bob', 'Ann']);
	});

	it('finds subscriptions by user, license and model, in upper or lower case, page by page', async () => {
		const seats = Array.from({ length: 120 }, (_, index) => subscription(index));
		const odd = subscription(500, {
			name: 'Åsa Øst',
			softwareModel: null,
			licenseIdentifier: 'AUL',
		});
		const find = async (query: IDataObject) =>
			(await pageOf([profile(), ...seats, odd], { ...asProfile(), ...query })).html;
		expect(rowsOf(await find({ find: ' åsa øst ' }), /1 subscription with/)).toHaveLength(1);
		expect(rowsOf(await find({ find: 'aul' }), /1 subscription with/)).toHaveLength(1);
		expect(await find({ find: '.*' })).toContain('0 subscriptions with');
		expect(rowsOf(await find({ subscriptionsPage: '99' }), /^ ?121 subscriptions/)).toHaveLength(
			21,
		);
		expect(
			rowsOf(await find({ find: ['user 7', 'x'] }), /11 subscriptions with “user 7”/),
		).toHaveLength(11);
	});

	it('shows the newest result of each job, and every setting with its name', async () => {
		const { html } = await pageOf([
			profile({
				autoReclaim: true,
				notifyUser: true,
				askBy: 'slack',
				onSilence: 'reclaim',
				daysToAnswer: 5,
				maxUsers: 20,
				maxPercent: 10,
				rules:
					'[{"name": "Sleepers", "inactiveDays": 90, "action": "freeze", "licenseKinds": ["userLicense"]}]',
				excludedUsernames: ['ceo@acme.example'],
			}),
			jobResult({ id: 1, status: 'Failed', error: 'Salesforce was away' }),
			jobResult({
				...{ id: 2, startedAt: daysAgo(0.01), startedBy: 'ann@acme.example' },
				notRead: 'Package License: No access to package licenses.',
			}),
		]);
		const text = readable(html);
		expect(rowsOf(html, /Scheduled Jobs runs/)[0]).toContain('Complete');
		expect(rowsOf(html, /Scheduled Jobs runs/)).toHaveLength(4);
		expect(rowsOf(html, /2 job results/)[1]).toContain('Salesforce was away');
		expect(rowsOf(html, /2 job results/)[0]).toContain(
			'Package License: No access to package licenses.',
		);
		for (const setting of [
			'Sleepers: freeze the login after 90 days without activity (User License)',
			'Yes, by Slack, with 5 days to answer. If there is no answer: reclaim the license',
			'20 users, 10% of the users of a license',
			'SFDC: $1,000',
			'ceo@acme.example',
			'Dry run on',
		]) {
			expect(text).toContain(setting);
		}
	});

	it('says that dry run is on unless the profile says literally that it is off', async () => {
		for (const dryRun of [undefined, null, '', 'no', 0, [], 'true', true]) {
			const { html } = await pageOf([profile({ dryRun: dryRun as boolean })]);
			expect(readable(html)).toContain('Dry run on');
		}
		expect(readable((await pageOf([profile({ dryRun: false })])).html)).not.toContain('Dry run on');
	});

	it('shows what an org and a person call things as text', async () => {
		const evil = { name: EVIL, username: EVIL, licenseName: EVIL, softwareModel: EVIL };
		const { html } = await pageOf(
			[
				profile({
					displayName: EVIL,
					orgName: EVIL,
					managerEmail: EVIL,
					rules: [{ name: EVIL, action: EVIL, licenseKinds: [EVIL] }],
					prices: { [EVIL]: 1 },
					excludedUsernames: [EVIL],
				}),
				subscription(1, { ...evil, profile: EVIL }),
				candidate(1, { ...evil, profile: EVIL, reason: EVIL }),
				jobResult({ profile: EVIL, name: EVIL, error: EVIL, status: EVIL, startedBy: EVIL }),
				snapshot(dayAgo(1), { profile: EVIL, licenseName: EVIL }),
			],
			{ profile: EVIL, find: EVIL, state: EVIL, candidatesPage: EVIL },
		);
		expect(html).not.toContain('<img');
		expect(html).not.toContain('{{');
		expect(html).toContain('&lt;img src=x onerror=&#39;alert(1)&#39;&gt;');
	});
});

describe('the page of all profiles', () => {
	const items = [
		table(profile({ displayName: 'B&B', status: 'Draft' }), profile()),
		table(candidate(1), candidate(2, { profile: 'B&B', state: 'Closed Skipped' })),
		table(ledgerRow(1, { at: daysAgo(0) })),
		table(jobResult()),
	];

	it('links to every profile, with figures of its own', async () => {
		const { html, status } = await pageOf(items, {});
		expect(status).toBe(200);
		expect(html).toContain('<a href="?profile=B%26B">B&amp;B</a>');
		const [acme, other] = rowsOf(html, /2 profiles/);
		expect(acme).toMatch(
			/^Acme Published Dry run on Acme Corporation .* 1 0 – – – \$1,000 \$1,000$/,
		);
		expect(other).toMatch(/^B&amp;B Draft Dry run on Acme Corporation – 0 0 – – – – –$/);
	});

	it('says whose data could not be refreshed', async () => {
		const failed = jobResult({ id: 2, status: 'Failed', error: 'No access.', profile: 'B&B' });
		const { html } = await pageOf([...items, table(failed)], {});
		expect(readable(html)).toContain('Needs you B&amp;B: the last refresh failed : No access.');
		expect(html).toContain('<a href="?profile=B%26B#jobs">');
		const since = jobResult({ id: 3, profile: 'B&B', startedAt: daysAgo(0.1) });
		expect(readable((await pageOf([...items, table(failed, since)], {})).html)).not.toContain(
			'Needs you',
		);
	});

	it('answers 404 and shows the name where there is no such profile', async () => {
		const { html, status } = await pageOf(items, asProfile(EVIL));
		expect(status).toBe(404);
		expect(readable(html)).toContain('There is no integration profile named “&quot;&gt;&lt;img');
	});

	it('says what to do where there is no profile', async () => {
		const { html } = await pageOf([table()], {});
		expect(readable(html)).toContain('The guided setup creates the first one');
	});
});

describe('the button to the reclaim form', () => {
	it.each([
		['Acme', 'Acme'],
		['a name with HTML', EVIL],
		['a name with signs of a URL', 'A&B=1?#é'],
	])('carries the profile and nothing else, for %s', async (_, displayName) => {
		const { html } = await pageOf([profile({ displayName })], asProfile(displayName));
		const [, href = ''] = /class="btn main"\s+href="([^"]+)"/.exec(html) ?? [];
		const url = new URL(href.replace(/&#39;/g, "'").replace(/&amp;/g, '&'));
		expect(`${url.origin}${url.pathname}`).toBe(`${FORMS}/salesforce-licenses-reclaim`);
		expect([...url.searchParams]).toEqual([['profile', displayName]]);
	});

	it('is not there without the address of the forms', async () => {
		const { html } = await pageOf([profile()], asProfile(), { formsUrl: '' });
		expect(html).not.toContain('salesforce-licenses-reclaim');
	});
});

describe('links into the editor', () => {
	const more = { jobWorkflowId: 'runJob123' };
	const job = jobResult({ id: 5, executionId: '77' });
	const subflows = { downloadSubflow: 'down456', reclaimSubflow: 'take789' };

	it('lead from a job result to its execution, and from the profile to its workflows', async () => {
		const { html } = await pageOf([profile(subflows), job], asProfile(), more);
		expect(html).toContain('href="https://n8n.example/workflow/runJob123/executions/77"');
		expect(html).toContain('href="https://n8n.example/workflow/down456"');
		expect(html).toContain('href="https://n8n.example/workflow/take789"');
	});

	it.each([
		['no job workflow', {}, job],
		['a job workflow that is not an ID', { jobWorkflowId: '"><b>' }, job],
		['forms at another place', { ...more, formsUrl: 'https://n8n.example/other' }, job],
		['no forms', { ...more, formsUrl: '' }, job],
		['no execution', more, jobResult({ id: 5, executionId: null })],
		['an execution that is not an ID', more, jobResult({ id: 5, executionId: '../x' })],
		['a digest', more, jobResult({ id: 5, executionId: '77', job: 'digest' })],
	])('are not there with %s', async (_, given, result) => {
		const { html } = await pageOf([profile(), result], asProfile(), given);
		expect(html).not.toContain('/executions/');
		expect(html).not.toContain('"><b>');
	});
});

describe('numbers and lists', () => {
	it('lead to their lists: candidates of a state, seats of a license', async () => {
		const { html } = await pageOf([
			profile(),
			candidate(1, { state: 'Awaiting User', answerUntil: '2031-05-09T00:00:00Z' }),
			candidate(2, { state: 'Awaiting Revocation', graceUntil: '2031-05-19T00:00:00Z' }),
			snapshot(dayAgo(1), { licenseIdentifier: 'X', licenseName: 'X', softwareModel: null }),
		]);
		expect(html).toMatch(
			/href="\?profile=Acme&amp;state=Awaiting%20User#candidates"\s+aria-label="1 candidate: User is asked"/,
		);
		expect(html).toMatch(
			/href="\?profile=Acme&amp;license=userLicense%3AX#subscriptions"[^>]*>\s*3 unused of 8/,
		);
		expect(html).toMatch(
			/href="\?profile=Acme&amp;license=userLicense%3AX#subscriptions"[^>]*>\s*\$3,000/,
		);
		expect(html).toMatch(/<span class="pill warn"\s*>User is asked<\/span/);
		const text = readable(html);
		expect(text).toContain('Answer due May 9, 2031.');
		expect(text).toContain('Frozen until May 19, 2031.');
	});

	it('of blockers lead to the candidates that have them, and these are the list and the file', async () => {
		const blocker = (kind: string, text: string) => ({
			kind,
			effect: 'warns',
			text,
			fix: 'Fix it',
		});
		const queue = blocker('queueMember', 'Is a member of a queue');
		const items = [
			profile(),
			candidate(1, { candidate: { blockers: [queue, queue] } }),
			candidate(2, { candidate: { blockers: [queue, blocker('flow', 'Owns a flow')] } }),
			candidate(3),
		];
		const { html } = await pageOf(items);
		expect(html).toMatch(
			/href="\?profile=Acme&amp;blocker=queueMember#candidates"\s+aria-label="2 candidates: Is a member of a queue"\s*>2</,
		);
		const asked = { ...asProfile(), blocker: 'flow' };
		const listed = await pageOf(items, asked);
		const text = readable(listed.html);
		expect(rowsOf(listed.html, /1 open candidate/)).toHaveLength(1);
		expect(text).toContain('Only open candidates with this in the way: Owns a flow.');
		expect(listed.html).toMatch(/href="\?profile=Acme#candidates"\s*>Show all candidates/);
		const { json } = await pageOf(items, { ...asked, export: 'candidates' });
		expect(String(json.csv).trim().split('\n')).toHaveLength(2);
		const evil = await pageOf(items, { ...asProfile(), blocker: EVIL });
		expect(evil.html).not.toContain('<img');
		expect(readable(evil.html)).toContain('0 open candidates');
		const closed = await pageOf(items, { ...asked, state: 'Closed Complete' });
		expect(readable(closed.html)).not.toContain('Only open candidates with');
	});

	it('all have their file, the trend and the consumption too', async () => {
		const entitlement = {
			...{ consumptionKey: 'k', source: 'TenantUsageEntitlement', name: 'API calls' },
			...{ used: 5, allowed: 10, forecast: 9 },
		};
		const items = [profile(), snapshot(dayAgo(1)), jobResult(), subscription(1), entitlement];
		const { html } = await pageOf([...items, candidate(1)]);
		const lists = [...html.matchAll(/[?;]export=(\w+)"/g)].map(([, list]) => list);
		expect([...new Set(lists)].sort()).toEqual(
			['candidates', 'consumption', 'jobs', 'licenses', 'subscriptions', 'trend'].sort(),
		);
		for (const list of lists) {
			const { json } = await pageOf(items, { ...asProfile(), export: list });
			expect(json.contentType).toContain('text/csv');
		}
		const { json } = await pageOf(items, { ...asProfile(), export: 'consumption' });
		expect(String(json.csv)).toContain('API calls,TenantUsageEntitlement,5,10,9');
	});

	it('a trend of one day says when there will be one, and draws nothing', async () => {
		const { html } = await pageOf([profile(), snapshot(dayAgo(0))]);
		expect(readable(html)).toContain('There is one snapshot so far');
		expect(html).not.toContain('<polyline');
		const two = await pageOf([profile(), snapshot(dayAgo(0)), snapshot(dayAgo(1))]);
		expect(two.html).toContain('<polyline');
		expect(two.html).toContain('class="spark"');
	});

	it('what has no price leads to the setup', async () => {
		const { html } = await pageOf([profile(), candidate(1, { saving: null })]);
		expect(html).toContain('>Add prices in the guided setup</a>');
	});
});

describe('what the URL asks for', () => {
	it.each([
		['a list', []],
		['a text', 'Acme'],
		['a number', 7],
		['an empty text', ''],
	])('is refused as %s', async (_, query) => {
		await expect(pageOf([profile()], query)).rejects.toThrow(/Page Query.* must be an object/);
	});

	it.each(['javascript:alert(1)', 'n8n.example', '"><b>'])(
		'leads to no form at %s',
		async (formsUrl) => {
			await expect(pageOf([profile()], {}, { formsUrl })).rejects.toThrow(
				/Forms URL: .*not an address/,
			);
		},
	);

	it('has a next run only at a time', async () => {
		await expect(pageOf([profile()], {}, { nextRunAt: 'tonight' })).rejects.toThrow(
			/Next Run: .*time/,
		);
	});
});
