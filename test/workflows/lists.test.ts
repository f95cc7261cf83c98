/* eslint-disable @n8n/community-nodes/no-restricted-imports */
import { Script } from 'node:vm';

import type { Asked } from '../../nodes/SalesforceLicenses/licensing/report/record/asked';
import type { ListRequest } from '../../nodes/SalesforceLicenses/licensing/report/record/readLists';
import { readLists, VIEWS } from '../../nodes/SalesforceLicenses/licensing/report/record/readLists';
import { toRead } from '../../nodes/SalesforceLicenses/licensing/review/reading';
import { PURPOSES, REVIEW_PAGES } from '../../nodes/SalesforceLicenses/licensing/review/review';
import { STATEMENT, VALUES } from '../../workflows/lists/listsPostgres.sql';
import type { Table } from '../../workflows/storage/tables';
import { TABLES } from '../../workflows/storage/tables';

const NOTHING: Asked = {
	...{ profile: 'Acme', find: '', state: '', license: '', blocker: '', export: '' },
	...{ candidatesSort: '', subscriptionsSort: '' },
	...{ subscriptionsPage: '', candidatesPage: '', resultsPage: '', personsPage: '' },
};
const EVIL = `'; DROP TABLE x; -- "`;
const ASKED: Array<[what: string, asked: Partial<Asked>]> = [
	['a profile', {}],
	['all profiles', { profile: '' }],
	['a search', { find: EVIL, license: `userLicense:${EVIL}`, candidatesSort: EVIL }],
	['a blocker', { blocker: EVIL, license: `userLicense:${EVIL}` }],
	['a closed state', { state: 'Closed Complete', subscriptionsSort: 'user' }],
	['a state that does not exist', { state: EVIL }],
	['a deep page', { subscriptionsPage: '1e9', candidatesPage: EVIL }],
	['a file', { export: 'subscriptions', find: 'a' }],
	['a file of candidates', { export: 'candidates' }],
];
const all = ASKED.flatMap(([what, asked]) =>
	VIEWS.flatMap((view) =>
		readLists({ ...NOTHING, ...asked }, view, 7, new Date()).map(
			(list) => [`${what} (${view})`, list] as [string, ListRequest],
		),
	),
);
const { handed, shown } = {
	handed: {
		message: '',
		mistakes: [],
		from: 0,
		chosen: ['1'],
		decision: '',
		until: '',
		comment: '',
	},
	shown: { choices: {}, groups: [], lines: {}, marks: { 1: '' }, promise: '' },
} as const;
const ofReview = PURPOSES.flatMap((purpose) =>
	REVIEW_PAGES.flatMap((page) =>
		(['build', 'read'] as const).flatMap((task) =>
			[EVIL, JSON.stringify([EVIL, EVIL, EVIL])].flatMap((group) => {
				const filter = {
					text: EVIL,
					license: EVIL,
					department: EVIL,
					days: 30,
					state: EVIL,
					group,
				};
				const asked = {
					purpose,
					page,
					task,
					profile: EVIL,
					carry: shown,
					entered: {},
					now: new Date(),
				};
				return toRead({ ...asked, handed: { ...handed, filter } }).lists.map(
					(list) => [`the review (${purpose}, ${page}, ${task})`, list] as [string, ListRequest],
				);
			}),
		),
	),
);
all.push(...ofReview);
const evaluated = (expression: string, list: ListRequest): unknown =>
	new Script(`($json) => (${expression.slice(3, -2)})`).runInThisContext()(list);

describe('what pages read', () => {
	it.each(all)(
		'%s asks for columns that are there, within the conditions that a store has',
		(_, list) => {
			const columns = Object.keys(TABLES[list.table as Table]);
			for (const { column } of list.where) expect(columns).toContain(column);
			for (const column of list.findIn) expect(columns).toContain(column);
			for (const column of list.columns ?? []) expect(columns).toContain(column);
			expect([...columns, 'id']).toContain(list.orderBy);
			if (list.by !== 'counts') expect(list.where.length).toBeLessThanOrEqual(5);
			expect(list.limit).toBeGreaterThan(0);
		},
	);

	it.each(all.filter(([, { by }]) => by !== 'rows'))(
		'%s is a statement that only selects, with every value bound',
		(_, list) => {
			const sql = String(evaluated(STATEMENT, list));
			const values = evaluated(VALUES, list) as unknown[];
			expect(sql).toMatch(/^SELECT /);
			expect(sql).not.toMatch(/DROP|undefined|NaN/);
			const used = [...sql.matchAll(/\$(\d+)/g)].map(([, number]) => Number(number));
			expect(Math.max(0, ...used)).toBeLessThanOrEqual(values.length);
		},
	);

	it('has no more rows of a list than the page needs', () => {
		const lists = readLists(NOTHING, 'record', 7, new Date());
		const subscriptions = lists.filter(({ table }) => table === 'salesforce_subscriptions');
		expect(subscriptions.map(({ limit }) => limit)).toEqual([51]);
	});
});
