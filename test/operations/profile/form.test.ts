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

/** The page of the profile, filled in and sent. */
async function details(
	changes: IDataObject = {},
	profile: IDataObject = DRAFT,
	parameters: IDataObject = {},
) {
	const shown = await build('details', { profiles: [profile], ...parameters });
	return await answer(shown, changes, { profiles: [profile], ...parameters });
}
const json = (rules: unknown) => ({
	ruleSource: 'Use JSON',
	rulesJson: typeof rules === 'string' ? rules : JSON.stringify(rules),
});

describe('the page of the profile', () => {
	it('saves what it shows, and completes the step', async () => {
		const { do: does, row, page, history } = await details();
		expect({ does, page }).toEqual({ does: 'save', page: 'steps' });
		expect(row).toMatchObject({
			id: 1,
			connection: 'Salesforce CRM',
			downloadSubflow: 'd1',
			reclaimSubflow: 'r1',
			rules: DRAFT.rules,
			maxUsers: 100,
			dryRun: true,
			lanes: { register: true, details: true },
		});
		expect(history).toMatchObject({ profile: 'Acme', changedBy: 'ada@acme.com' });
		// Shown and saved again, nothing changes.
		const again = await details({}, { ...DRAFT, ...row });
		expect(again.row).toEqual(row);
		expect(again.history).toBeNull();
	});

	test.each<[string, IDataObject, string, string]>([
		['a number out of range', { maxPercent: '101' }, 'maxPercent', 'from 0 to 100'],
		['prices in words', { prices: 'SFDC=expensive' }, 'prices', 'is not a price'],
		['a name for a username', { excludedUsernames: 'Ada L' }, 'excludedUsernames', 'neither'],
		['a name for an address', { alertEmail: 'the boss' }, 'alertEmail', 'not an e-mail address'],
		['no way to reclaim', { connection: 'Read only' }, 'reclaim', 'has no reclaim subflow'],
		['no time to answer', { notifyUser: 'Yes', daysToAnswer: '0' }, 'daysToAnswer', 'Enter 1'],
		['an unknown action', { action: 'Delete' }, 'action', 'Choose one of Deactivate the user'],
		['a kind that is not a text', { licenseKinds: [null] as never }, 'licenseKinds', 'Choose from'],
		[
			'a move to a user',
			{ action: 'Move the user to a cheaper profile', targetProfileId: '005000000000001' },
			'targetProfileId',
			'begin with 00e',
		],
		['rules that are not JSON', json('[{'), 'rulesJson', 'not valid JSON'],
		['no rule', json([]), 'rulesJson', 'there is no rule'],
	])('with %s says so at the field, and keeps what was typed', async (_, changes, at, message) => {
		const result = await details(changes);
		expect(result).toMatchObject({ do: 'show', page: 'details', row: null });
		const mistake = result.mistakes.find(({ field }) => field === at);
		expect(mistake?.message).toContain(message);
		const again = await build('details', { answerBefore: result as unknown as IDataObject });
		const index = again.fields.indexOf(fieldOf(again, at));
		expect(again.fields[index - 1].html).toContain('⚠');
		for (const [name, value] of Object.entries(changes)) {
			if (typeof value === 'string') expect(fieldOf(again, name).defaultValue).toBe(value);
		}
	});

	it('says all mistakes at once', async () => {
		const { mistakes } = await details({
			maxUsers: '0',
			prices: 'x',
			alertEmail: 'x',
			currency: '$',
		});
		expect(new Set(mistakes.map(({ field }) => field))).toEqual(
			new Set(['maxUsers', 'prices', 'alertEmail', 'currency']),
		);
	});

	it('keeps a half-done page without any effect, mistakes included', async () => {
		const changes = { saveAs: 'Save, and continue later', prices: 'SFDC=', dryRun: 'No' };
		const { do: does, row } = await details(changes);
		expect(does).toBe('save');
		expect(Object.keys(row ?? {}).sort()).toEqual(['displayName', 'id', 'lanes']);
		expect(row?.lanes).not.toHaveProperty('details');
		const profile = { ...DRAFT, ...row };
		const again = await build('details', { profiles: [profile] });
		expect(fieldOf(again, 'prices').defaultValue).toBe('SFDC=');
		expect(fieldOf(again, 'dryRun').defaultValue).toBe('No');
		expect(textOf(again)).toContain('they have no effect yet');
		expect(textOf(await build('steps', { profiles: [profile] }))).toContain('Half done');
		const complete = await details({ prices: 'SFDC=2' }, profile as never);
		expect(complete.row).toMatchObject({ prices: { SFDC: 2 }, dryRun: false });
		expect(JSON.stringify(complete.row?.lanes)).not.toContain('detailsDraft');
	});

	it('lists the licenses of the org by name, with their seats, and stores identifiers', async () => {
		const parameters = { licenses: LICENSES };
		const shown = await build('details', parameters);
		const options = fieldOf(shown, 'licenseIdentifiers').fieldOptions?.values;
		expect(options).toEqual([
			{ option: 'Salesforce (SFDC): 100 owned, 80 used, 20 unused' },
			{ option: 'Salesforce Platform (AUL): 3 used' },
		]);
		const { row } = await answer(
			shown,
			{ licenseIdentifiers: [options?.[0].option ?? ''] },
			parameters,
		);
		expect(row).toMatchObject({ rules: [{ licenseIdentifiers: ['SFDC'] }] });
		const stored = {
			...DRAFT,
			rules: [{ ...DRAFT.rules[0], licenseIdentifiers: ['salesforce', 'X'] }],
		};
		const again = await build('details', { ...parameters, profiles: [stored] });
		expect(fieldOf(again, 'licenseIdentifiers').defaultValue).toEqual([
			'Salesforce (SFDC): 100 owned, 80 used, 20 unused',
			'X',
		]);
	});

	it.each([[[]], [LICENSES.map((one) => ({ ...one, total: null, used: null }))]])(
		'does not make up seats that were not read',
		async (licenses) => {
			const shown = await build('details', { licenses });
			expect(JSON.stringify(shown.fields)).not.toMatch(/\b0 (used|unused|owned)|NaN|undefined/);
		},
	);

	it('takes the profile to move to by its name', async () => {
		const move = { action: 'Move the user to a cheaper profile' };
		const { row } = await details({ ...move, targetProfileId: 'Standard Platform User' });
		expect(row).toMatchObject({ rules: [{ targetProfile: 'Standard Platform User' }] });
		const byId = await details({ ...move, targetProfileId: '00e5g0030000012EAA' });
		expect(byId.row).toMatchObject({ rules: [{ targetProfileId: '00e5g0030000012EAA' }] });
		const nowhere = await details({ ...move, targetProfileId: '' });
		expect(nowhere.mistakes[0]).toMatchObject({ field: 'targetProfileId' });
	});

	it('says which names match no license of the org', async () => {
		const { warnings, row, message } = await details(
			{ excludedIdentifiers: 'sfcd, aul', prices: 'Nothing=5' },
			DRAFT,
			{ licenses: LICENSES },
		);
		expect(row).not.toBeNull();
		expect(warnings.map(({ field }) => field)).toEqual(['excludedIdentifiers', 'prices']);
		expect(message).toContain('"sfcd"');
		expect(message).not.toContain('"aul"');
	});
});

describe('a link', () => {
	it('names no field of a page: names are new each time', async () => {
		const [one, two] = [await build('details'), await build('details')];
		const names = [one, two].flatMap(({ fields }) => fields.flatMap((f) => f.fieldName ?? []));
		expect(new Set(names).size).toBe(names.length);
		expect(names).not.toContain('dryRun');
	});

	it('cannot answer for a page: what has another name is ignored', async () => {
		const shown = await build('details');
		const item = { ...filledIn(shown), dryRun: 'No', dryRun_x: 'No', maxUsers: 100_000 };
		const { row } = await form(
			{
				formTask: 'read',
				page: 'details',
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
			const shown = await build('details');
			const result = await answer(shown, { dryRun: 'No' }, { pageShown: pageShown as never });
			expect(result).toMatchObject({ do: 'show', page: 'details', row: null });
		},
	);
});

describe('a published profile', () => {
	const published = { profiles: [PUBLISHED] };

	it('shows what changes and asks before it takes effect, above all the end of the dry run', async () => {
		const asked = await details({ maxUsers: '5', dryRun: 'No' }, PUBLISHED);
		expect(asked).toMatchObject({ do: 'show', page: 'changes', row: null });
		const page = await build('changes', { ...published, answerBefore: asked as never });
		expect(textOf(page)).toContain('Reclaim takes seats back in Salesforce');
		expect(textOf(page)).toMatch(/Dry run\?<\/td><td>Yes<\/td><td>No/);
		expect(textOf(page).indexOf('Dry run?<')).toBeLessThan(textOf(page).indexOf('Maximum users'));
		const refused = await answer(page, {}, published);
		expect(refused).toMatchObject({ do: 'show', page: 'details', row: null });
		expect(refused.entered).toMatchObject({ maxUsers: '5', dryRun: 'No' });
		const applied = await answer(page, { confirm: ['Apply these changes'] }, published);
		expect(applied.row).toMatchObject({ dryRun: false, maxUsers: 5, status: 'Published' });
		expect(applied.history).toMatchObject({
			changedBy: 'ada@acme.com',
			changes: [
				{ field: 'dryRun', before: 'Yes', after: 'No' },
				{ field: 'maxUsers', before: '100', after: '5' },
			],
		});
	});

	it.each(['Yes', true, null, '', 'Apply'])(
		'is not changed by the confirmation %j',
		async (confirm) => {
			const asked = await details({ dryRun: 'No' }, PUBLISHED);
			const page = await build('changes', { ...published, answerBefore: asked as never });
			const result = await answer(page, { confirm }, published);
			expect(result).toMatchObject({ do: 'show', row: null });
		},
	);

	it('becomes a draft again with another connection', async () => {
		const { row, message } = await details({ connection: 'Read only', reclaim: 'No' }, PUBLISHED);
		expect(row).toMatchObject({ status: 'Draft', lanes: { connection: false, publish: false } });
		expect(message).toContain('a draft again');
	});
});

describe('two tabs', () => {
	it('do not overwrite each other: what others changed is marked, and what was typed stays', async () => {
		const shown = await build('details', { profiles: [PUBLISHED] });
		const now = { ...PUBLISHED, dryRun: false, maxUsers: 7 };
		const result = await answer(shown, { graceDays: '3' }, { profiles: [now] });
		expect(result).toMatchObject({ do: 'show', page: 'details', row: null });
		expect(result.mistakes.map(({ field }) => field).sort()).toEqual(['dryRun', 'maxUsers']);
		expect(result.entered).toMatchObject({ graceDays: '3' });
	});

	it('do not confirm changes of a profile that changed meanwhile', async () => {
		const asked = await details({ maxUsers: '5' }, PUBLISHED);
		const page = await build('changes', { profiles: [PUBLISHED], answerBefore: asked as never });
		const now = { ...PUBLISHED, excludedUsernames: ['ceo@acme.com'] };
		const confirm = { confirm: ['Apply these changes'] };
		expect(await answer(page, confirm, { profiles: [now] })).toMatchObject({
			do: 'show',
			row: null,
		});
	});

	it('lead back to the list when the profile was deleted', async () => {
		const shown = await build('details');
		expect(await answer(shown, {}, { profiles: [] })).toMatchObject({
			do: 'show',
			page: 'profiles',
			row: null,
		});
		expect(await build('details', { profiles: [] })).toMatchObject({ page: 'profiles' });
	});

	it('each write only their own columns of other steps', async () => {
		const shown = await build('register', { answerBefore: { grant: 'client' } });
		const now = { ...DRAFT, dryRun: false, lanes: { register: false, details: true } };
		const { row } = await answer(
			shown,
			{ complete: ['The app is registered'] },
			{ profiles: [now] },
		);
		expect(row).toEqual({
			id: 1,
			displayName: 'Acme',
			lanes: { register: true, details: true, steps: [] },
		});
	});
});

describe('the steps', () => {
	it('preselect the next one that is open', async () => {
		expect(fieldOf(await build('steps'), 'next').defaultValue).toBe('Profile details');
		const all = await build('steps', { profiles: [PUBLISHED] });
		expect(fieldOf(all, 'next').defaultValue).toBe('Save and close');
	});

	it.each([
		['Register a Salesforce application', { page: 'grant', needs: 'nothing' }],
		['Profile details', { page: 'details', needs: 'licenses' }],
		['Connection and credential', { page: 'connection', needs: 'tests' }],
		['Connect an additional org (optional)', { page: 'additional', needs: 'nothing' }],
		['Review and publish', { page: 'review', needs: 'licenses' }],
		[
			'First run',
			{ page: 'steps', message: expect.stringContaining('Drafts do not run') as string },
		],
		['Delete the profile', { page: 'delete', needs: 'candidates' }],
		['Save and close', { do: 'leave' }],
		['nonsense', { do: 'show', page: 'steps' }],
	])('lead from %s to its page', async (next, expected) => {
		expect(await answer(await build('steps'), { next })).toMatchObject(expected);
	});

	it('unpublish a profile, and keep who did it', async () => {
		const shown = await build('steps', { profiles: [PUBLISHED] });
		const result = await answer(shown, { next: 'Unpublish' }, { profiles: [PUBLISHED] });
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

describe('the connection', () => {
	const page = async (tests: IDataObject, profile: IDataObject = PUBLISHED) =>
		await build('connection', { tests, profiles: [profile] });

	it('is shown as it was tested, and stored', async () => {
		const shown = await page(WORKING);
		expect(textOf(shown)).toContain('The connection works');
		const { row } = await answer(shown, {}, { profiles: [PUBLISHED] });
		expect(row).toMatchObject({ orgId: '00D000000000001AAA', lanes: { connection: true } });
	});

	it('names the missing permission and its Setup path', async () => {
		const shown = await page({ ...WORKING, reclaim: subflow(['reclaim'], ['reclaim']) });
		expect(textOf(shown)).toContain('Connected, but permissions are missing');
		expect(textOf(shown)).toMatch(/grant <b>Manage Users<\/b> \(Setup &gt; Users\)/);
		const { row } = await answer(shown, {}, { profiles: [PUBLISHED] });
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
		const publish = await build('publish', {
			tests: tests as IDataObject,
			profiles: [PUBLISHED],
		});
		const isRefused = publish.page === 'steps' && textOf(publish).includes('Not published');
		expect(isRefused).toBe(true);
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
		[{ name: 'salesforce crm', download: 'd' }, 'name'],
		[{ name: 'EMEA', download: '' }, 'download'],
	])('is refused as %j', async (given, field) => {
		expect(await give(given)).toMatchObject({ page: 'additional', mistakes: [{ field }] });
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

	it('takes place after a confirmation, and starts the first run', async () => {
		const profile = { ...PUBLISHED, status: 'Draft' };
		const page = await build('publish', { tests: WORKING, profiles: [profile] });
		const confirm = { confirm: ['Publish it and start the first run'] };
		const done = await answer(page, confirm, { profiles: [profile] });
		expect(done).toMatchObject({ do: 'save', runs: true, row: { status: 'Published' } });
		expect(done.history).toMatchObject({ what: 'Published', changedBy: 'ada@acme.com' });
		const not = await answer(page, { confirm: [] }, { profiles: [profile] });
		expect(not.row).not.toHaveProperty('status');
		const now = { ...profile, dryRun: false };
		const changed = await answer(page, confirm, { profiles: [now] });
		expect(changed).toMatchObject({ do: 'show', page: 'review', row: null });
	});

	it.each([{ rules: null }, { rules: 'x' }, { maxUsers: -1 }, { rules: [{ inactivDays: 3 }] }])(
		'refuses a stored profile with %j',
		async (damage) => {
			const profile = { ...PUBLISHED, ...damage };
			const page = await build('review', { profiles: [profile] });
			const result = await answer(page, { decision: 'Publish' }, { profiles: [profile] });
			expect(result).toMatchObject({ do: 'show', page: 'review', row: null });
			expect(result.message).toContain('Not published');
		},
	);

	it('says what the first run found, or why it failed', async () => {
		const read = async (firstRun: unknown) =>
			await form({
				formTask: 'read',
				page: 'firstRun',
				displayName: 'Acme',
				profiles: [PUBLISHED],
				firstRun: firstRun as IDataObject,
			});
		const refresh = { status: 'success', counts: { subscriptions: 1200, licenses: 3 } };
		const identify = { status: 'success', counts: { open: 1 } };
		expect(await read({ refresh, identify })).toMatchObject({
			message: 'First run complete: 1,200 subscriptions of 3 licenses, 1 open candidate.',
			row: { lanes: { firstRun: true } },
		});
		for (const firstRun of [{}, { refresh }, { refresh, identify: { error: 'Away' } }]) {
			const { message, row } = await read(firstRun);
			expect(message).toContain('The first run failed');
			expect(row).toMatchObject({ lanes: { firstRun: false } });
		}
	});
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
			expect(await answer(page, { name })).toMatchObject({ do: 'show', row: null });
		}
		const kept = await answer(page, { name: 'Acme' }, { candidates: frozen });
		expect(kept).toMatchObject({ do: 'show', row: null });
		expect(kept.message).toContain('1 user is frozen: mei@acme.com');
	});
});

describe('hostile values', () => {
	const EVIL = '<script>alert(1)</script>{{ $env }}"';

	it('never become markup or expressions', async () => {
		const profile = {
			...PUBLISHED,
			connection: EVIL,
			orgName: EVIL,
			excludedIdentifiers: [EVIL],
			prices: { [EVIL]: 1 },
		};
		const licenses = [{ ...LICENSES[0], licenseName: EVIL }];
		for (const page of ['steps', 'details', 'review', 'delete', 'connection']) {
			const shown = await build(page, { profiles: [profile], licenses });
			const markup = shown.fields.map(({ html }) => html ?? '').join('');
			expect(markup).not.toContain('<script');
			expect(markup).not.toContain('{{');
			const options = shown.fields.flatMap(({ fieldOptions }) => fieldOptions?.values ?? []);
			expect(JSON.stringify(options)).not.toContain('{{');
		}
	});

	it('in a table are read as if they were not there', async () => {
		const odd = { displayName: 'Acme', rules: 'x', lanes: [], prices: 7, dryRun: 'No', access: {} };
		for (const page of ['steps', 'details', 'review', 'connection', 'delete']) {
			expect(await build(page, { profiles: [odd as never] })).toMatchObject({
				displayName: 'Acme',
			});
		}
		const shown = await build('details', { profiles: [odd as never] });
		expect(fieldOf(shown, 'dryRun').defaultValue).toBe('Yes');
	});

	it.each<[string, IDataObject]>([
		['profiles', { profiles: 'x' }],
		['profiles', { profiles: [{}] }],
		['page', { page: 'nonsense' }],
		['formTask', { formTask: 'x' }],
		['tests', { tests: '[' }],
		['candidates', { candidates: [7] }],
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
