import type { IDataObject } from 'n8n-workflow';
import { runNode } from '../../support/inProcess';
import {
	answer,
	build,
	DRAFT,
	fieldOf,
	filledIn,
	form,
	LICENSES,
	PUBLISHED,
	subflow,
	textOf,
	WORKING,
} from '../../support/setupConversation';

describe('a link', () => {
	it('names no field of a page: names are new each time', async () => {
		const [one, two] = [await build('limits'), await build('limits')];
		const names = [one, two].flatMap(({ fields }) => fields.flatMap((f) => f.fieldName ?? []));
		expect(new Set(names).size).toBe(names.length);
		expect(names).not.toContain('dryRun');
	});

	it('cannot answer for a page: what has another name is ignored', async () => {
		const shown = await build('limits');
		const item = { ...filledIn(shown), dryRun: 'No', dryRun_x: 'No', maxUsers: 100_000 };
		const { row } = await form(
			{
				formTask: 'read',
				page: 'limits',
				displayName: 'Acme',
				profiles: [DRAFT],
				pageShown: shown as unknown as IDataObject,
			},
			item,
		);
		expect(row).toMatchObject({ dryRun: true, maxUsers: 100 });
	});

	test.each([{}, { ending: null }, { ending: 7, carry: 'x', profileShown: [] }])(
		'without the page that was shown (%j) saves nothing',
		async (pageShown) => {
			const shown = await build('limits');
			const result = await answer(shown, { dryRun: 'No' }, { pageShown: pageShown as never });
			expect(result).toMatchObject({ do: 'show', page: 'limits', row: null });
		},
	);
});

describe('the steps', () => {
	it('have one button, which leads to the next step that is open', async () => {
		const draft = await build('steps');
		expect(draft.button).toBe('Continue: Connection and credential');
		expect(await answer(draft)).toMatchObject({ page: 'connection', needs: 'tests' });
		const all = await build('steps', { profiles: [PUBLISHED] });
		expect(all.button).toBe('Save and close');
		expect(await answer(all, {}, { profiles: [PUBLISHED] })).toMatchObject({ do: 'leave' });
	});

	it('lead on to the record page and the candidates of a published profile', async () => {
		const n8nUrl = 'https://n8n.example.com/n8n/form-waiting/12?signature=x';
		const shown = await build('steps', { profiles: [PUBLISHED], n8nUrl });
		expect(textOf(shown)).toContain(
			'href="https://n8n.example.com/n8n/webhook/salesforce-licenses-record?profile=Acme"',
		);
		expect(textOf(shown)).toContain(
			'href="https://n8n.example.com/n8n/form/salesforce-licenses-reclaim?profile=Acme"',
		);
		expect(textOf(await build('steps', { n8nUrl }))).not.toContain('href');
	});

	it.each([
		['Register a Salesforce application', { page: 'grant', needs: 'nothing' }],
		['Profile details', { page: 'details', needs: 'licenses' }],
		['Connection and credential', { page: 'connection', needs: 'tests' }],
		['Connect an additional org (optional)', { page: 'additional', needs: 'nothing' }],
		['Review and publish', { page: 'review', needs: 'preview' }],
		[
			'First run',
			{ page: 'steps', message: expect.stringContaining('Drafts do not run') as string },
		],
		['Delete the profile', { page: 'delete', needs: 'candidates' }],
		['Rename the profile', { page: 'rename' }],
		['Copy the profile', { page: 'copy' }],
		['Save and close', { do: 'leave' }],
		['nonsense', { do: 'show', page: 'steps' }],
	])('lead from %s to its page', async (otherwise, expected) => {
		expect(await answer(await build('steps'), { otherwise })).toMatchObject(expected);
	});

	it('unpublish a profile, and keep who did it', async () => {
		const shown = await build('steps', { profiles: [PUBLISHED] });
		const result = await answer(shown, { otherwise: 'Unpublish' }, { profiles: [PUBLISHED] });
		expect(result.row).toMatchObject({ status: 'Draft', lanes: { publish: false } });
		expect(result.history).toMatchObject({ what: 'Unpublished', changedBy: 'ada@acme.com' });
	});
});

describe('a new profile', () => {
	const open = async (displayName: unknown) =>
		await answer(await build('profiles', { displayName: '' }), {
			profile: 'A new profile',
			displayName: displayName as string,
		});

	it('is a draft with a dry run, of the person who made it', async () => {
		const { row, history } = await open(' Sales ');
		expect(row).toMatchObject({
			displayName: 'Sales',
			status: 'Draft',
			dryRun: true,
			createdBy: 'ada@acme.com',
		});
		expect(history).toMatchObject({ profile: 'Sales', what: 'Created' });
	});

	it('is tested right away: where the connection works, its details come next', async () => {
		const made = await open('Sales');
		expect(made).toMatchObject({
			...{ do: 'save', page: 'connection', needs: 'new', isNew: true },
			subflows: { download: 'd1', reclaim: 'r1' },
		});
		const profiles = [{ ...(made.row as IDataObject), id: 9 }];
		const stored = { profiles, displayName: 'Sales', answerBefore: made as never };
		const shown = await build('connection', { ...stored, tests: WORKING, licenses: LICENSES });
		expect(shown.page).toBe('details');
		expect(textOf(shown)).toContain('The draft is saved. n8n is connected to Acme');
		expect(textOf(shown)).not.toContain('{{');
		const connected = {
			...{ connection: 'Salesforce CRM', downloadSubflow: 'd1', reclaimSubflow: 'r1' },
			...{ orgId: '00D000000000001AAA' },
		};
		const lanes = { register: true, connection: true };
		expect(await answer(shown, {}, { profiles })).toMatchObject({
			...{ do: 'save', page: 'rules', row: { ...connected, lanes } },
		});
		const complete = { otherwise: 'Save and mark complete' };
		expect(await answer(shown, complete, { profiles })).toMatchObject({
			...{ do: 'save', page: 'review', row: { ...connected, lanes: { ...lanes, details: true } } },
		});
		const later = { otherwise: 'Save, and continue later' };
		expect(await answer(shown, later, { profiles })).toMatchObject({
			...{ page: 'steps', row: { ...connected, lanes } },
		});
	});

	test.each([
		undefined,
		{},
		{ name: 'x', download: '', reclaim: '', orgId: 'o', orgName: '', access: [] },
		{ name: 'x', download: 'd', reclaim: 'r', orgId: '', orgName: '', access: [] },
		'Salesforce CRM',
	])('a page that carried %j stores no connection', async (tested) => {
		const shown = await build('details');
		const { row } = await answer({ ...shown, carry: { ...shown.carry, tested } });
		expect(row).not.toHaveProperty('downloadSubflow');
		expect(row?.lanes).not.toHaveProperty('connection');
	});

	it('keeps a connection that it got in the meantime', async () => {
		const made = await open('Sales');
		const profiles = [{ ...(made.row as IDataObject), id: 9 }];
		const stored = { profiles, displayName: 'Sales', answerBefore: made as never };
		const shown = await build('connection', { ...stored, tests: WORKING, licenses: LICENSES });
		const now = [{ ...profiles[0], connection: 'Read only', downloadSubflow: 'd2' }];
		expect(await answer(shown, {}, { profiles: now })).toMatchObject({ do: 'show', row: null });
	});

	it.each([{}, { download: { error: 'The credential is not connected' } }])(
		'without a connection that works (%j) begins with the first step',
		async (tests) => {
			const made = await open('Sales');
			const profiles = [{ ...(made.row as IDataObject), id: 9 }];
			const stored = { profiles, displayName: 'Sales', answerBefore: made as never };
			const shown = await build('connection', { ...stored, tests: tests as IDataObject });
			expect(shown.page).toBe('steps');
			expect(shown.button).toBe('Continue: Register a Salesforce application');
			expect(textOf(shown)).toContain('The draft is saved.');
		},
	);

	it.each([
		['', 'Enter a display name'],
		[null, 'Enter a display name'],
		[['Sales'], 'Enter a display name'],
		['acme', 'already exists'],
		['A new profile', 'Choose another'],
		['x'.repeat(61), '61 characters'],
	])('named %j is refused at the field', async (name, message) => {
		const result = await open(name);
		expect(result).toMatchObject({ do: 'show', page: 'profiles', row: null });
		expect(result.mistakes).toEqual([
			{ field: 'displayName', message: expect.stringContaining(message) as string },
		]);
	});
});

describe('another name', () => {
	const rename = async (name: unknown, profile: IDataObject = DRAFT) =>
		await answer(
			await build('rename', { profiles: [profile] }),
			{ name: name as string },
			{
				profiles: [profile, { ...DRAFT, id: 2, displayName: 'Other' }],
			},
		);

	it('is taken by a draft that never ran', async () => {
		const result = await rename(' Acme EMEA ');
		expect(result).toMatchObject({ do: 'save', page: 'steps', displayName: 'Acme EMEA' });
		expect(result.row).toEqual({ id: 1, displayName: 'Acme EMEA' });
		expect(result.history).toMatchObject({ profile: 'Acme EMEA', what: 'Renamed from Acme' });
	});

	it.each<[unknown, IDataObject, string]>([
		['', DRAFT, 'Enter a display name'],
		[null, DRAFT, 'Enter a display name'],
		['other', DRAFT, 'already exists'],
		['x'.repeat(61), DRAFT, '61 characters'],
		['New', PUBLISHED, 'Copy the profile'],
		['New', { ...DRAFT, publishedAt: '2026-01-01T00:00:00Z' }, 'Copy the profile'],
		['New', { ...DRAFT, lanes: { firstRun: false } }, 'Copy the profile'],
	])('%j is refused at its field', async (name, profile, message) => {
		const result = await rename(name, profile);
		expect(result).toMatchObject({ do: 'show', page: 'rename', row: null });
		expect(result.mistakes).toEqual([
			{ field: 'name', message: expect.stringContaining(message) as string },
		]);
	});

	it('is given to a copy, which is a draft on dry run', async () => {
		const profile = {
			...PUBLISHED,
			dryRun: false,
			autoReclaim: true,
			publishedAt: 'x',
			prices: { A: 1 },
		};
		const page = await build('copy', { profiles: [profile] });
		const { row, displayName } = await answer(page, { name: 'Two' }, { profiles: [profile] });
		expect(displayName).toBe('Two');
		expect(row).toMatchObject({
			displayName: 'Two',
			status: 'Draft',
			dryRun: true,
			autoReclaim: false,
			publishedAt: null,
			prices: { A: 1 },
			createdBy: 'ada@acme.com',
			lanes: { register: true, connection: true, details: true },
		});
		expect(row).not.toHaveProperty('id');
		expect(row?.lanes).not.toHaveProperty('publish');
		expect(await answer(page, { name: 'acme' }, { profiles: [profile] })).toMatchObject({
			do: 'show',
			mistakes: [{ field: 'name' }],
		});
	});
});

describe('the connection', () => {
	const page = async (tests: IDataObject, profile: IDataObject = PUBLISHED) =>
		await build('connection', { tests, profiles: [profile] });

	it('is shown as it was tested, and stored with its two subflows', async () => {
		const shown = await page(WORKING, DRAFT);
		expect(textOf(shown)).toContain('The connection works');
		const { row } = await answer(shown);
		expect(row).toMatchObject({
			connection: 'Salesforce CRM',
			downloadSubflow: 'd1',
			reclaimSubflow: 'r1',
			orgId: '00D000000000001AAA',
			lanes: { connection: true },
		});
	});

	it('is tested again before another one is used', async () => {
		const shown = await page(WORKING, DRAFT);
		expect(await answer(shown, { connection: 'Read only' })).toMatchObject({
			do: 'show',
			page: 'connection',
			needs: 'tests',
			subflows: { download: 'd2', reclaim: '' },
			connection: { name: 'Read only' },
			row: null,
		});
		expect(await answer(shown, { otherwise: 'Test again' })).toMatchObject({
			page: 'connection',
			subflows: { download: 'd1', reclaim: 'r1' },
			row: null,
		});
	});

	it('makes a published profile a draft again if it is another one', async () => {
		const asked = await answer(
			await page(WORKING),
			{ connection: 'Read only' },
			{ profiles: [PUBLISHED] },
		);
		const shown = await build('connection', {
			tests: { download: WORKING.download },
			profiles: [PUBLISHED],
			answerBefore: asked as unknown as IDataObject,
		});
		const { row, message } = await answer(shown, {}, { profiles: [PUBLISHED] });
		expect(message).toContain('a draft again');
		expect(row).toMatchObject({
			status: 'Draft',
			downloadSubflow: 'd2',
			lanes: { connection: true, publish: false },
		});
	});

	it('is not taken back to what another tab showed', async () => {
		const shown = await page(WORKING);
		const now = {
			...PUBLISHED,
			connection: 'Read only',
			downloadSubflow: 'd2',
			reclaimSubflow: '',
		};
		const result = await answer(shown, {}, { profiles: [now] });
		expect(result).toMatchObject({ do: 'show', page: 'connection', row: null });
		expect(result.message).toContain('Somebody else');
	});

	it('links to the credential and to its two subflows, by name', async () => {
		const n8nUrl = 'https://n8n.example.com/form-waiting/1';
		const shown = await build('connection', { tests: {}, n8nUrl });
		expect(textOf(shown)).toContain('href="https://n8n.example.com/home/credentials"');
		expect(textOf(shown)).toMatch(
			/workflow\/d1" target="_blank">Salesforce CRM Download Subscriptions</,
		);
		expect(textOf(shown)).toMatch(
			/workflow\/r1" target="_blank">Salesforce CRM Reclaim Subscription</,
		);
	});

	it('names the missing permission and its Setup path', async () => {
		const shown = await page({ ...WORKING, reclaim: subflow(['reclaim'], ['reclaim']) });
		expect(textOf(shown)).toContain('Connected, but permissions are missing');
		expect(textOf(shown)).toMatch(/grant <b>Manage Users<\/b> \(Setup &gt; Users\)/);
		expect(await answer(shown, {}, { profiles: [PUBLISHED] })).toMatchObject({
			page: 'connection',
			row: null,
		});
		const back = { otherwise: 'Back to the steps' };
		const { row } = await answer(shown, back, { profiles: [PUBLISHED] });
		expect(row?.lanes).toMatchObject({ connection: false });
	});

	it.each<[string, unknown]>([
		['no answer', {}],
		['null', { download: null }],
		['an error', { download: { error: 'Workflow is not active' } }],
		['an empty answer', { download: {}, reclaim: {} }],
		[
			'success without an org',
			{ download: { status: 'success', rows: [] }, reclaim: WORKING.reclaim },
		],
		['a list', { download: [], reclaim: [] }],
		['no answer of the reclaim subflow', { download: WORKING.download }],
		['no permissions for reclaim', { ...WORKING, reclaim: { status: 'success', rows: [] } }],
		[
			'another org',
			{
				...WORKING,
				reclaim: {
					status: 'success',
					rows: [{ process: 'reclaim', status: 'ok', orgId: 'other' }],
				},
			},
		],
	])('does not work with %s, and is not published', async (_, tests) => {
		const shown = await page(tests as IDataObject);
		expect(textOf(shown)).toContain('The connection does not work yet');
		const profiles = [{ ...PUBLISHED, status: 'Draft' }];
		const review = await build('review', { tests: tests as IDataObject, profiles });
		expect(textOf(review)).toContain('It cannot be published yet');
		expect(review.button).toBe('Back to the steps');
		expect(await answer(review, {}, { profiles })).toMatchObject({
			...{ do: 'show', page: 'steps', row: null, runs: false },
		});
	});

	it('shows no markup and no expression of the org', async () => {
		const shown = await page(WORKING);
		expect(textOf(shown)).not.toContain('{{');
		expect(textOf(shown)).not.toContain('<b>&');
		expect(shown.description).toContain('&lt;b&gt;&#123;&#123;');
	});
});

describe('an additional org', () => {
	const give = async (changes: IDataObject) => await answer(await build('additional'), changes);

	it('is tested, shown and then connected', async () => {
		const asked = await give({
			name: 'EMEA',
			download: 'https://n8n.x/workflow/Abc1?x=y',
			reclaim: '',
		});
		expect(asked).toMatchObject({
			page: 'connect',
			needs: 'tests',
			subflows: { download: 'Abc1', reclaim: '' },
		});
		const page = await build('connect', { answerBefore: asked as never, tests: WORKING });
		expect(page.title).toBe('Connect EMEA?');
		expect(await answer(page)).toMatchObject({
			do: 'connect',
			connectionRow: { name: 'EMEA', downloadSubflow: 'Abc1', orgId: '00D000000000001AAA' },
		});
	});

	it('that does not answer is asked for again, with what was typed', async () => {
		const asked = await give({ name: 'EMEA', download: 'nonsense', reclaim: 'r' });
		const page = await build('connect', {
			answerBefore: asked as never,
			tests: { download: { error: 'Workflow does not exist' } },
		});
		expect(page.page).toBe('additional');
		expect(fieldOf(page, 'download').defaultValue).toBe('nonsense');
		expect(textOf(page)).toContain('Check that the subflow named in the profile exists');
	});

	it.each([
		[{ name: 'salesforce crm', download: 'd' }, ['name']],
		[{ name: 'EMEA', download: '' }, ['download']],
		[{}, ['name', 'download']],
		[{ name: '', download: 'x', complete: ['There is no other org to connect'] }, ['name']],
	])('is refused as %j', async (given, fields) => {
		expect(await give(given)).toMatchObject({
			page: 'additional',
			row: null,
			mistakes: fields.map((field) => ({ field })),
		});
	});
});

describe('publishing', () => {
	it('shows what matches nothing first', async () => {
		const profile = { ...PUBLISHED, excludedIdentifiers: ['sfcd'] };
		const parameters = { profiles: [profile], licenses: LICENSES };
		const page = await build('review', parameters);
		expect(textOf(page)).toContain('It excludes nothing');
		expect(textOf(await build('review', { ...parameters, profiles: [PUBLISHED] }))).toContain(
			'match licenses of the org',
		);
		expect(textOf(await build('review', { profiles: [profile] }))).toContain(
			'could not be checked',
		);
		expect(textOf(page)).not.toMatch(/\bd1\b|\br1\b/);
	});

	const PREVIEW = {
		status: 'success',
		rows: [
			{
				candidates: 142,
				blocked: 3,
				savings: [{ amount: 61000.4, currency: 'USD' }],
				savingPeriod: 'year',
				exemptSeats: 2,
				isComplete: true,
				warnings: [],
			},
		],
	};

	it('shows first what the rules would find, without storing anything', async () => {
		const asked = await answer(await build('steps'), { otherwise: 'Review and publish' });
		expect(asked).toMatchObject({ do: 'show', page: 'review', needs: 'preview', row: null });
		expect(JSON.parse(asked.search?.rulesJson ?? '')).toMatchObject([{ name: 'Unused seats' }]);
		const page = await build('review', { preview: PREVIEW });
		expect(textOf(page)).toContain(
			'With these rules: 142 candidates, 61,000 USD a year, 3 blocked.',
		);
		expect(textOf(page)).toContain('2 seats of excluded users left out');
		const again = await answer(page, { otherwise: 'Try the rules again' });
		expect(again).toMatchObject({ page: 'review', needs: 'preview', row: null });
	});

	it.each<[unknown, string]>([
		[{ error: 'Salesforce is not available right now' }, 'Salesforce is not available right now'],
		[{ status: 'failure', errorMessage: 'The rule 1 is wrong.' }, 'The rule 1 is wrong.'],
		[{ status: 'success', rows: [] }, 'did not say what it found'],
		[{ status: 'success', rows: [{ candidates: null }] }, 'did not say what it found'],
		[{ status: 'success', rows: 'x' }, 'did not say what it found'],
		[{ x: 1 }, 'returned no answer'],
	])(
		'is not held up by a preview that answered %j, and says why there is none',
		async (preview, why) => {
			const page = await build('review', {
				preview: preview as IDataObject,
				profiles: [PUBLISHED],
			});
			expect(textOf(page)).toContain('There is no preview');
			expect(textOf(page)).toContain(why);
			expect(textOf(page)).not.toContain('With these rules');
			const profile = { ...PUBLISHED, status: 'Draft' };
			const draft = await build('review', {
				preview: preview as IDataObject,
				tests: WORKING,
				profiles: [profile],
			});
			expect(draft.button).toBe('Publish');
			expect(await answer(draft, {}, { profiles: [profile] })).toMatchObject({ runs: true });
		},
	);

	it('does not make up what the preview did not say', async () => {
		const rows = [{ candidates: 1, blocked: null, savings: [], isComplete: false }];
		const text = textOf(await build('review', { preview: { status: 'success', rows } }));
		expect(text).toContain('With these rules: 1 candidate, no price known, blockers unknown.');
		expect(text).toContain('Not everything could be read');
	});

	it('names the two subflows, never their IDs', async () => {
		const page = await build('review', { profiles: [PUBLISHED] });
		expect(textOf(page)).toContain('Salesforce CRM Download Subscriptions');
		expect(textOf(page)).toContain('Salesforce CRM Reclaim Subscription');
		expect(textOf(page)).not.toMatch(/>d1<|>r1</);
	});

	it('is one button on the review, and starts the first run', async () => {
		const profile = { ...PUBLISHED, status: 'Draft' };
		const page = await build('review', { tests: WORKING, profiles: [profile] });
		const done = await answer(page, {}, { profiles: [profile] });
		expect(done).toMatchObject({
			...{ do: 'save', runs: true, page: 'firstRun', needs: 'progress' },
			row: { status: 'Published', orgId: '00D000000000001AAA' },
		});
		expect(Date.parse(done.since)).toBeGreaterThan(Date.now() - 60_000);
		expect(done.history).toMatchObject({ what: 'Published', changedBy: 'ada@acme.com' });
		const now = { ...profile, maxUsers: 7 };
		const changed = await answer(page, {}, { profiles: [now] });
		expect(changed).toMatchObject({ do: 'show', page: 'review', row: null, runs: false });
		const published = { ...profile, status: 'Published' };
		expect(await answer(page, {}, { profiles: [published] })).toMatchObject({
			...{ do: 'show', page: 'steps', row: null, runs: false },
		});
	});

	it('of a profile with dry run off needs a confirmation', async () => {
		const profile = { ...PUBLISHED, status: 'Draft', dryRun: false };
		const page = await build('review', { tests: WORKING, profiles: [profile] });
		for (const confirm of [[], '', null, undefined, 'yes']) {
			const not = await answer(page, { confirm }, { profiles: [profile] });
			expect(not).toMatchObject({ do: 'show', page: 'review', row: null, runs: false });
			expect(not.message).toContain('Not published: dry run is off');
		}
		const confirm = ['Publish it with dry run off'];
		expect(await answer(page, { confirm }, { profiles: [profile] })).toMatchObject({ runs: true });
	});

	it('is not possible without an org, whatever the page carried', async () => {
		const profile = { ...PUBLISHED, status: 'Draft' };
		const page = await build('review', { tests: WORKING, profiles: [profile] });
		for (const carry of [undefined, {}, { orgId: '' }, { orgId: null }, { orgId: ['x'] }]) {
			const result = await answer({ ...page, carry } as never, {}, { profiles: [profile] });
			expect(result).toMatchObject({ do: 'show', row: null, runs: false });
		}
	});

	it.each([{ rules: null }, { rules: 'x' }, { maxUsers: -1 }, { rules: [{ inactivDays: 3 }] }])(
		'refuses a stored profile with %j',
		async (damage) => {
			const profile = { ...PUBLISHED, status: 'Draft', ...damage };
			const parameters = { profiles: [profile], tests: WORKING };
			const page = await build('review', parameters);
			expect(page.button).toBe('Back to the steps');
			const forged = { ...page, carry: { orgId: '00D000000000001AAA' } };
			const result = await answer(forged, {}, { profiles: [profile] });
			expect(result).toMatchObject({ do: 'show', page: 'review', row: null });
			expect(result.message).toContain('Not published');
		},
	);
});

describe('deleting', () => {
	const frozen = [
		{ state: 'Awaiting Revocation', graceUntil: '2026-12-01T00:00:00Z', username: 'mei@acme.com' },
		{ state: 'Ready', graceUntil: null, username: 'zoe@acme.com' },
	];

	it('needs the name, and nobody who stays frozen', async () => {
		const page = await build('delete');
		expect(await answer(page, { name: 'Acme' })).toMatchObject({ do: 'delete', row: { id: 1 } });
		for (const name of ['', 'acme', null, ['Acme']]) {
			expect(await answer(page, { name })).toMatchObject({
				do: 'show',
				page: 'delete',
				row: null,
				mistakes: [{ field: 'name' }],
			});
		}
		const back = { name: 'Acme', otherwise: 'Back to the steps' };
		expect(await answer(page, back)).toMatchObject({ do: 'show', page: 'steps', row: null });
		const kept = await answer(page, { name: 'Acme' }, { candidates: frozen });
		expect(kept).toMatchObject({ do: 'show', row: null });
		expect(kept.message).toContain('1 user is frozen: mei@acme.com');
	});
});

describe('hostile values', () => {
	const EVIL = '<script>alert(1)</script>{{ $env }}"';
	const ALL_PAGES = [
		...['steps', 'details', 'rules', 'json', 'users', 'asking', 'limits', 'review', 'delete'],
		...['connection', 'rename', 'copy', 'firstRun', 'register', 'additional'],
	];

	it('never become markup or expressions', async () => {
		const profile = {
			...PUBLISHED,
			displayName: 'Acme',
			connection: EVIL,
			orgName: EVIL,
			directory: [EVIL],
			rules: [
				{ name: EVIL, licenseIdentifiers: [EVIL], exemptions: [{ field: EVIL, value: EVIL }] },
			],
			excludedIdentifiers: [EVIL],
			prices: { [EVIL]: 1 },
		};
		const licenses = [{ ...LICENSES[0], licenseName: EVIL }];
		for (const page of ALL_PAGES) {
			const shown = await build(page, {
				profiles: [profile],
				licenses,
				moveTargets: [{ name: EVIL }],
				preview: { status: 'failure', errorMessage: EVIL },
				n8nUrl: `https://${EVIL}`,
				workflows: { schedule: EVIL },
				tests: { download: { error: EVIL } },
			});
			const markup = shown.fields.map(({ html }) => html ?? '').join('');
			expect(markup).not.toContain('<script');
			expect(markup).not.toContain('{{');
			const options = shown.fields.flatMap(({ fieldOptions }) => fieldOptions?.values ?? []);
			expect(JSON.stringify(options)).not.toContain('{{');
		}
	});

	it('in a table are read as if they were not there', async () => {
		const odd = { displayName: 'Acme', rules: 'x', lanes: [], prices: 7, dryRun: 'No', access: {} };
		for (const page of ALL_PAGES) {
			expect(await build(page, { profiles: [odd as never] })).toMatchObject({
				displayName: 'Acme',
			});
		}
		const shown = await build('limits', { profiles: [odd as never] });
		expect(fieldOf(shown, 'dryRun').defaultValue).toBe('Yes');
	});

	it.each<[string, IDataObject]>([
		['profiles', { profiles: 'x' }],
		['profiles', { profiles: [{}] }],
		['page', { page: 'nonsense' }],
		['formTask', { formTask: 'x' }],
		['tests', { tests: '[' }],
		['candidates', { candidates: [7] }],
		['moveTargets', { moveTargets: [{ id: 1 }] }],
		['jobs', { jobs: [7] }],
		['portions', { portions: '[' }],
		['preview', { preview: '[' }],
		['licenses', { licenses: [{ licenseKind: 'x' }] }],
	])('of the parameter %s are refused by its name', async (_, parameters) => {
		const { error } = await runNode(
			{ resource: 'profile', operation: 'form', page: 'steps', ...parameters } as never,
			{},
			[{}],
		);
		expect(error).not.toBeNull();
	});
});
