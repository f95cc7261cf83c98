import type { IDataObject } from 'n8n-workflow';
import { refusalOfBlocks } from '../../e2e/slackBlocks';
import {
	candidate,
	createReport,
	dayAgo,
	daysAgo,
	jobResult,
	ledgerRow,
	license,
	profile,
	snapshot,
} from '../../support/reportItems';

/** The digest: a mail and a Slack message with the same figures. */

const EVIL = '<!channel> <img src=x> & "co" {{ $env }}';
const PAGE = 'https://n8n.example/webhook/record?profile=A&x=1|y';

async function messages(items: readonly IDataObject[], options: IDataObject = {}) {
	const given = { reportOptions: { topCandidates: 3, ...options } as never };
	const mail = await createReport(items, { format: 'emailHtml', ...given });
	const slack = await createReport(items, { format: 'slackBlocks', ...given });
	const { blocks } = slack.json.slackBlocks as { blocks: Block[] };
	return {
		html: String(mail.json.html),
		text: String(mail.json.text),
		subject: String(mail.json.subject),
		blocks,
		slackText: String(slack.json.slackText),
	};
}
interface Text {
	type: string;
	text: string;
}
interface Block {
	type: string;
	text?: Text;
	fields?: Text[];
	elements?: Text[];
}

const readable = (html: string) => html.replace(/<[^>]+>/g, ' ').replace(/\s+/g, ' ');
const textsOf = (blocks: readonly Block[]) =>
	blocks.flatMap(({ text, fields = [], elements = [] }) => [
		...(text === undefined ? [] : [text]),
		...fields,
		...elements,
	]);

const COMPANY = [
	profile(),
	license({ used: 9 }),
	candidate(1, { openedAt: daysAgo(1) }),
	candidate(2, { openedAt: daysAgo(30), state: 'Attention Required', reason: 'Is a manager' }),
	candidate(3, { state: 'Closed Complete', closedAt: daysAgo(1), openedAt: daysAgo(40) }),
	candidate(4, { saving: 300, currency: 'EUR', openedAt: daysAgo(30) }),
	ledgerRow(3, { at: daysAgo(0) }),
	snapshot(dayAgo(8), { assigned: 50, stale: 5 }),
	snapshot(dayAgo(1), { assigned: 57, stale: 3 }),
	jobResult({ status: 'Failed', error: 'Salesforce was away' }),
];

const FIGURES = [
	['Open candidates', '3'],
	['Possible savings per year', '$2,000 + €300'],
	[`Saved in ${new Date().getUTCFullYear()} (per year)`, '$1,000'],
	['Needing attention', '1'],
	['Found in the last 7 days', '1'],
	['Reclaimed in the last 7 days', '1'],
	['Subscriptions', '57 (+7 in 7 days)'],
	['Unused subscriptions', '3 (−2 in 7 days)'],
] as const;

describe('the digest', () => {
	it.each(FIGURES)('says %s: %s, in a mail, as text and in Slack', async (name, value) => {
		const { html, text, blocks } = await messages(COMPANY);
		expect(readable(html)).toContain(`${name} ${value}`);
		expect(text).toContain(`- ${name} | ${value}\n`);
		expect(textsOf(blocks).map((one) => one.text)).toContain(`*${name}*\n${value}`);
	});

	it('begins with the one thing that matters, and with what needs somebody', async () => {
		const { html, text, subject, blocks } = await messages(COMPANY);
		expect(subject).toBe(
			'Acme Salesforce licenses: You could save $2,000 + €300 a year, 3 open candidates, 1 needs attention, 1 license warning, 1 failed job',
		);
		expect(html).toMatch(/<h1[^>]*>You could save/);
		expect(blocks[0].text?.text).toBe(
			'Acme Salesforce licenses: You could save $2,000 + €300 a year',
		);
		for (const sentence of ['Is a manager', '9 of 10 seats used (90%)', 'Salesforce was away']) {
			expect(readable(html)).toContain(sentence);
			expect(text).toContain(sentence);
			expect(JSON.stringify(blocks)).toContain(sentence);
		}
	});

	it('says what could not be read, and leads to the record page', async () => {
		const failed = {
			...{ rows: [], readKinds: [], isComplete: false },
			unreadKinds: [{ what: 'License pools', reason: 'The org is away.' }],
		};
		const note = 'The file is attached.';
		const all = await messages([profile(), failed], { recordPageUrl: PAGE, note });
		for (const one of [readable(all.html), all.text, JSON.stringify(all.blocks)]) {
			expect(one).toContain('License pools could not be read: The org is away.');
			expect(one).toContain(note);
		}
		expect(all.html).toContain('href="https://n8n.example/webhook/record?profile=A&amp;x=1|y"');
		expect(all.text).toContain(PAGE);
		expect(JSON.stringify(all.blocks)).toContain(
			'<https://n8n.example/webhook/record?profile=A&amp;x=1%7Cy|Open the record page>',
		);
	});

	it('of nothing is readable', async () => {
		const { html, text, blocks } = await messages([profile()]);
		for (const one of [html, text, JSON.stringify(blocks)]) {
			expect(one).toContain('There is nothing to report yet');
			expect(one).not.toMatch(/undefined|NaN|\[object/);
		}
		expect(text).toContain('- Subscriptions | no snapshot yet\n');
	});
});

describe('a mail', () => {
	it('needs no style sheet, no picture and no script, and has a title and a language', async () => {
		const mail = await messages(COMPANY, { recordPageUrl: PAGE });
		// Its one style sheet has the colors of dark mode and nothing else.
		const [style, ...others] = [...mail.html.matchAll(/<style>[^<]*<\/style>/g)].map(String);
		expect(others).toEqual([]);
		expect(style).toMatch(/^<style>@media \(prefers-color-scheme: dark\) \{ [^@<]* \}<\/style>$/);
		expect(style.replace(/(background|color|border-color):#\w{6} !important/g, '')).not.toMatch(
			/:#/,
		);
		const html = mail.html.replace(style, '');
		expect(html).toMatch(/^<!doctype html>\s*<html lang="en">/);
		expect(html).toMatch(/<title>You could save .* Acme Salesforce licenses<\/title>/);
		expect(html).not.toMatch(/<style|<img|<script|<link|@media|display:flex|display:grid|url\(/);
		// Gmail cuts a mail after 102 KB.
		expect(mail.html.length).toBeLessThan(100_000);
	});

	it('has at most five rows, of all its sections, and says how many it leaves out', async () => {
		const items = [
			profile(),
			...[1, 2, 3, 4].map((id) => candidate(id, { state: 'Attention Required' })),
			...[5, 6, 7].map((id) => candidate(id)),
			license({ used: 10 }),
			jobResult({ status: 'Failed', error: 'Salesforce was away' }),
		];
		const { html, text } = await messages(items, { topCandidates: 10 });
		const parts = html.split('<h2').slice(1);
		const rows = parts.map((part) => part.match(/<tr>/g)?.length);
		expect(rows).toEqual([2, 1, 1, 1]);
		expect(parts.map((part) => /and (\d+) more/.exec(part)?.[1])).toEqual([
			'2',
			undefined,
			undefined,
			'6',
		]);
		expect(text.match(/^- User \d/gm)).toHaveLength(11);
	});

	it('shows names as text', async () => {
		const { html, text } = await messages([
			profile({ displayName: EVIL, orgName: EVIL }),
			candidate(1, { name: EVIL, reason: EVIL, licenseName: EVIL }),
		]);
		expect(html).not.toContain('<img');
		expect(html).not.toContain('{{');
		expect(text).toContain(EVIL);
	});
});

describe('a Slack message', () => {
	it.each([
		['of a company', COMPANY],
		['of nothing', [profile()]],
		['without a profile', [candidate(1)]],
	])('%s is one that Slack takes, and names the profile in its header', async (_, items) => {
		const { blocks } = await messages(items, { recordPageUrl: PAGE });
		expect(refusalOfBlocks(blocks)).toEqual([]);
		expect(blocks[0]).toMatchObject({ type: 'header', text: { type: 'plain_text' } });
		expect(blocks[0].text?.text).toMatch(/^(Acme )?Salesforce licenses: /);
	});

	it.each([
		['long names', EVIL.repeat(60)],
		['emojis', '😀'.repeat(400)],
		['ampersands', '&'.repeat(5000)],
	])('stays within the limits of Slack and mentions no one, with %s', async (_, name) => {
		const many = Array.from({ length: 200 }, (__, index) =>
			candidate(index, { name, reason: name, licenseName: name, state: 'Attention Required' }),
		);
		const { blocks, slackText } = await messages(
			[
				profile({ displayName: name, orgName: name }),
				...many,
				...Array.from({ length: 40 }, (__, id) =>
					license({ licenseName: name, licenseIdentifier: `L${id}`, used: 10 }),
				),
				...Array.from({ length: 30 }, (__, id) =>
					jobResult({ id, status: 'Failed', name, error: name }),
				),
			],
			{ topCandidates: 200, note: name, recordPageUrl: `https://n8n.example/${'x'.repeat(4000)}` },
		);
		expect(refusalOfBlocks(blocks)).toEqual([]);
		expect(blocks[0].type).toBe('header');
		// A long name of a profile leaves room for what matters.
		expect(blocks[0].text?.text).toContain(': You could save $200,000 a year');
		const markdown = textsOf(blocks).filter(({ type }) => type === 'mrkdwn');
		for (const { text } of [...markdown, { text: slackText }]) {
			expect(text).not.toMatch(/<!|<@|<#|&(?!amp;|lt;|gt;)/);
			// Throws at half of an emoji.
			expect(() => encodeURIComponent(text)).not.toThrow();
		}
	});
});
