/* eslint-disable @n8n/community-nodes/no-restricted-imports */
import { randomBytes } from 'node:crypto';
import { mkdtempSync, rmSync } from 'node:fs';
import os from 'node:os';
import path from 'node:path';

import type { FaultKind } from '../org/faults';
import type { RunningOrg } from '../org/server';
import { startOrg } from '../org/server';
import type { OpenBrowser } from './browser';
import { openBrowser, signInToN8n } from './browser';
import { FormPages } from './formPages';
import { N8nApi } from './n8nApi';
import type { RunningN8n } from './n8nServer';
import { startN8n } from './n8nServer';
import type { Row } from './playbook';
import { Playbook } from './playbook';
import { until } from './until';
import { createCredential } from './workflows';

jest.setTimeout(900_000);

/** The org is asked to change users by one call, whatever the version of the API. */
const WRITE = { method: 'PATCH', path: /\/composite\/sobjects/ };
const USERS = 3;

const userFolder = mkdtempSync(path.join(os.tmpdir(), 'n8n-salesforce-licenses-'));
const env = { N8N_ENCRYPTION_KEY: randomBytes(24).toString('hex') };
const server = { label: 'crash', userFolder, env } as const;
let n8n: RunningN8n;
let api: N8nApi;
let org: RunningOrg;
let playbook: Playbook;
let browser: OpenBrowser;
let form: FormPages;

beforeAll(async () => {
	n8n = await startN8n(server);
	api = new N8nApi(n8n.url);
	const owner = await api.createOwner();
	org = await startOrg({ users: 60, seed: 5 });
	const credential = await createCredential(api, org, 'clientCredentials');
	playbook = new Playbook(api, await api.createApiKey('crash'));
	await playbook.import({ credential: credential.name });
	browser = await openBrowser();
	const page = await browser.context.newPage();
	await signInToN8n(page, n8n.url, owner);
	form = new FormPages(page);
});

afterAll(async () => {
	await browser?.close();
	await n8n?.stop();
	await org?.close();
	rmSync(userFolder, { recursive: true, force: true });
});

const user = (id: unknown) => org.org.rows('User').find(({ Id }) => Id === id)!;
const frozen = (id: unknown) =>
	org.org.rows('UserLogin').find(({ UserId }) => UserId === id)?.IsFrozen as boolean;

/** Candidates of a profile of its own, so that what one test took is not in the way of the next. */
async function candidatesOf(profile: string, settings = {}): Promise<Row[]> {
	await playbook.profile(profile, settings);
	await playbook.run('identify', profile);
	const ready = (await playbook.rows('candidates', profile)).filter(
		({ state, userId, licenseIdentifier }) =>
			// Of one license, so that they are one group of the form; who is frozen already stays frozen.
			state === 'Ready' &&
			licenseIdentifier === 'SFDC' &&
			user(userId).IsActive === true &&
			!frozen(userId),
	);
	expect(ready.length).toBeGreaterThanOrEqual(USERS);
	return ready.slice(0, USERS);
}

/** Reclaims, and kills n8n the moment a write reaches the org; `fault` says what the org makes of it. */
async function killedInTheWrite(profile: string, rows: Row[], fault: FaultKind): Promise<void> {
	org.org.inspector.writesByRecord.clear();
	const died = new Promise<void>((resolve, reject) => {
		const onDue = () => void n8n.kill().then(resolve, reject);
		org.faults.add({ ...WRITE, kind: fault, times: 1, onDue });
	});
	const candidateIds = rows.map(({ id }) => id);
	await playbook.start('Run a Job', { job: 'reclaim', profile, candidateIds, ask: true });
	await died;
	org.faults.clear();
}

/** The same data on the same address. */
async function startAgain(): Promise<void> {
	const port = Number(new URL(n8n.url).port);
	n8n = await startN8n({ ...server, port });
}

async function settled(rows: Row[], isSettled: (row: Row) => boolean): Promise<Row[]> {
	return await until(
		'the candidates are settled',
		async () => {
			const now = await Promise.all(rows.map(async ({ id }) => await playbook.candidate(id)));
			return now.every(isSettled) ? now : undefined;
		},
		180_000,
	);
}

async function theRun(profile: string): Promise<Row> {
	const [run] = (await playbook.rows('job_results', profile)).filter(
		({ job }) => job === 'reclaim',
	);
	return run;
}

async function giveBackAll(profile: string): Promise<void> {
	await form.open(
		`${n8n.url}/form/salesforce-licenses-reclaim?profile=${encodeURIComponent(profile)}`,
		'Salesforce licenses: reclaim or give back',
	);
	await form.tick('Give back');
	await form.submit('Give back');
	await form.submit(`Give back: ${USERS} candidates`);
	await form.tick(`All ${USERS}`, 'Give back');
	await form.submit(`Give back ${USERS} seats of ${USERS} people?`);
	await form.tick('Yes, give back now');
	await form.submit('Done');
}

describe.each([
	{ name: 'the write never reached the org', fault: 'resetBefore' as const, written: false },
	{
		name: 'the org saved it, but the response was lost',
		fault: 'resetAfter' as const,
		written: true,
	},
])('n8n killed in the middle of a reclaim: $name', ({ name, fault, written }) => {
	let rows: Row[];

	test('plan and before-image are stored, and no outcome', async () => {
		rows = await candidatesOf(name);
		await killedInTheWrite(name, rows, fault);
		// Users who follow each other take a call each, so the one call may have held only some of them.
		expect(rows.some(({ userId }) => user(userId).IsActive === false)).toBe(written);
		await startAgain();
	});

	test('after the restart it finishes every candidate, and writes nothing twice', async () => {
		rows = await settled(rows, ({ state }) => state === 'Closed Complete');
		for (const row of rows) {
			expect(row).toMatchObject({ before: { isActive: true, isFrozen: false } });
			expect(user(row.userId).IsActive).toBe(false);
		}
		expect(org.org.inspector.writtenTwice()).toEqual([]);
		expect(await theRun(name)).toMatchObject({
			status: 'Interrupted',
			error: expect.stringContaining('The n8n process that ran the job was stopped, or') as string,
		});
		// After a Restart runs Update too, and one of two at once is skipped.
		await until('Update runs', async () =>
			(await playbook.run('update', name)).status === 'success' ? true : undefined,
		);
		expect(org.org.inspector.writtenTwice()).toEqual([]);
	});

	test('reclaimed seats can be given back from the stored before-image', async () => {
		await giveBackAll(name);
		for (const { userId } of rows) {
			expect(user(userId).IsActive).toBe(true);
			expect(frozen(userId)).toBe(false);
		}
	});
});

/**
 * One kill for three jobs: Update of this profile while it writes to the org, Identify and Update of two others between
 * their portions. Gives the keys of all candidates, and who logged in meanwhile.
 */
async function killedInPortions(profile: string, chosen: readonly Row[]) {
	await inPortions('Job: Identify a Portion', /(?<=\{\{ )5000(?= \}\})/g, 20);
	await inPortions('Job: Update a Portion', /(?<=\{\{ |< )1000(?= \}\}| \?)/g, 8);
	await playbook.profile('Identified');
	await playbook.profile('Updated');
	await playbook.run('identify', 'Updated');
	const candidates = await playbook.rows('candidates', 'Updated');
	const whole = candidates.map((row) => String(row.candidateKey)).sort();
	const isChosen = new Set(chosen.map(({ userId }) => userId));
	const others = candidates.filter(({ userId }) => !isChosen.has(userId));
	const used = new Set(others.filter((_, index) => index % 2 === 0).map((row) => row.userId));
	for (const id of used) user(id).LastLoginDate = new Date(Date.now() - 60_000).toISOString();

	org.org.inspector.writesByRecord.clear();
	let kill = () => {};
	const killed = new Promise<void>((resolve, reject) => {
		kill = () => void n8n.kill().then(resolve, reject);
	});
	/** Starts a job, and holds its request: of a job with portions, one after the first portion. */
	const held = async (
		{ job, of }: { job: string; of: string },
		fault: { method?: string; path?: RegExp; soql?: RegExp },
		hasPortions = true,
	) => {
		const reached = new Promise<void>((resolve) => {
			const onDue = async () => {
				if (hasPortions && (await playbook.rows('portions', of)).length === 0) return;
				resolve();
				await killed;
			};
			org.faults.add({ ...fault, kind: 'slow', delayMs: 0, onDue });
		});
		await playbook.start('Run a Job', { job, profile: of });
		await reached;
		org.faults.clear();
	};
	await held({ job: 'update', of: profile }, WRITE, false);
	await held({ job: 'update', of: 'Updated' }, { soql: /FROM User\b.*Id IN/ });
	await held({ job: 'identify', of: 'Identified' }, { soql: /FROM User\b.*Id > / });
	kill();
	await killed;
	await startAgain();
	return { whole, used };
}

/** What a builder does in the editor: portions so small that this org needs several. */
async function inPortions(name: string, size: RegExp, smaller: number): Promise<void> {
	const id = playbook.id(name);
	const stored = await api.workflow(id);
	const text = JSON.stringify(stored.nodes);
	const changed = text.replace(size, String(smaller));
	expect(changed).not.toBe(text);
	await api.updateWorkflow(id, { ...stored, nodes: JSON.parse(changed) });
	await api.activateWorkflow(id);
}

test('n8n killed while it froze users, and again in Update and Identify: each is finished once, and Restore returns everything', async () => {
	const profile = 'With grace';
	const chosen = await candidatesOf(profile, { graceDays: 3 });
	await killedInTheWrite(profile, chosen, 'resetAfter');
	await startAgain();
	const inGrace = await settled(chosen, ({ graceUntil }) => Boolean(graceUntil));
	for (const row of inGrace) {
		expect(row).toMatchObject({ state: 'Awaiting Revocation', before: { isFrozen: false } });
		expect(Date.parse(row.graceUntil as string)).toBeGreaterThan(Date.now() + 2 * 86_400_000);
		expect([user(row.userId).IsActive, frozen(row.userId)]).toEqual([true, true]);
	}
	await playbook.write(
		'candidates',
		inGrace.map(({ id }) => ({ id, graceUntil: new Date(Date.now() - 1_000).toISOString() })),
	);
	const { whole, used } = await killedInPortions(profile, chosen);
	const over = await settled(chosen, ({ state }) => state === 'Closed Complete');
	expect(over.map(({ userId }) => user(userId).IsActive)).toEqual(over.map(() => false));
	expect(org.org.inspector.writtenTwice()).toEqual([]);
	await giveBackAll(profile);
	for (const { userId } of over) {
		expect([user(userId).IsActive, frozen(userId)]).toEqual([true, false]);
	}

	// The two jobs that were killed between their portions, which write nothing to the org.
	org.org.inspector.writesByRecord.clear();
	const keysOf = async (name: string) =>
		(await playbook.rows('candidates', name)).map((row) => String(row.candidateKey)).sort();
	await until('Identify takes over', async () =>
		(await playbook.run('identify', 'Identified')).status === 'success' ? true : undefined,
	);
	const unused = whole.filter((key) => !used.has(key.split(':')[1]));
	expect(await keysOf('Identified')).toEqual(unused);
	await until('Update takes over', async () =>
		(await playbook.run('update', 'Updated')).status === 'success' ? true : undefined,
	);
	const updated = await playbook.rows('candidates', 'Updated');
	expect(updated.map((row) => String(row.candidateKey)).sort()).toEqual(whole);
	for (const row of updated) {
		expect([row.userId, row.state === 'Closed Canceled']).toEqual([
			row.userId,
			used.has(row.userId),
		]);
	}
	for (const name of ['Identified', 'Updated']) {
		expect(await playbook.rows('portions', name)).toEqual([]);
		const results = await playbook.rows('job_results', name);
		expect(results.map(({ status }) => status)).toContain('Interrupted');
		expect(results.map(({ status }) => status)).not.toContain('Running');
	}
	expect([...org.org.inspector.writesByRecord.keys()]).toEqual([]);
});
