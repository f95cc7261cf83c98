/* eslint-disable @n8n/community-nodes/no-restricted-imports */
import { setTimeout as sleep } from 'node:timers/promises';

import type { IDataObject } from 'n8n-workflow';

import type { RunningOrg } from '../org/server';
import { startOrg } from '../org/server';
import type { OpenBrowser } from './browser';
import { openBrowser, screenshot, signInToN8n } from './browser';
import type { FormPages } from './formPages';
import { MailServer } from './mailServer';
import type { Owner } from './n8nApi';
import { N8nApi } from './n8nApi';
import type { RunningN8n } from './n8nServer';
import { startN8n } from './n8nServer';
import type { Row } from './playbook';
import { Playbook } from './playbook';
import { QuestionPages } from './questionPages';
import { SetupForm } from './setupForm';
import { testWholeChain } from './wholeChain';
import { createCredential } from './workflows';

jest.setTimeout(480_000);

const A_SECOND = 1 / 86_400;
const NEEDED = 'I still need it';
const NOT_NEEDED = 'I do not need it';
const APPEAL = 'I need my login back';

const mailServer = new MailServer();
let n8n: RunningN8n;
let api: N8nApi;
let org: RunningOrg;
let playbook: Playbook;
let browser: OpenBrowser;
let question: QuestionPages;
let form: FormPages;
let owner: Owner;
let people: Row[];
/** A candidate whose user has no e-mail address. */
let unreachable: Row;

beforeAll(async () => {
	await mailServer.start();
	n8n = await startN8n({ label: 'approvals' });
	api = new N8nApi(n8n.url);
	owner = await api.createOwner();
	org = await startOrg({ users: 90, seed: 3 });
	user(org.org.groundTruth.idleUsers[0]).Email = null;
	const credential = await createCredential(api, org, 'clientCredentials');
	await api.createCredential('Mail', 'smtp', mailServer.credential());
	playbook = new Playbook(api, await api.createApiKey('approvals'));
	const imported = await playbook.import({ credential: credential.name, smtp: 'Mail' });
	const waiting = imported.filter(({ unpublished }) => unpublished !== null);
	expect(waiting.map(({ name }) => name)).not.toContain('Ask by E-mail');
	await playbook.profile('Asking', {
		orgId: org.org.id,
		orgName: 'Acme',
		notifyUser: true,
		...PROFILE,
	});
	await playbook.run('refresh', 'Asking');
	await playbook.run('identify', 'Asking');
	const found = await playbook.rows('candidates', 'Asking');
	unreachable = found.find(({ email }) => email === null)!;
	// Salesforce refuses to deactivate some.
	const refused = new Set<unknown>(org.org.blockers.map(({ userId }) => userId));
	people = found.filter(({ state, managerId, userId }) => {
		return state === 'Ready' && managerId !== null && !isFrozen(userId) && !refused.has(userId);
	});
	// The people who are asked have no n8n login, so this browser does not sign in.
	browser = await openBrowser();
	question = new QuestionPages(await browser.context.newPage());
	({ form } = question);
}, 480_000);

afterAll(async () => {
	await browser?.close();
	await n8n?.stop();
	await org?.close();
	await mailServer.stop();
});

const PROFILE = {
	daysToAnswer: 7,
	graceDays: 14,
	onSilence: 'reclaim',
	managerEmail: 'decides@acme.example',
};

async function setProfile(settings: IDataObject): Promise<void> {
	const [{ id }] = (await playbook.rows('profiles')).filter(
		({ displayName }) => displayName === 'Asking',
	);
	await playbook.write('profiles', [{ id, ...PROFILE, dryRun: false, ...settings }]);
}

/** A candidate that no test has used yet. */
function nextCandidate(): Row {
	const row = people.shift();
	if (row === undefined) throw new Error('There are no candidates left; the org needs more users');
	return row;
}

async function askUser(row: Row) {
	expect(await playbook.reclaim('Asking', [row])).toMatchObject({ counts: { asked: 1 } });
	return await mailServer.next(row.email as string);
}

const manager = ({ managerId }: Row) => user(managerId).Email as string;
const user = (id: unknown) => org.org.rows('User').find(({ Id }) => Id === id)!;
const isFrozen = (id: unknown) =>
	org.org.rows('UserLogin').find(({ UserId }) => UserId === id)?.IsFrozen as boolean;
const orgSays = ({ userId }: Row) => ({
	active: user(userId).IsActive,
	frozen: isFrozen(userId),
	writes: org.org.inspector.writesByUser.get(userId as string) ?? 0,
});
const UNTOUCHED = { active: true, frozen: false, writes: 0 };

/** Waits until no workflow is running; workflows that wait for people do not count. */
async function idle(): Promise<void> {
	for (;;) {
		const { results } = await api.request<{ results: Array<{ status: string }> }>(
			'GET',
			`/rest/executions?filter=${encodeURIComponent('{"status":["running","new"]}')}`,
		);
		if (results.length === 0) return;
		await sleep(400);
	}
}

describe('the question to the user', () => {
	let row: Row;
	let link: string;

	test('comes by mail and states the license, since when it has been unused, the deadline, and what happens without an answer', async () => {
		row = nextCandidate();
		const mail = await askUser(row);
		[link] = mail.links;
		expect(mail).toMatchObject({
			from: '"Salesforce licenses" <licenses@example.com>',
			subject: `Do you still need your ${row.licenseName as string} license in Acme?`,
		});
		const day = (iso: unknown) =>
			new Date(String(iso)).toLocaleDateString('en-US', { dateStyle: 'long', timeZone: 'UTC' });
		const asked = await playbook.candidate(row.id);
		expect(asked).toMatchObject({ state: 'Awaiting User' });
		const words = mail.text.replace(/\s+/g, ' ');
		expect(words).toContain(`Hello ${row.name as string},`);
		expect(words).toContain(`has not been used since ${day(row.lastActivityAt)}`);
		expect(words).toContain(`answer by ${day(asked.answerUntil)}`);
		expect(words).toContain('If we do not hear from you, we will reclaim it.');
		expect(mail.links).toHaveLength(1);
		const days = (Date.parse(String(asked.answerUntil)) - Date.now()) / 86_400_000;
		expect(days).toBeGreaterThan(6.9);
		expect(days).toBeLessThanOrEqual(7);
		const reader = await browser.context.newPage();
		await reader.setContent(mail.html);
		await screenshot(reader, 'question-mail');
		await reader.close();
	});

	test('is not answered by a mail scanner that opens every link', async () => {
		const agents = [
			'Mozilla/5.0 (Windows NT 10.0; Win64; x64) AppleWebKit/537.36 Chrome/147.0.0.0 Safari/537.36',
			'Mozilla/5.0 (compatible; Barracuda Link Protection/1.0; bot)',
			'',
		];
		for (const agent of agents) {
			for (const method of ['GET', 'HEAD', 'OPTIONS']) {
				const response = await fetch(link, { method, headers: { 'user-agent': agent } });
				expect(response.status).toBeLessThan(400);
				await response.text();
			}
		}
		await question.open(link);
		expect(await playbook.candidate(row.id)).toMatchObject({ state: 'Awaiting User' });
		expect(orgSays(row)).toEqual(UNTOUCHED);
	});

	test('is signed: no other question can be answered by changing the URL', async () => {
		const other = new URL(link);
		other.pathname = other.pathname.replace(/\/(\d+)\//, (_, id) => `/${Number(id) - 1}/`);
		expect((await fetch(other)).ok).toBe(false);
		const forged = new URL(link);
		forged.searchParams.set('signature', '0'.repeat(64));
		expect((await fetch(forged)).status).toBe(401);
	});

	test('shows on its page what each answer does, and requires one', async () => {
		await question.open(link);
		await screenshot(form.page, 'question-page');
		const text = await form.text();
		expect(text).toContain('We ask your manager whether you keep it. Nothing changes before that.');
		expect(text).toContain('The login is paused now and closed after 14 days.');
		await form.page.locator('#submit-btn').click();
		await form.page.getByText('This field is required').first().waitFor();
		expect(await playbook.candidate(row.id)).toMatchObject({ state: 'Awaiting User' });
	});

	test('answered with yes, asks the manager, with the reason, as text', async () => {
		await question.answer(link, NEEDED, 'Year-end closing <b>& audit</b>');
		const mail = await mailServer.next(manager(row));
		expect(mail.subject).toBe(
			`Should ${row.name as string} keep the ${row.licenseName as string} license in Acme?`,
		);
		expect(mail.text.replace(/\s+/g, ' ')).toContain('Reason: “Year-end closing <b>& audit</b>”');
		expect(await playbook.candidate(row.id)).toMatchObject({
			state: 'Awaiting Approval',
			assignedTo: manager(row),
		});
		await question.open(mail.links[0]);
		expect(await form.text()).toContain('Year-end closing <b>& audit</b>');
		await screenshot(form.page, 'question-manager');

		// The user's link has done its work.
		await question.open(link);
		expect(await form.text()).toContain('No action required');
		const body = new FormData();
		body.set('field-0', NOT_NEEDED);
		await fetch(link, { method: 'POST', body });

		await question.answer(mail.links[0], 'Keep');
		const kept = await playbook.until(row.id, 'Closed Skipped');
		expect(kept.reason).toContain('The manager decided that the user keeps the license.');
		expect(Date.parse(String(kept.keepUntil))).toBeGreaterThan(Date.now() + 80 * 86_400_000);
		expect(orgSays(row)).toEqual(UNTOUCHED);
		expect(await playbook.run('identify', 'Asking')).toMatchObject({ created: 0 });
	});
});

describe('the answer', () => {
	test('"not needed" freezes the user; the appeal restores everything; a user who could not be notified is notified when the mail server works again', async () => {
		const row = nextCandidate();
		const { links } = await askUser(row);
		await mailServer.stop();
		await question.answer(links[0], NOT_NEEDED);
		const untold = await playbook.until(row.id, 'Attention Required');
		expect(untold.reason).toContain(`The question could not be sent to ${row.email as string}`);
		expect(untold.reason).toContain('ECONNREFUSED');
		expect(orgSays(row)).toMatchObject({ active: true, frozen: true });

		await mailServer.start();
		await playbook.run('update', 'Asking');
		expect(await playbook.candidate(row.id)).toMatchObject({ state: 'Ready' });
		const notice = await askUser(row);
		expect(notice.subject).toBe('Your login to Acme is paused');
		const told = await playbook.candidate(row.id);
		expect(told).toMatchObject({ state: 'Awaiting Revocation', graceUntil: told.answerUntil });
		// During the grace period the job skips it.
		await playbook.run('update', 'Asking');
		expect(orgSays(row)).toMatchObject({ active: true, frozen: true });

		await question.open(notice.links[0]);
		await screenshot(form.page, 'question-appeal');
		await question.answer(notice.links[0], APPEAL, 'I was on parental leave');
		const back = await playbook.until(row.id, 'Closed Skipped');
		expect(back.reason).toBe('The user appealed. The user has everything back.');
		expect(orgSays(row)).toMatchObject({ active: true, frozen: false });
	});

	test('"take it back" by the manager freezes the user', async () => {
		const row = nextCandidate();
		const { links } = await askUser(row);
		await question.answer(links[0], NEEDED);
		const toManager = await mailServer.next(manager(row));
		await question.answer(toManager.links[0], 'Take it back', 'The project is over');
		const frozen = await playbook.until(row.id, 'Awaiting Revocation');
		expect((frozen.notes as Array<{ text: string }>).map(({ text }) => text)).toContain(
			`The manager decided to take the license back. Decided by ${manager(row)}. Comment: “The project is over”`,
		);
		expect((await mailServer.next(row.email as string)).subject).toContain('paused');
		expect(orgSays(row)).toMatchObject({ active: true, frozen: true });
	});

	test('"keep until a date" by the manager keeps the license until that day, without one for 90 days', async () => {
		const [dated, undated] = [nextCandidate(), nextCandidate()];
		const toManager = async (row: Row) => {
			const { links } = await askUser(row);
			await question.answer(links[0], NEEDED);
			return (await mailServer.next(manager(row))).links[0];
		};
		const day = `${new Date().getUTCFullYear() + 2}-03-31`;
		const link = await toManager(dated);
		await question.open(link);
		await form.tick('Keep until a date');
		await form.fill('Until (only for', day);
		await screenshot(form.page, 'question-date');
		await form.page.setViewportSize({ width: 360, height: 900 });
		await screenshot(form.page, 'question-date-phone');
		await form.page.setViewportSize({ width: 1280, height: 900 });
		await question.answer(link, 'Keep until a date', 'Parental leave', day);
		expect(await playbook.until(dated.id, 'Closed Skipped')).toMatchObject({
			keepUntil: `${day}T00:00:00.000Z`,
			reason: `The manager decided that the user keeps the license until ${day}. Decided by ${manager(dated)}. Comment: “Parental leave”`,
		});

		await question.answer(await toManager(undated), 'Keep until a date');
		const kept = await playbook.until(undated.id, 'Closed Skipped');
		expect(kept.reason).toContain('but entered none, so it is kept for 90 days.');
		for (const row of [dated, undated]) expect(orgSays(row)).toEqual(UNTOUCHED);
	});

	test('"take it back" with a date reclaims nothing: the manager is asked again, and told why', async () => {
		const row = nextCandidate();
		const { links } = await askUser(row);
		await question.answer(links[0], NEEDED);
		const first = await mailServer.next(manager(row));
		await question.answer(first.links[0], 'Take it back', '', '2099-01-01');
		const stopped = await playbook.until(row.id, 'Attention Required');
		expect(stopped).toMatchObject({ errorCode: 'UNCLEAR_ANSWER' });
		expect(stopped.reason).toContain('“Take it back”, with the date “2099-01-01”');
		expect(orgSays(row)).toEqual(UNTOUCHED);

		await playbook.run('update', 'Asking');
		await playbook.reclaim('Asking', [row]);
		const again = await mailServer.next(manager(row));
		expect(again.text.replace(/\s+/g, ' ')).toContain('The previous answer was unclear');
		await question.answer(again.links[0], 'Keep');
		await playbook.until(row.id, 'Closed Skipped');
		expect(orgSays(row)).toEqual(UNTOUCHED);
	});

	test('that is not one of the choices decides nothing', async () => {
		const row = nextCandidate();
		const { links } = await askUser(row);
		// n8n takes an answer only once the execution waits.
		await question.open(links[0]);
		const body = new FormData();
		body.set('field-0', JSON.stringify(['Whatever']));
		expect((await fetch(links[0], { method: 'POST', body })).status).toBe(200);
		const stopped = await playbook.until(row.id, 'Attention Required');
		expect(stopped.reason).toContain('not one of the choices');
		expect(orgSays(row)).toEqual(UNTOUCHED);
	});

	test('to a question that has been closed since then changes nothing', async () => {
		const row = nextCandidate();
		const { links } = await askUser(row);
		const { id } = row;
		await playbook.write('candidates', [{ id, state: 'Closed Skipped', reason: 'Deleted.' }]);
		await question.answer(links[0], NOT_NEEDED);
		await idle();
		expect(await playbook.candidate(id)).toMatchObject({ state: 'Closed Skipped' });
		expect(orgSays(row)).toEqual(UNTOUCHED);
	});

	test('is kept when it cannot be carried out, and no one is asked again', async () => {
		const row = nextCandidate();
		const { links } = await askUser(row);
		await setProfile({ dryRun: true });
		await question.answer(links[0], NOT_NEEDED);
		const stopped = await playbook.until(row.id, 'Attention Required');
		expect(stopped.reason).toContain('dry run');
		expect(orgSays(row)).toEqual(UNTOUCHED);
		await setProfile({ dryRun: false, graceDays: 0 });
		await playbook.run('update', 'Asking');
		await playbook.reclaim('Asking', [row]);
		await playbook.until(row.id, 'Closed Complete');
		expect(orgSays(row)).toMatchObject({ active: false });
		expect(mailServer.mails).toEqual([]);
		await setProfile({});
	});
});

describe('when no one can be asked', () => {
	test('a user without an e-mail address needs attention until there is one', async () => {
		const row = unreachable;
		expect(row).toMatchObject({
			state: 'Attention Required',
			reason:
				'The user cannot be asked: there is no e-mail address in Salesforce. Enter one in Salesforce (Setup > Users > the user > Email).',
		});
		await playbook.run('update', 'Asking');
		expect(await playbook.candidate(row.id)).toMatchObject({ state: 'Attention Required' });
		user(row.userId).Email = 'found@acme.example';
		await playbook.run('refresh', 'Asking');
		await playbook.run('update', 'Asking');
		expect(await playbook.candidate(row.id)).toMatchObject({
			state: 'Ready',
			email: 'found@acme.example',
		});
	});

	test('a user without a manager: the fallback approver decides, never the user', async () => {
		const row = nextCandidate();
		await setProfile({ managerEmail: row.email as string });
		await playbook.write('candidates', [{ id: row.id, managerId: null }]);
		const { links } = await askUser(row);
		await question.answer(links[0], NEEDED);
		const stopped = await playbook.until(row.id, 'Attention Required');
		expect(stopped.reason).toContain('there is no manager to decide');
		await playbook.run('update', 'Asking');
		expect(await playbook.candidate(row.id)).toMatchObject({ state: 'Attention Required' });

		await setProfile({ managerEmail: PROFILE.managerEmail });
		await playbook.run('update', 'Asking');
		await playbook.reclaim('Asking', [row]);
		const toDecide = await mailServer.next(PROFILE.managerEmail);
		expect(toDecide.subject).toContain(`Should ${row.name as string} keep`);
		await question.answer(toDecide.links[0], 'Keep');
		await playbook.until(row.id, 'Closed Skipped');
		expect(orgSays(row)).toEqual(UNTOUCHED);
	});

	test('the mail server is down: nothing is lost, and the next run asks', async () => {
		const row = nextCandidate();
		await mailServer.stop();
		await playbook.reclaim('Asking', [row]);
		const stopped = await playbook.until(row.id, 'Attention Required');
		expect(stopped.reason).toContain('ECONNREFUSED');
		expect(stopped.reason).toContain('Ask by ...');
		expect(orgSays(row)).toEqual(UNTOUCHED);
		await mailServer.start();
		expect(await playbook.run('update', 'Asking')).toMatchObject({ status: 'success' });
		expect((await askUser(row)).subject).toContain('Do you still need');
		expect(await playbook.candidate(row.id)).toMatchObject({ state: 'Awaiting User' });
	});
});

describe('silence', () => {
	test('follows the profile', async () => {
		const [keeping, losing, deciding, paused] = [
			nextCandidate(),
			nextCandidate(),
			nextCandidate(),
			nextCandidate(),
		];
		// First, and alone: a profile that changes between a dry run and its write stops the job.
		await setProfile({ graceDays: A_SECOND });
		await question.answer((await askUser(paused)).links[0], NOT_NEEDED);
		const notice = await mailServer.next(paused.email as string);
		expect(orgSays(paused)).toMatchObject({ active: true, frozen: true });

		await setProfile({ graceDays: 0, daysToAnswer: A_SECOND, onSilence: 'keep' });
		const unanswered = await askUser(keeping);
		expect(unanswered.text.replace(/\s+/g, ' ')).toContain('from you, you keep it.');

		await setProfile({ graceDays: 0, daysToAnswer: A_SECOND });
		await askUser(losing);

		await setProfile({ graceDays: 0 });
		const { links } = await askUser(deciding);
		await setProfile({ graceDays: 0, daysToAnswer: A_SECOND });
		await question.answer(links[0], NEEDED);
		await mailServer.next(manager(deciding));

		await setProfile({ graceDays: 0 });
		expect(await playbook.until(keeping.id, 'Closed Skipped')).toMatchObject({
			reason: 'The user did not answer in time. The profile keeps the license in that case.',
		});
		expect(orgSays(keeping)).toEqual(UNTOUCHED);
		for (const row of [losing, deciding, paused]) {
			await playbook.until(row.id, 'Closed Complete');
			expect(orgSays(row)).toMatchObject({ active: false });
		}

		// Links after their time change nothing, and say so.
		for (const link of [unanswered.links[0], notice.links[0]]) {
			await question.open(link);
			expect(await form.text()).toContain('No action required');
			const body = new FormData();
			body.set('field-0', JSON.stringify([APPEAL]));
			await fetch(link, { method: 'POST', body });
		}
		await idle();
		expect(await playbook.candidate(keeping.id)).toMatchObject({ state: 'Closed Skipped' });
		expect(await playbook.candidate(paused.id)).toMatchObject({ state: 'Closed Complete' });
		expect(orgSays(paused)).toMatchObject({ active: false });
		// n8n looks once a minute for what has waited long enough, and for executions that missed the end of a sub-workflow.
	}, 480_000);
});

describe('with tables in Data Tables', () => {
	/** Of a person with an n8n login. */
	let office: OpenBrowser;
	let setup: SetupForm;

	beforeAll(async () => {
		await setProfile({ status: 'Draft' });
		office = await openBrowser();
		const page = await office.context.newPage();
		await signInToN8n(page, n8n.url, owner);
		setup = new SetupForm(page);
	});

	afterAll(async () => await office?.close());

	testWholeChain(() => ({
		...{ url: n8n.url, api, playbook, org, mails: mailServer, setup, question },
	}));
});
