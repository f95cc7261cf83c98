import { parse } from 'csv-parse/sync';
import type { IDataObject } from 'n8n-workflow';
import { refusalOfBlocks } from '../../e2e/slackBlocks';
import { readable } from '../../support/recordPages';
import {
	candidate,
	createReport,
	dayAgo,
	daysAgo,
	jobResult,
	ledgerRow,
	license,
	ORG,
	profile,
	snapshot,
	subscription,
	unused,
} from '../../support/reportItems';

/** What can be wrong with the items, in every format: a readable report, and never a wrong sum. */

const [BETA, GAMMA] = ['00D000000000002AAA', '00D000000000003AAA'];
const EVIL = '<script>alert(1)</script> "{{ $env.X }}" =1+1 <!channel> *b* & 😀';
const EURO = { licenseIdentifier: 'AUL', licenseName: 'Platform', softwareModel: 'Platform' };
const CONTRACT = [
	{ identifier: 'SFDC', seats: 12, price: 1000, currency: 'USD', endsAt: dayAgo(-90) },
];

/** One org: ten seats owned, eight held, two of these unused. */
const org = (orgId: string, name: string, changes: IDataObject = {}): IDataObject[] => [
	profile({ displayName: name, orgId, orgName: `${name} Inc.` }),
	license({ orgId, licenseKey: `${orgId}:userLicense:SFDC`, ...changes }),
	...[1, 2, 3, 4, 5, 6].map((index) => subscription(index, { orgId })),
	...[7, 8].map((index) => subscription(index, { orgId, ...unused(100) })),
	...[7, 8].map((index) =>
		candidate(index, { orgId, profile: name, candidateKey: `${orgId}:${index}`, ...changes }),
	),
	snapshot(dayAgo(40), { orgId, profile: name, assigned: 8, stale: 3 }),
	snapshot(dayAgo(1), { orgId, profile: name, assigned: 8, stale: 2, potentialSaving: 2000 }),
	ledgerRow(9, { orgId, profile: name, at: daysAgo(0) }),
	jobResult({ profile: name }),
];
const NO_PRICE = { price: null, currency: null, saving: null };

interface Case {
	items: IDataObject[];
	contract?: IDataObject[];
	/** What the reader has to be told, in every format. */
	says: RegExp[];
	/** The possible savings, and the money of the contract. */
	potential: string;
	assigned: number;
}

const withoutProfilePrices = (items: IDataObject[]) =>
	items.map((one) => ('displayName' in one ? { ...one, prices: {} } : one));
const without = (items: IDataObject[], key: string) => items.filter((one) => !(key in one));

const CASES: Record<string, Case> = {
	'no prices': {
		items: withoutProfilePrices(
			without(org(ORG, 'Acme', NO_PRICE), 'ledgerKey').map((one) => ({
				...one,
				...('day' in one ? { potentialSaving: null } : {}),
			})),
		),
		contract: [{ identifier: 'SFDC', seats: 12, endsAt: dayAgo(-90) }],
		says: [/No license has a price|Prices cover 0 of/],
		potential: '–',
		assigned: 8,
	},
	'no history': {
		items: without(org(ORG, 'Acme'), 'day'),
		says: [],
		potential: '$2,000',
		assigned: 8,
	},
	'zero subscriptions': {
		items: [profile(), license({ used: 0, available: 10, utilization: 0 })],
		says: [],
		potential: '–',
		assigned: 0,
	},
	'one org of three is missing': {
		items: [
			...org(ORG, 'Acme'),
			...org(BETA, 'Beta'),
			profile({ displayName: 'Gamma', orgId: GAMMA, orgName: 'Gamma Inc.' }),
		],
		says: [/Of the profile "Gamma" there are no licenses, subscriptions, snapshots or candidates/],
		potential: '$4,000',
		assigned: 16,
	},
	'an incomplete read': {
		items: [
			...org(ORG, 'Acme'),
			{
				...{ orgId: ORG, isComplete: false, readKinds: ['userLicense'] },
				unreadKinds: [{ licenseKind: 'packageLicense', reason: 'The permission is missing.' }],
			},
		],
		says: [/Not everything was read/, /Package Licenses could not be read: The permission is mi/],
		potential: '$2,000',
		assigned: 8,
	},
	'hostile names': {
		items: [
			...org(ORG, EVIL, { name: EVIL, licenseName: EVIL, reason: EVIL, justification: EVIL }),
			subscription(9, { name: EVIL, department: EVIL, username: EVIL }),
		],
		contract: [{ ...CONTRACT[0], contract: EVIL }],
		says: [],
		potential: '$2,000',
		assigned: 9,
	},
	'mixed currencies': {
		items: [
			...org(ORG, 'Acme'),
			license({ ...EURO, total: 10, used: 1, price: 300, currency: 'EUR' }),
			subscription(9, { ...EURO, ...unused(100) }),
			candidate(9, { ...EURO, candidateKey: 'euro', saving: 300, currency: 'EUR' }),
		],
		contract: [
			...CONTRACT,
			{ identifier: 'AUL', seats: 10, price: 300, currency: 'EUR', endsAt: dayAgo(-90) },
		],
		says: [],
		potential: '$2,000 + €300',
		assigned: 9,
	},
	'a clock that jumped ahead and back': {
		items: [
			...org(ORG, 'Acme'),
			snapshot(dayAgo(-400), { assigned: 500, stale: 400, potentialSaving: 400_000 }),
			jobResult({ id: 9, startedAt: daysAgo(-400), endedAt: daysAgo(-400) }),
			ledgerRow(10, { at: daysAgo(-400), amount: null, currency: null }),
			candidate(11, {
				...{ openedAt: daysAgo(-400), candidateKey: 'later', saving: null, currency: null },
				...{ inactiveDays: -3, lastLoginAt: daysAgo(-3) },
			}),
		],
		says: [/1 snapshot is of a day that has not come yet, because a clock was wrong/],
		potential: '$2,000',
		assigned: 8,
	},
};

const text = (html: unknown) => readable(String(html));
/** What a person reads of each format. */
async function shown(items: IDataObject[], parameters: IDataObject): Promise<string> {
	const { json, error } = await createReport(items, parameters as never);
	expect(error).toBeNull();
	switch (parameters.format) {
		case 'csv':
			return String(json.csv);
		case 'json':
			return [...(json.warnings as string[]), JSON.stringify(json.report)].join(' ');
		case 'slackBlocks': {
			const { blocks } = json.slackBlocks as { blocks: object[] };
			expect(refusalOfBlocks(blocks)).toEqual([]);
			const parts = JSON.stringify(blocks);
			// Slack reads a mention in formatted texts only.
			const formatted = parts.replaceAll(/"type":"plain_text","text":"[^\\"]*(\\.[^\\"]*)*"/g, '');
			expect(formatted).not.toMatch(/<!|<@|<#/);
			return parts.replaceAll('\\"', '"');
		}
		case 'emailHtml':
			expect(String(json.html)).not.toMatch(/<script|\{\{/);
			return `${text(json.html)} ${String(json.text)}`;
		default:
			expect(String(json.html)).not.toMatch(/<script>alert|\{\{/);
			return text(json.html);
	}
}

const unescaped = (said: string) =>
	said
		.replaceAll('&quot;', '"')
		.replaceAll('&#39;', "'")
		.replaceAll('""', '"')
		.replaceAll('&lt;', '<')
		.replaceAll('&gt;', '>')
		.replaceAll('&#123;', '{')
		.replaceAll('&#125;', '}')
		.replaceAll('&amp;', '&');
const FORMATS = ['html', 'emailHtml', 'slackBlocks', 'csv', 'json', 'recordPage'];
const PACK_FORMATS = ['html', 'emailHtml', 'slackBlocks', 'csv', 'json'];

describe.each(Object.entries(CASES))(
	'%s',
	(name, { items, contract, says, potential, assigned }) => {
		it.each(FORMATS)('is readable and has no wrong sum as %s', async (format) => {
			const profileName = name === 'hostile names' ? EVIL : 'Acme';
			const raw = await shown(items, { format, pageQuery: { profile: profileName } });
			const said = unescaped(raw);
			expect(said).not.toMatch(/undefined|NaN|Infinity|\[object|\bnull\b(?!["\],}])/);
			if (format === 'recordPage') {
				// A snapshot of a day to come is not the latest one.
				expect(said).not.toMatch(/\b(500|400)\b/);
				if (name.startsWith('a clock') || name === 'an incomplete read')
					expect(said).toMatch(/of 8 assigned/);
				const all = unescaped(await shown(items, { format }));
				expect(all).not.toMatch(/undefined|NaN|Infinity|\[object|\bnull\b/);
				for (const one of items) {
					if ('displayName' in one) expect(all).toContain(String(one.displayName));
				}
				return;
			}
			for (const sentence of says) expect(said).toMatch(sentence);
			if (format === 'html' || format === 'emailHtml' || format === 'slackBlocks')
				expect(said).toMatch(
					new RegExp(
						`Possible savings per year\\*?(\\\\n|\\s)*${potential.replace(/[$+]/g, '\\$&')}(?! \\+)`,
					),
				);
			if (format === 'csv') {
				const rows = parse(raw, { columns: true, bom: true }) as Array<Record<string, string>>;
				const total = rows.filter(({ section }) => section === 'total');
				expect(total.reduce((sum, row) => sum + Number(row.assigned), 0)).toBe(assigned);
				const sums = total.map(({ potentialSaving, currency }) => [potentialSaving, currency]);
				const amounts = { '–': [], '$2,000': [2000], '$4,000': [4000] }[potential] ?? [2000, 300];
				expect(
					sums
						.map(([amount]) => amount)
						.filter(Boolean)
						.map(Number),
				).toEqual(amounts);
			}
		});

		it.each(PACK_FORMATS)('gives a readable renewal pack as %s', async (format) => {
			const said = unescaped(
				await shown(items, {
					...{ format, report: 'renewal' },
					contract: JSON.stringify(contract ?? CONTRACT),
				}),
			);
			expect(said).not.toMatch(/undefined|NaN|Infinity|\[object|\bnull\b(?!["\],}])/);
			for (const sentence of says) expect(said).toMatch(sentence);
		});
	},
);

it('an org whose licenses did not come is said, because owned seats are without them', async () => {
	const said = async (items: IDataObject[]) =>
		String((await createReport(items, { format: 'json' })).json.warnings);
	const beta = [1, 2].map((index) => subscription(index, { orgId: BETA }));
	expect(await said([license(), subscription(1), ...beta])).toContain(
		'Of 1 license with 2 assigned seats it is not known how many seats are owned.',
	);
	expect(await said(beta)).not.toContain('how many seats are owned');
	expect(await said([license(), subscription(1)])).not.toContain('how many seats are owned');
});

describe('what changed', () => {
	const changed = async (items: IDataObject[]) => {
		const { json } = await createReport(items, { format: 'json' });
		const { staleChange, assignedChange } = json.report as Record<string, IDataObject>;
		return { stale: staleChange.by, assigned: assignedChange.by, warnings: String(json.warnings) };
	};
	const ofBeta = { profile: 'Beta', assigned: 500, stale: 400 };
	const acme = [
		snapshot(dayAgo(9), { assigned: 10, stale: 4 }),
		snapshot(dayAgo(1), { assigned: 12, stale: 3 }),
	];

	it('is not an org that was added', async () => {
		const { stale, assigned, warnings } = await changed([...acme, snapshot(dayAgo(1), ofBeta)]);
		expect([stale, assigned]).toEqual([-1, 2]);
		expect(warnings).toMatch(/The first snapshot of "Beta" is of .*without it\./);
	});

	it('is not an org whose last snapshot is missing', async () => {
		const { stale, assigned } = await changed([...acme, snapshot(dayAgo(9), ofBeta)]);
		expect([stale, assigned]).toEqual([-1, 2]);
	});

	it('is not known from a snapshot of long ago', async () => {
		const { stale } = await changed([snapshot(dayAgo(60)), acme[1]]);
		expect(stale).toBeNull();
	});
});

it('a table without subscriptions has no zeros for what was not counted', async () => {
	const rowsOf = async (items: IDataObject[]) => {
		const { json } = await createReport(items, { format: 'csv' });
		return parse(String(json.csv), { columns: true, bom: true }) as Array<Record<string, string>>;
	};
	const rows = await rowsOf([license(), snapshot(dayAgo(1), { assigned: 7, stale: 1 })]);
	expect(rows[0]).toMatchObject({ section: 'total', owned: '10', assigned: '7', unused: '1' });
	expect(rows[1]).toMatchObject({ section: 'license', assigned: '', unused: '', unknown: '' });
	expect(rows.map(({ section }) => section)).not.toContain('activity');
	const complete = { isComplete: true, readKinds: ['userLicense'], unreadKinds: [] };
	const [none] = await rowsOf([license({ used: 0 }), complete]);
	expect(none).toMatchObject({ section: 'total', assigned: '0', unused: '0' });
});
