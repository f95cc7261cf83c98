import type { IDataObject } from 'n8n-workflow';
import {
	answer,
	build,
	DRAFT,
	fieldOf,
	PUBLISHED,
	textOf,
	WORKING,
} from '../../support/setupConversation';

/** What an answer led to could not be stored: the same page comes back, with what was entered. */
const WHY = 'connect ECONNREFUSED 10.0.0.5:5432';

const refused = async (
	page: string,
	changes: IDataObject,
	{ profile = DRAFT, ...parameters }: { profile?: IDataObject } & IDataObject = {},
) => {
	const shown = await build(page, { profiles: [profile], ...parameters });
	const result = await answer(shown, changes, { profiles: [profile], storeError: WHY });
	expect(result).toMatchObject({ do: 'show', page, row: null, connectionRow: null, history: null });
	expect(result.runs).toBe(false);
	const again = await build(page, {
		profiles: [profile],
		...parameters,
		answerBefore: result as unknown as IDataObject,
	});
	expect(textOf(again)).toContain(WHY);
	return { result, again };
};

it.each<[string, string, unknown]>([
	['profiles', 'displayName', 'Sales'],
	['details', 'morePrices', 'sfcd='],
	['rules', 'inactiveDays', '-4'],
	['users', 'excludedUsernames', 'ceo@acme.com'],
	['asking', 'managerEmail', 'not an address'],
	['limits', 'maxUsers', 'many'],
	['register', 'steps', ['Enable OAuth. Callback URL: the redirect URL shown above.']],
	['additional', 'name', 'EMEA org'],
	['rename', 'name', 'Acme EMEA'],
	['copy', 'name', 'Acme two'],
	['delete', 'name', 'Acme'],
])('the page %s keeps %s', async (page, field, value) => {
	const { again } = await refused(page, { [field]: value as never });
	expect(fieldOf(again, field).defaultValue).toEqual(value);
});

it('says that nothing was saved, and of a deletion that it may be half done', async () => {
	const { result } = await refused('limits', { dryRun: 'No' });
	expect(result.message).toMatch(/^Nothing was saved: connect ECONNREFUSED/);
	const deletion = await refused('delete', { name: 'Acme' });
	expect(deletion.result.message).toMatch(/^Not everything could be deleted/);
});

it('says what to do when the Data Tables are full', async () => {
	const shown = await build('limits');
	const { message } = await answer(shown, {}, { storeError: 'Data table size limit exceeded' });
	expect(message).toContain('N8N_DATA_TABLES_MAX_SIZE_BYTES');
});

it('tests a connection again, and keeps the one that was chosen', async () => {
	const { result } = await refused('connection', {}, { tests: WORKING, profile: PUBLISHED });
	expect(result.subflows).toEqual({ download: 'd1', reclaim: 'r1' });
	expect(result.needs).toBe('tests');
});

it('asks again for the confirmation of changes', async () => {
	const before = await answer(
		await build('limits', { profiles: [PUBLISHED] }),
		{ dryRun: 'No' },
		{ profiles: [PUBLISHED] },
	);
	expect(before.page).toBe('changes');
	const parameters = { answerBefore: before as unknown as IDataObject };
	const shown = await build('changes', { profiles: [PUBLISHED], ...parameters });
	const result = await answer(
		shown,
		{ confirm: ['Apply these changes'] },
		{ profiles: [PUBLISHED], storeError: WHY },
	);
	expect(result).toMatchObject({ do: 'show', page: 'changes', row: null });
	expect(result.next).toMatchObject({ dryRun: false });
	expect(result.changes).toEqual(before.changes);
});

it('of a profile that is not there anymore leads to the list of profiles', async () => {
	const shown = await build('limits');
	const result = await answer(shown, {}, { profiles: [], storeError: WHY });
	expect(result).toMatchObject({ do: 'show', page: 'profiles', row: null });
	expect(result.message).toContain(WHY);
});

test.each(['', ' '])('a reason of %j is no failure', async (storeError) => {
	const shown = await build('limits');
	expect(await answer(shown, {}, { storeError })).toMatchObject({ do: 'save' });
});
