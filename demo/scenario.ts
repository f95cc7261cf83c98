import type { N8nApi, Owner } from '../test/e2e/n8nApi';
import type { Row } from '../test/e2e/playbook';
import { Playbook } from '../test/e2e/playbook';
import type { Credential } from '../test/e2e/workflows';
import { credentialData, CREDENTIAL_TYPE } from '../test/e2e/workflows';
import type { RunningOrg } from '../test/org/server';
import type { MailServer } from '../test/e2e/mailServer';
import { until } from '../test/e2e/until';
import { historyOf, WEEKS } from './history';
import { holdsOf, keysOf } from '../test/support/groundTruth';
import { plural } from '../nodes/SalesforceLicenses/licensing/model/plural';
import { countsOf, seatsTable } from './report';

type Say = (line: string) => void;

export const PROFILE = 'Acme';
/** Who gets the digest and the alerts. */
const ADMIN = 'admin@acme.example';

/** Example prices in US dollars per seat and year; a real price book comes from the contract. */
const PRICES = { SFDC: 2100, AUL: 300, PID_Customer_Community_Plus: 60, PID_Partner_Community: 60 };

/** Needs no sign-in: n8n fetches a token itself, and the credential test proves it. */
export async function connectWithClientCredentials(
	api: N8nApi,
	org: RunningOrg,
): Promise<Credential> {
	const name = 'Salesforce (Client Credentials)';
	const data = credentialData(org, 'clientCredentials');
	const id = await api.createCredential(name, CREDENTIAL_TYPE, data);
	const { status, message } = await api.testCredential(id, name, CREDENTIAL_TYPE, data);
	if (status !== 'OK') throw new Error(`n8n could not connect to the org: ${message}`);
	return { id, name };
}

/**
 * Imports the playbook as `npm run playbook:import` does, with the credential in its subflows. The record
 * page uses the login of the owner, the only person here.
 */
export async function importPlaybook(
	api: N8nApi,
	credential: Credential,
	{ email, password }: Owner,
	say: Say,
	mails?: MailServer,
): Promise<Playbook> {
	const playbook = new Playbook(api, await api.createApiKey('playbook:import'));
	const viewer = { user: email, password };
	const page = await api.createCredential('Record page', 'httpBasicAuth', viewer);
	const smtp =
		mails === undefined
			? undefined
			: await api.createCredential('Mail', 'smtp', mails.credential());
	const imported = await playbook.import({ credential: credential.id, page, smtp });
	const waiting = imported.filter(({ unpublished }) => unpublished !== null);
	say(
		`  ${plural(imported.length, 'workflow')}, ${imported.length - waiting.length} of them published`,
	);
	for (const { name, unpublished } of waiting) {
		const [, missing = ''] = /Missing required credential: (\w+)/.exec(unpublished ?? '') ?? [];
		const channel = CHANNELS[missing];
		if (channel === undefined) throw new Error(`${name} is not published: ${unpublished}`);
		say(`  ${name} is not published: it needs a credential for ${channel}`);
	}
	if (mails !== undefined) {
		for (const name of ['Ask by E-mail', 'Alert', 'Digest']) {
			await playbook.set(name, {
				sender: 'Salesforce licenses <licenses@acme.example>',
				to: ADMIN,
			});
			await api.activateWorkflow(playbook.id(name));
		}
	}
	return playbook;
}

/** Services that the demo has no account for, by credential type. */
const CHANNELS: Partial<Record<string, string>> = {
	smtp: 'a mail server',
	slackApi: 'Slack',
	serviceNowBasicApi: 'ServiceNow',
};

/** Writes what the steps of the guided setup write, up to Review and publish. */
export async function publishProfile(playbook: Playbook, { org }: RunningOrg): Promise<void> {
	const [{ Name: orgName }] = org.rows('Organization');
	await playbook.profile(PROFILE, {
		profileType: 'Salesforce CRM',
		connection: 'Salesforce CRM',
		orgId: org.id,
		orgName: String(orgName),
		currency: 'USD',
		prices: PRICES,
		lanes: { register: true, details: true, connection: true, publish: true, firstRun: true },
		excludedUsernames: [],
		excludedIdentifiers: [],
		dryRun: true,
		...FOR_THE_FIRST_RUN,
		autoReclaim: false,
		notifyUser: false,
		onSilence: 'keep',
		alertEmail: ADMIN,
		publishedAt: new Date().toISOString(),
	});
}

/**
 * The default limits would stop the run: a third of this company's seats are unused, and of some small licenses nearly
 * all. A careful first run would not reclaim that many.
 */
const FOR_THE_FIRST_RUN = { maxUsers: 100_000, maxPercent: 100 };

/** What the person who runs the demo finds: limits for every day, and users who are asked by e-mail. */
const FROM_THEN_ON = {
	maxUsers: 25,
	maxPercent: 20,
	notifyUser: true,
	askBy: 'email',
	daysToAnswer: 7,
	graceDays: 14,
};

/**
 * First run, dry run, reclaim: each is checked against the org. Half of the candidates are left for the
 * person who runs the demo.
 */
export async function runTheJobs(playbook: Playbook, org: RunningOrg, say: Say): Promise<string> {
	await runJob(playbook, 'refresh');
	const before = await playbook.rows('snapshots', PROFILE);
	await playbook.write('snapshots', historyOf(before));
	say(`  History: ${WEEKS} weeks of figures, so that the record page has a trend`);
	say(
		`  Refresh: ${plural(await sameAsTheOrg(playbook, org), 'subscription')} stored, the same as in the org`,
	);
	await runJob(playbook, 'identify');
	const candidates = await playbook.rows('candidates', PROFILE);
	if (candidates.length < 2) throw new Error('Fewer than two candidates were found');
	say(`  Identify: ${countsOf(candidates, 'state')}`);

	say('Reclaiming with dry run on');
	const writes = org.org.inspector.writes;
	await playbook.reclaim(PROFILE);
	const planned = (await playbook.rows('candidates', PROFILE)).filter(
		(row) => row.outcome !== null,
	);
	say(`  ${countsOf(planned, 'outcome')}; the org received no write`);
	if (org.org.inspector.writes !== writes) throw new Error('The dry run wrote to the org');

	const chosen = mostSaved(candidates).slice(0, Math.ceil(candidates.length / 2));
	say(
		`Reclaiming with dry run off: the ${plural(chosen.length, 'candidate')} with the largest savings`,
	);
	await playbook.write('profiles', [{ ...(await profileRow(playbook)), dryRun: false }]);
	await playbook.reclaim(PROFILE, chosen);
	await checkOutcomes(playbook, org, chosen, say);
	await runJob(playbook, 'refresh');
	await sameAsTheOrg(playbook, org);
	const today = new Set(before.map(({ day }) => day));
	const after = (await playbook.rows('snapshots', PROFILE)).filter(({ day }) => today.has(day));
	return seatsTable(before, after, PRICES);
}

/** A question to a person, the digest and an alert, to be opened in the mailbox of the demo. */
export async function sendTheMails(
	api: N8nApi,
	playbook: Playbook,
	{ mails }: MailServer,
	say: Say,
): Promise<void> {
	await playbook.write('profiles', [{ ...(await profileRow(playbook)), ...FROM_THEN_ON }]);
	const left = (await playbook.rows('candidates', PROFILE)).filter(
		({ state, email, isFrozen }) => state === 'Ready' && email !== null && isFrozen !== true,
	);
	await playbook.reclaim(PROFILE, mostSaved(left).slice(0, 3));
	await api.runWorkflow(playbook.id('Digest'), 'Run Now', 120_000);
	await playbook.call('Alert', {
		subject: `[${PROFILE}] This is what an alert looks like`,
		text: 'Nothing failed: the demo sent this alert. A real one names the job that failed, why, and what to do.',
		to: ADMIN,
	});
	const kinds = async () => (mails.length >= 3 ? mails.length : undefined);
	const count = await until('question, digest and alert have come by mail', kinds, 60_000);
	say(`  ${plural(count, 'mail')}: questions to users, the digest, and an alert`);
}

async function runJob(playbook: Playbook, job: 'refresh' | 'identify'): Promise<void> {
	const { status, errorMessage } = await playbook.run(job, PROFILE);
	if (status !== 'success') throw new Error(`The job ${job} failed: ${errorMessage}`);
}

async function sameAsTheOrg(playbook: Playbook, org: RunningOrg): Promise<number> {
	const stored = await playbook.rows('subscriptions', PROFILE);
	const keys = stored.map(({ subscriptionKey }) => String(subscriptionKey)).sort();
	if (JSON.stringify(keys) !== JSON.stringify(keysOf(holdsOf(org.org)))) {
		throw new Error('The stored subscriptions differ from those in the org');
	}
	return keys.length;
}

const mostSaved = (rows: Row[]): Row[] =>
	[...rows].sort((a, b) => Number(b.saving ?? 0) - Number(a.saving ?? 0));

async function profileRow(playbook: Playbook): Promise<Row> {
	const rows = await playbook.rows('profiles');
	return rows.find(({ displayName }) => displayName === PROFILE) as Row;
}

async function checkOutcomes(
	playbook: Playbook,
	org: RunningOrg,
	chosen: Row[],
	say: Say,
): Promise<void> {
	const ids = new Set(chosen.map(({ id }) => id));
	const after = (await playbook.rows('candidates', PROFILE)).filter(({ id }) => ids.has(id));
	const users = new Map(org.org.rows('User').map((user) => [user.Id, user]));
	for (const { userId, state, before } of after) {
		const reclaimed = state === 'Closed Complete';
		if ((users.get(String(userId))?.IsActive === false) !== reclaimed || (reclaimed && !before)) {
			throw new Error(`The org and the candidate of ${String(userId)} (${String(state)}) disagree`);
		}
	}
	if (!after.some(({ state }) => state === 'Closed Complete')) {
		throw new Error('No seat was reclaimed');
	}
	say(`  ${countsOf(after, 'state')}; the org agrees`);
	const waiting = after.filter(({ state }) => state === 'Attention Required');
	for (const reason of new Set(waiting.map((row) => String(row.reason)))) say(`    ${reason}`);
}
