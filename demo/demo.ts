/* eslint-disable @n8n/community-nodes/no-restricted-imports, @n8n/community-nodes/no-restricted-globals, @n8n/community-nodes/no-dangerous-functions */
import { spawnSync } from 'node:child_process';
import path from 'node:path';

import type { OpenBrowser } from '../test/e2e/browser';
import { openBrowser, signInToN8n } from '../test/e2e/browser';
import type { Chromium } from '../test/e2e/chromium';
import { findChromium } from '../test/e2e/chromium';
import { connectInBrowser, CredentialForm } from '../test/e2e/credentialForm';
import { ensureInstalled } from '../test/e2e/install';
import { MailServer } from '../test/e2e/mailServer';
import type { Owner } from '../test/e2e/n8nApi';
import { N8nApi } from '../test/e2e/n8nApi';
import type { RunningN8n } from '../test/e2e/n8nServer';
import { isPortFree, startN8n } from '../test/e2e/n8nServer';
import { ROOT } from '../test/e2e/paths';
import { credentialData, CREDENTIAL_TYPE } from '../test/e2e/workflows';
import type { RunningOrg } from '../test/org/server';
import { PASSWORD, startOrg } from '../test/org/server';
import { startMailPage } from './mailPage';
import type { Options } from './options';
import { readOptions, USAGE } from './options';
import { guide } from './report';
import {
	connectWithClientCredentials,
	importPlaybook,
	PROFILE,
	publishProfile,
	runTheJobs,
	sendTheMails,
} from './scenario';

/**
 * npm run demo: a simulated Salesforce org, and a real n8n with the built package and the playbook.
 * Everything that is started goes on `cleanUp` immediately, and is removed however the demo ends.
 */
const USUAL_PORT = 5678;
const cleanUp: Array<() => Promise<void>> = [];
const say = (line: string): void => void process.stdout.write(`${line}\n`);

async function choosePort(wanted: number | undefined): Promise<number | undefined> {
	if (wanted !== undefined) {
		if (await isPortFree(wanted)) return wanted;
		throw new Error(
			`Port ${wanted} is in use. Choose another port with --port, or omit the option.`,
		);
	}
	if (await isPortFree(USUAL_PORT)) return USUAL_PORT;
	say(`Port ${USUAL_PORT} is in use, so n8n uses a free port.`);
	return undefined;
}

function build(): void {
	const gulp = path.join(ROOT, 'node_modules', '.bin', 'gulp');
	const run = spawnSync(gulp, ['build'], { cwd: ROOT, encoding: 'utf8' });
	if (run.status === 0) return;
	throw new Error(`The package could not be built:\n${run.stdout}${run.stderr}`);
}

async function connectByHand(
	chromium: Chromium,
	api: N8nApi,
	n8n: RunningN8n,
	owner: Owner,
	org: RunningOrg,
): Promise<void> {
	const browser: OpenBrowser = await openBrowser(chromium);
	try {
		const name = 'Salesforce (Authorization Code)';
		const id = await api.createCredential(name, CREDENTIAL_TYPE, credentialData(org, 'pkce'));
		const page = await browser.context.newPage();
		await signInToN8n(page, n8n.url, owner);
		await connectInBrowser(new CredentialForm(page, n8n.url), id, {
			username: 'root.admin@acme.example',
			password: PASSWORD,
		});
	} finally {
		await browser.close();
	}
}

async function main({ once, users, port: wanted }: Options): Promise<void> {
	const port = await choosePort(wanted);
	say('Building the package');
	build();
	await ensureInstalled(say);

	say(`Starting a simulated Salesforce org with ${users} users`);
	const org = await startOrg({ users });
	cleanUp.push(async () => await org.close());
	say(`  ${org.url}`);

	say('Starting n8n with the package');
	const onSpawn = (stop: () => Promise<void>): void => void cleanUp.push(stop);
	const n8n = await startN8n({ label: 'demo', port, onSpawn });
	const api = new N8nApi(n8n.url);
	const owner = await api.createOwner();
	say(`  ${n8n.url}`);
	say(`  E-mail:   ${owner.email}\n  Password: ${owner.password}`);
	say('  You can log in now and watch; the demo tells when it is ready.');

	const mails = new MailServer();
	await mails.start();
	cleanUp.push(async () => await mails.stop());
	const mailbox = await startMailPage(mails);
	cleanUp.push(async () => await mailbox.close());
	say(`Mailbox: every mail that n8n sends is on ${mailbox.url}`);

	say('Connecting n8n to the org');
	const credential = await connectWithClientCredentials(api, org);
	say('  Client Credentials: connected, credential test passed');
	const chromium = await findChromium(() => {}, false).catch(() => undefined);
	if (chromium === undefined) {
		say('  Authorization Code: skipped, no browser found');
	} else {
		await connectByHand(chromium, api, n8n, owner, org);
		say("  Authorization Code: connected through the org's login and consent pages");
	}

	say('Importing the playbook (workflows/playbook)');
	const playbook = await importPlaybook(api, credential, owner, say, mails);
	say(`Publishing the profile "${PROFILE}" and starting its first run`);
	await publishProfile(playbook, org);
	const table = await runTheJobs(playbook, org, say);
	say('Sending the mails of a working week');
	await sendTheMails(api, playbook, mails, say);
	say(`\n${table}`);

	if (once) return;
	say(`\nThe demo is ready. Log in to n8n: ${n8n.url}`);
	say(`  E-mail:   ${owner.email}\n  Password: ${owner.password}`);
	say(`\n${guide(n8n.url, mailbox.url)}\n`);
	say('Press Ctrl-C to end the demo and remove all its data.');
	await new Promise(() => {});
}

let ending = false;
async function end(code: number): Promise<void> {
	if (ending) return;
	ending = true;
	for (const clear of cleanUp.reverse()) await clear().catch(() => {});
	process.exit(code);
}

for (const [signal, code] of [
	['SIGINT', 130],
	['SIGTERM', 143],
	['SIGHUP', 129],
] as const) {
	process.on(signal, () => {
		if (!ending) say('\nCleaning up');
		void end(code);
	});
}

let options: Options | undefined;
try {
	options = readOptions(process.argv.slice(2));
} catch (error) {
	say(`${(error as Error).message}\n\n${USAGE}`);
	process.exit(2);
}
if (options.help) say(USAGE);
else
	void main(options).then(
		async () => await end(0),
		async (error: Error) => {
			if (!ending) process.stderr.write(`\nThe demo failed. ${error.message}\n`);
			await end(1);
		},
	);
