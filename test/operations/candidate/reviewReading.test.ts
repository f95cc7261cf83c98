import type { IDataObject } from 'n8n-workflow';
import type { ListRequest } from '../../../nodes/SalesforceLicenses/licensing/report/record/readLists';
import { MOST } from '../../../nodes/SalesforceLicenses/licensing/review/most';
import {
	answer,
	build,
	PROFILE,
	review,
	stored,
	textOf,
	ticking,
} from '../../support/reviewConversation';
import type { Shown } from '../../support/reviewConversation';

/** What a page of the review, or an answer to one, asks to be read. */

interface ToRead {
	lists: ListRequest[];
	ids: string[];
}

const toRead = async (parameters: IDataObject, item: IDataObject = {}): Promise<ToRead> =>
	(await review(
		{ formTask: 'lists', displayName: 'Acme', ...parameters },
		item,
	)) as unknown as ToRead;
const conditions = (lists: ListRequest[], by: ListRequest['by']) =>
	lists
		.filter((list) => list.by === by && list.figure === '')
		.map(({ where }) =>
			where.map(({ column, condition, value }) => `${column} ${condition} ${value}`),
		);

describe('a page', () => {
	it.each(['profile', 'result', 'start'])('%s reads no candidates', async (page) => {
		const handed = { answerBefore: { chosen: ['1'] } };
		expect(await toRead({ page, ...handed })).toEqual({ lists: [], ids: [] });
	});

	it('without a profile reads no candidates', async () => {
		for (const page of ['groups', 'candidates', 'summary']) {
			expect((await toRead({ page, displayName: '' })).lists).toEqual([]);
		}
	});

	it('of groups reads those of its state where the store can filter, and never more than a limit', async () => {
		const { lists, ids } = await toRead({ page: 'groups' });
		expect(ids).toEqual([]);
		expect(conditions(lists, 'counts')).toEqual([['profile eq Acme', 'state eq Ready']]);
		expect(conditions(lists, 'rows')).toEqual([
			[
				'profile eq Acme',
				'state neq Closed Complete',
				'state neq Closed Skipped',
				'state neq Closed Canceled',
				'state neq Awaiting Revocation',
			],
		]);
		for (const list of lists) {
			expect(list.profile).toBe('Acme');
			expect(list.limit).toBeLessThanOrEqual(Math.max(MOST.rows, 50_000));
			if (list.figure === '') expect(list).toMatchObject({ orderBy: 'saving', descending: true });
		}
	});

	it.each([
		['Needs attention', ['state eq Attention Required']],
		['Being asked', ['state neq Ready', 'state neq Attention Required']],
		['nonsense', ['state eq Ready']],
	])('in the state %j reads others', async (state, expected) => {
		const { lists } = await toRead({ page: 'groups', answerBefore: { filter: { state } } });
		expect(conditions(lists, 'counts')[0]).toEqual(expect.arrayContaining(expected));
	});

	it('of candidates lets the store look for text and group, and reads what was selected by its ID', async () => {
		const group = JSON.stringify(['Unused seats', 'userLicense', 'SFDC', ['USD']]);
		const answerBefore = { filter: { text: 'Ann', group }, chosen: ['7', '9', '7'] };
		const { lists, ids } = await toRead({ page: 'candidates', answerBefore });
		expect(ids).toEqual(['7', '9']);
		const found = lists.filter(({ find }) => find !== '');
		expect(found).toMatchObject([{ by: 'counts', find: 'Ann', limit: MOST.counts }]);
		expect(conditions(found, 'counts')).toEqual([
			[
				'profile eq Acme',
				'state eq Ready',
				'rule eq Unused seats',
				'licenseKind eq userLicense',
				'licenseIdentifier eq SFDC',
			],
		]);
	});

	it.each(['', 'no JSON', '{}', '[]', '[null,null,null]', '[1,2,3]'])(
		'of candidates takes the group %j for none',
		async (group) => {
			const answerBefore = { filter: { text: 'a', group } };
			const { lists } = await toRead({ page: 'candidates', answerBefore });
			const [found] = lists.filter(({ find }) => find !== '');
			expect(found.where).toHaveLength(2);
		},
	);

	it.each(['giveBack', 'kept'])(
		'to %s reads only what may be given back or is kept',
		async (purpose) => {
			const { lists } = await toRead({ page: 'groups', purpose });
			for (const where of conditions(lists, 'rows')) {
				expect(where[0]).toBe('profile eq Acme');
				expect(where[1]).toMatch(/^state eq /);
			}
		},
	);

	it('asks for no column that is large and not shown', async () => {
		for (const page of ['groups', 'candidates', 'summary']) {
			for (const { columns } of (await toRead({ page })).lists) {
				expect(columns).toContain('candidateKey');
				expect(columns).not.toContain('plan');
				expect(columns).not.toContain('notes');
			}
		}
	});
});

describe('an answer', () => {
	const candidates = Array.from({ length: 60 }, (_, index) => stored(index + 1));
	const of = async (shown: Shown, changes: IDataObject) =>
		await toRead(
			{ rowsFor: 'read', page: shown.page, pageShown: shown as unknown as IDataObject },
			Object.fromEntries(
				Object.entries(changes).map(([name, value]) => [`${name}_${shown.ending}`, value]),
			) as IDataObject,
		);

	it('reads the selected candidates and whose reclaim began lately, and nothing else', async () => {
		const shown = await build('candidates', { candidates });
		const { lists, ids } = await of(shown, ticking(shown, 3, 4));
		expect(ids.sort()).toEqual(['3', '4']);
		expect(lists).toHaveLength(1);
		expect(conditions(lists, 'any')).toEqual([
			['profile eq Acme', expect.stringMatching(/^revocationStartedAt gte \d{4}-/)],
		]);
	});

	it('to the summary reads the candidates that it showed', async () => {
		const list = await build('candidates', { candidates });
		const chosen = await answer(list, { ...ticking(list, 5), next: 'Reclaim' }, { candidates });
		const summary = await build('summary', { candidates, answerBefore: chosen as never });
		expect((await of(summary, { confirm: 'Yes, reclaim now' })).ids).toEqual(['5']);
	});

	it.each([{}, { carry: null }, { carry: { marks: [] } }, { handed: 'x' }])(
		'to a page that cannot be read, %j, reads no candidate by its ID',
		async (pageShown) => {
			for (const page of ['candidates', 'summary']) {
				const { ids } = await toRead({ rowsFor: 'read', page, pageShown });
				expect(ids).toEqual([]);
			}
		},
	);

	it('with the rows of the selected candidates alone is the same as with all of them', async () => {
		const list = await build('candidates', { candidates });
		const ticked = { ...ticking(list, 5, 6), next: 'Keep until a date', until: '2030-01-01' };
		const withAll = await answer(list, ticked, { candidates });
		const withSome = await answer(list, ticked, {
			candidates: [],
			selectedCandidates: candidates.slice(4, 6),
		});
		expect(withSome).toEqual(withAll);
		expect(withSome).toMatchObject({ page: 'summary', chosen: ['5', '6'] });
	});
});

describe('rows that a store counts', () => {
	const count = (countedState: string, number: unknown) => ({
		profile: 'Acme',
		countedState,
		candidates: number,
	});

	it('say how many need attention, though they were not read', async () => {
		const candidates = [stored(1), count('Ready', 1), count('Attention Required', 7_000)];
		const text = textOf(await build('groups', { candidates: candidates as IDataObject[] }));
		expect(text).toContain('7,000 more candidates need attention first');
	});

	it('are no candidates, and one that cannot be read is said', async () => {
		const candidates = [stored(1), count('Ready', 1), count('Attention Required', 'many')];
		const shown = await build('groups', { candidates: candidates as IDataObject[] });
		expect(textOf(shown)).toContain('1 candidate in the state');
		expect(textOf(shown)).toContain('1 stored candidate cannot be read');
	});

	it('say that others are in another state', async () => {
		const candidates = [count('Attention Required', 3)] as IDataObject[];
		const text = textOf(await build('groups', { candidates }));
		expect(text).toContain('Choose another state to see the others');
	});

	it('a page that shows as many as are read at most says so', async () => {
		const candidates = [
			count('Ready', 56_000) as IDataObject,
			...Array.from({ length: MOST.counts }, (_, index) => stored(index + 1)),
		];
		for (const page of ['groups', 'candidates']) {
			const text = textOf(await build(page, { candidates }));
			expect(text).toContain('At most 5,000 candidates of a state are shown');
		}
		const less = candidates.slice(0, MOST.counts);
		expect(textOf(await build('groups', { candidates: less }))).not.toContain('At most');
	});

	it('count nothing twice: a candidate read for the list and by its ID is one', async () => {
		const shown = await build('groups', {
			candidates: [stored(1), stored(2)],
			selectedCandidates: [stored(1)],
			profiles: [PROFILE],
		});
		expect(textOf(shown)).toContain('2 candidates in the state');
	});
});
