import { parse } from 'csv-parse/sync';

import { candidatesCsv } from '../../workflows/digest/candidatesCsv';
import type { DigestInput, LicenseNow } from '../../workflows/digest/digest';
import { digest, facts, subject } from '../../workflows/digest/digest';
import { mailHtml, mailText } from '../../workflows/digest/digestMail';
import { slackBlocks, slackText } from '../../workflows/digest/digestSlack';
import type {
	CandidateRow,
	JobResultRow,
	ProfileRow,
	SnapshotRow,
} from '../../workflows/storage/rows';

const NOW = '2026-03-10T08:00:00.000Z';
const candidate = (values: Partial<CandidateRow>) =>
	({
		...{ id: 1, state: 'Ready', name: 'Ada', licenseName: 'Salesforce', saving: null },
		...{ openedAt: null, closedAt: null, justification: 'Not used', reason: null },
		...values,
	}) as CandidateRow;
const license = (values: Partial<LicenseNow>): LicenseNow => ({
	...{ licenseIdentifier: 'SFDC', licenseName: 'Salesforce', softwareModel: null },
	...{ total: 100, used: 10, expiresAt: null },
	...values,
});
const snapshot = (day: string, assigned: number) =>
	({ day, assigned, stale: 1, potentialSaving: null }) as SnapshotRow;

const input = (values: Partial<DigestInput> = {}): DigestInput => ({
	profile: { displayName: 'Acme', orgName: 'Acme Inc' } as ProfileRow,
	...{ candidates: [], jobResults: [], snapshots: [], licenses: [], poolsError: '', now: NOW },
	...{ days: 7, nearlyFullPercent: 90, expiresWithinDays: 60, topFindings: 2 },
	...values,
});

describe('a digest', () => {
	it('counts candidates found and reclaimed in its period, and open ones', () => {
		const of = digest(
			input({
				candidates: [
					candidate({ openedAt: '2026-03-03T08:00:00.000Z', saving: 5 }),
					candidate({ openedAt: '2026-03-03T07:59:59.999Z', state: 'Attention Required' }),
					candidate({ state: 'Closed Complete', closedAt: '2026-03-09T00:00:00.000Z', saving: 7 }),
					candidate({ state: 'Closed Complete', closedAt: '2026-02-09T00:00:00.000Z', saving: 9 }),
					candidate({ state: 'Closed Skipped', closedAt: '2026-03-09T00:00:00.000Z' }),
				],
			}),
		);
		expect(of).toMatchObject({ open: 2, potential: 5, found: 1, reclaimed: 1, attention: 1 });
		expect(of.realizedThisYear).toBe(16);
	});

	it('compares with the snapshot from the start of its period, or the one before', () => {
		const days = [
			snapshot('2026-03-01', 50),
			snapshot('2026-03-05', 60),
			snapshot('2026-03-10', 57),
		];
		const of = digest(input({ snapshots: days }));
		expect(of.assigned).toEqual({ now: 57, by: 7 });
		expect(facts(of)).toContainEqual(['Subscriptions', '57 (+7 in 7 days)']);
		expect(digest(input({ snapshots: days.slice(1) })).assigned).toEqual({ now: 57, by: null });
		expect(facts(digest(input()))).toContainEqual(['Subscriptions', 'no snapshot yet']);
	});

	it.each<[string, Partial<LicenseNow>, string[]]>([
		['at the limit', { used: 90 }, ['90 of 100 seats used (90 %)']],
		['just below', { used: 89 }, []],
		['above what is owned', { used: 101 }, ['101 of 100 seats used (101 %)']],
		['unlimited', { total: null, used: 999 }, []],
		['none owned', { total: 0, used: 0 }, []],
		[
			'expires in time',
			{ expiresAt: '2026-05-09T00:00:00.000Z' },
			['expires on 2026-05-09, in 60 days, with 10 seats in use'],
		],
		['expires later', { expiresAt: '2026-05-10T00:00:00.000Z' }, []],
		[
			'expired',
			{ expiresAt: '2026-03-01T00:00:00.000Z' },
			['expired on 2026-03-01, with 10 seats in use'],
		],
		['expires unused', { expiresAt: '2026-03-11T00:00:00.000Z', used: 0 }, []],
	])('warns about licenses: %s', (_, values, texts) => {
		const { pools } = digest(input({ licenses: [license(values)] }));
		expect(pools.map(({ text }) => text)).toEqual(texts);
	});

	it('lists the largest savings first, up to the limit', () => {
		const candidates = [3, 9, null, 5].map((saving, id) => candidate({ id, saving }));
		expect(digest(input({ candidates })).top.map(({ saving }) => saving)).toEqual([9, 5]);
	});

	it('lists failures of its period only', () => {
		const result = (status: string, startedAt: string) =>
			({ id: 1, status, startedAt, name: status }) as JobResultRow;
		const of = digest(
			input({
				jobResults: [
					result('Failed', '2026-03-09T00:00:00.000Z'),
					result('Interrupted', '2026-03-04T00:00:00.000Z'),
					result('Failed', '2026-03-01T00:00:00.000Z'),
					result('Complete', '2026-03-09T00:00:00.000Z'),
				],
			}),
		);
		expect(of.failures.map(({ name }) => name)).toEqual(['Failed', 'Interrupted']);
		expect(subject(of)).toContain('2 failed jobs');
	});
});

describe('a digest in a channel', () => {
	const HTML = '<!channel> <img src=x> & "co"';
	const many = Array.from({ length: 200 }, (_, id) =>
		candidate({ id, name: HTML.repeat(9), saving: id }),
	);
	const of = digest(
		input({
			profile: { displayName: HTML, orgName: HTML } as ProfileRow,
			candidates: many,
			licenses: [license({ used: 100, licenseName: HTML })],
			poolsError: HTML,
			topFindings: 200,
		}),
	);

	it('is HTML in which names are escaped', () => {
		const html = mailHtml(of, 'https://n8n.example/record?profile=x');
		expect(html).not.toContain('<img');
		expect(html).toContain('<a href="https://n8n.example/record?profile=x">');
		expect(mailText(of, '')).toContain(`- ${HTML} | 100 of 100 seats used (100 %)`);
	});

	it('stays within the limits of Slack, and mentions no one', () => {
		const { blocks } = slackBlocks(of, 'https://n8n.example/record');
		// The header is plain text, which Slack does not interpret.
		expect(JSON.stringify(blocks.slice(1))).not.toContain('<!channel>');
		expect(slackText(of)).not.toContain('<!channel>');
		expect(JSON.stringify(blocks)).not.toMatch(/&(?!amp;|lt;|gt;| )/);
		expect(blocks.length).toBeLessThanOrEqual(50);
		for (const block of blocks as Array<{ text?: { text: string }; fields?: unknown[] }>) {
			expect(block.text?.text.length ?? 0).toBeLessThanOrEqual(3000);
			expect(block.fields?.length ?? 0).toBeLessThanOrEqual(10);
		}
		expect((blocks[0] as { text: { text: string } }).text.text.length).toBeLessThanOrEqual(150);
	});
});

describe('the file of candidates', () => {
	it('contains all open candidates with any cell content, and no formula', () => {
		const rows = [
			candidate({ id: 1, name: 'Ada, "the"\r\ncountess', saving: 1.5 }),
			candidate({ id: 2, name: '=1+1', username: '@x', email: '-2', saving: -3 }),
			candidate({ id: 3, state: 'Closed Complete' }),
		];
		const read = parse(candidatesCsv(rows), { columns: true, bom: true }) as object[];
		expect(read).toMatchObject([
			{ id: '1', name: 'Ada, "the"\r\ncountess', saving: '1.5', reason: '' },
			{ id: '2', name: "'=1+1", username: "'@x", email: "'-2", saving: '-3' },
		]);
	});
});
