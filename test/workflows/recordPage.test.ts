import { chart } from '../../workflows/kit/pages/chart';
import { byState, pools, savings, STATES, trend } from '../../workflows/record/figures';
import { html } from '../../nodes/SalesforceLicenses/licensing/report/html/html';
import { profilesPage } from '../../workflows/record/profilesPage.code';
import type { ProfileRecord } from '../../workflows/record/recordPage.code';
import { recordPage } from '../../workflows/record/recordPage.code';
import type {
	CandidateRow,
	ProfileRow,
	SnapshotRow,
	SubscriptionRow,
} from '../../workflows/storage/rows';
import { pageOf, search } from '../../workflows/record/search';

const NOW = '2026-03-04T05:06:07.000Z';
const HTML = `"><img src=x onerror='alert(1)'>&amp;`;
const SAFE = '&quot;&gt;&lt;img src=x onerror=&#39;alert(1)&#39;&gt;&amp;amp;';

const license = {
	licenseKind: 'userLicense',
	licenseIdentifier: 'SFDC',
	licenseName: 'Salesforce',
	softwareModel: 'Salesforce CRM',
};
const candidate = (values: Partial<CandidateRow>): CandidateRow =>
	({ ...license, id: 1, profile: 'Acme', state: 'Ready', saving: null, ...values }) as CandidateRow;
const subscription = (values: Partial<SubscriptionRow> = {}): SubscriptionRow =>
	({ ...license, subscriptionKey: 'key', name: 'Ada', ...values }) as SubscriptionRow;
const snapshot = (values: Partial<SnapshotRow>): SnapshotRow => ({
	...license,
	...{ profile: 'Acme', day: '2026-03-04', assigned: 1, stale: 0 },
	...{ total: 10, used: 1, potentialSaving: null },
	...values,
});
const profile = (values: Partial<ProfileRow> = {}): ProfileRow =>
	({ id: 1, displayName: 'Acme', status: 'Published', ...values }) as ProfileRow;

const record = (values: Partial<ProfileRecord> = {}): ProfileRecord => ({
	profile: profile(),
	subscriptions: [],
	candidates: [],
	jobResults: [],
	snapshots: [],
	models: [],
	now: NOW,
	nextRun: '2026-03-05T02:00:00.000Z',
	forms: 'https://n8n.example/form',
	asked: { profile: 'Acme' },
	...values,
});

describe('html', () => {
	it('escapes every value, in lists too, and omits null, undefined and false', () => {
		expect(html`<a title="${HTML}">${[HTML, null, undefined, false, 0]}</a>`.text).toBe(
			`<a title="${SAFE}">${SAFE}0</a>`,
		);
		expect(html`<b>${[1, 2].map((item) => html`<i>${item}</i>`)}</b>`.text).toBe(
			'<b><i>1</i><i>2</i></b>',
		);
	});
});

describe('the figures', () => {
	it('count open candidates as possible savings, and reclaimed ones as saved, by year', () => {
		const candidates = [
			candidate({ saving: 100 }),
			candidate({ state: 'Awaiting User', saving: 20 }),
			candidate({ state: 'Attention Required' }),
			candidate({ state: 'Closed Complete', saving: 7, closedAt: '2026-01-01T00:00:00.000Z' }),
			candidate({ state: 'Closed Complete', saving: 5, closedAt: '2025-12-31T23:59:59.000Z' }),
			candidate({ state: 'Closed Skipped', saving: 1000 }),
			candidate({ state: 'Closed Canceled', saving: 1000 }),
		];
		expect(savings(candidates, NOW)).toEqual({
			potential: 120,
			realizedThisYear: 7,
			realized: 12,
			withoutPrice: 1,
		});
		expect(byState(candidates).map(({ state }) => state)).toEqual(STATES.map(([state]) => state));
		expect(byState(candidates)[5]).toEqual({
			state: 'Closed Complete',
			meaning: 'Reclaimed',
			count: 2,
			saving: 12,
		});
	});

	it('join the subscriptions with the latest snapshot, and with software models assigned since', () => {
		const all = pools(
			[
				subscription(),
				subscription(),
				subscription({ licenseIdentifier: 'x', softwareModel: null }),
			],
			[snapshot({ day: '2026-03-03', stale: 9 }), snapshot({ stale: 2, potentialSaving: 200 })],
			[
				{
					id: 1,
					licenseKind: 'userLicense',
					licenseIdentifier: 'x',
					softwareModel: 'X',
					assignedAt: NOW,
					assignedBy: '',
				},
			],
		);
		expect(all).toMatchObject([
			{ licenseIdentifier: 'SFDC', subscriptions: 2, stale: 2, total: 10, assignedSince: null },
			{ licenseIdentifier: 'x', subscriptions: 1, stale: null, total: null, assignedSince: 'X' },
		]);
	});

	it('add up the licenses of a day, in any order of rows', () => {
		const rows = [
			snapshot({ assigned: 3, stale: 1, potentialSaving: 10 }),
			snapshot({ day: '2026-03-01', assigned: 9 }),
			snapshot({ licenseIdentifier: 'AUL', assigned: 4, stale: 2, potentialSaving: 5 }),
		];
		expect(trend(rows)).toEqual([
			{ day: '2026-03-01', assigned: 9, stale: 0, potentialSaving: 0 },
			{ day: '2026-03-04', assigned: 7, stale: 3, potentialSaving: 15 },
		]);
	});
});

describe('lists', () => {
	it.each([
		['1', 1, 10],
		['3', 3, 5],
		['4', 3, 5],
		['0', 1, 10],
		['-7', 1, 10],
		['2.9', 2, 10],
		['nonsense', 1, 10],
		[undefined, 1, 10],
	])('page %s becomes the nearest page', (wanted, number, rows) => {
		const page = pageOf(Array.from({ length: 25 }), { at: wanted }, 'at', 10);
		expect([page.number, page.of, page.rows.length]).toEqual([number, 3, rows]);
	});

	it('are found by user, license and model, in upper or lower case', () => {
		const rows = [
			subscription({ name: 'Åsa Øst', username: 'asa@acme.example' }),
			subscription({ softwareModel: null, licenseIdentifier: 'AUL' }),
		];
		expect(search(rows, ' åsa øst ')).toEqual([rows[0]]);
		expect(search(rows, 'aul')).toEqual([rows[1]]);
		expect(search(rows, '.*')).toEqual([]);
		expect(search(rows, '  ')).toBe(rows);
	});
});

describe('a chart', () => {
	const line = (values: number[]) => ({ name: 'Stale', values, color: '#000', dashes: '' });

	it('spaces days by the calendar', () => {
		const { text } = chart(
			'c',
			'Seats',
			['2026-03-01', '2026-03-02', '2026-03-05'],
			[line([0, 4, 2])],
		);
		const [, points] = /points="([^"]+)"/.exec(text) ?? [];
		const [first, second, third] = points.split(' ').map((point) => point.split(',').map(Number));
		expect((second[0] - first[0]) * 3).toBeCloseTo(third[0] - second[0], 0);
		expect(second[1]).toBeLessThan(third[1]);
		expect(text).toContain('2026-03-01 to 2026-03-05. Stale: from 0 to 2.');
	});

	it.each([[[0]], [[5]], [[0, 0]], [[1e9, 3]]])('draws %j', (values) => {
		const days = ['2026-03-01', '2026-03-02'].slice(0, values.length);
		const { text } = chart('c', 'Seats', days, [line(values)]);
		expect(text).not.toMatch(/NaN|Infinity/);
		expect((text.match(/class="grid"/g) ?? []).length).toBeLessThan(8);
	});
});

describe('the record page', () => {
	it('of a profile that never ran has every section, and says what is missing', () => {
		const { status, body } = recordPage(record({ profile: profile({ status: 'Draft' }) }));
		expect(status).toBe(200);
		expect(body.match(/<section id="/g)).toHaveLength(10);
		expect(body).toContain('Scheduled jobs skip draft profiles');
		expect(body).toContain('There is no snapshot yet');
		expect(body).not.toMatch(/undefined|NaN|\[object/);
	});

	it('escapes every value of a row', () => {
		const filled = <T extends object>(row: T, names: string): T =>
			Object.assign(row, Object.fromEntries(names.split(' ').map((name) => [name, HTML])));
		const { body } = recordPage(
			record({
				profile: filled(
					profile({
						rules: [{ name: HTML, action: HTML, licenseKinds: [HTML] }],
						prices: { [HTML]: 1 },
						excludedUsernames: [HTML],
						excludedIdentifiers: [HTML],
					}),
					'displayName profileType orgName orgId connection managerEmail alertEmail publishedAt',
				),
				subscriptions: [
					filled(subscription(), 'name username licenseName licenseKind softwareModel lastLoginAt'),
				],
				candidates: [filled(candidate({}), 'name username licenseName reason')],
				jobResults: [
					filled(
						{ id: 1, job: 'refresh' } as ProfileRecord['jobResults'][0],
						'name status error startedAt',
					),
				],
				snapshots: [filled(snapshot({ softwareModel: null }), 'licenseIdentifier licenseName')],
				models: [
					filled(
						{ id: 1, licenseKind: 'userLicense' } as ProfileRecord['models'][0],
						'licenseIdentifier softwareModel',
					),
				],
				asked: { profile: HTML, find: HTML, subscriptionsPage: HTML },
			}),
		);
		expect(body).not.toContain('<img');
		expect(body).toContain(SAFE);
	});
});

describe('the list of profiles', () => {
	const list = (unknown: string) =>
		profilesPage({
			profiles: [profile({ displayName: 'B&B' }), profile()],
			candidates: [
				candidate({ saving: 5 }),
				candidate({ profile: 'B&B', state: 'Closed Skipped' }),
			],
			jobResults: [],
			now: NOW,
			forms: 'https://n8n.example/form',
			unknown,
		});

	it('links to every profile', () => {
		const { status, body } = list('');
		expect(status).toBe(200);
		expect(body).toContain('<a href="?profile=B%26B">B&amp;B</a>');
	});

	it('answers 404 and shows the name if there is no such profile', () => {
		const { status, body } = list(HTML);
		expect(status).toBe(404);
		expect(body).toContain(`named “${SAFE}”`);
	});
});
