import type { RunningOrg } from '../org/server';
import { PASSWORD, startOrg } from '../org/server';
import { holdsOf, keysOf } from '../support/groundTruth';
import type { OpenBrowser } from './browser';
import { openBrowser, screenshot, signInToN8n } from './browser';
import { connectInBrowser, CredentialForm } from './credentialForm';
import { N8nApi } from './n8nApi';
import type { RunningN8n } from './n8nServer';
import { startN8n } from './n8nServer';
import { Playbook } from './playbook';
import { SetupForm } from './setupForm';
import type { Credential } from './workflows';
import { createCredential } from './workflows';

jest.setTimeout(480_000);

/** The playbook from an empty n8n to two orgs in its tables, through the pages that a person sees. */
const ADMIN = { username: 'root.admin@acme.example', password: PASSWORD };
const CONNECTION = 'Connection and credential';
const ADDITIONAL = 'Connect an additional org (optional)';

let n8n: RunningN8n;
let api: N8nApi;
let playbook: Playbook;
let browser: OpenBrowser;
let form: SetupForm;
let credentials: CredentialForm;
let acme: RunningOrg;
let emea: RunningOrg;
let signedIn: Credential;
let byItself: Credential;

beforeAll(async () => {
	[n8n, acme, emea] = await Promise.all([
		startN8n({ label: 'setup' }),
		startOrg({ users: 40, seed: 3 }),
		startOrg({ users: 50, seed: 9 }),
	]);
	api = new N8nApi(n8n.url);
	const owner = await api.createOwner();
	signedIn = await createCredential(api, acme, 'pkce');
	byItself = await createCredential(api, emea, 'clientCredentials');
	playbook = new Playbook(api, await api.createApiKey('setup'));
	await playbook.import({ credential: signedIn.id });
	browser = await openBrowser();
	const page = await browser.context.newPage();
	await signInToN8n(page, n8n.url, owner);
	form = new SetupForm(page);
	credentials = new CredentialForm(await browser.context.newPage(), n8n.url);
});

afterAll(async () => {
	await browser?.close();
	await n8n?.stop();
	await acme?.close();
	await emea?.close();
});

async function stored(profile: string): Promise<string[]> {
	const rows = await playbook.rows('subscriptions', profile);
	return rows.map(({ subscriptionKey }) => String(subscriptionKey)).sort();
}

const addressOf = (workflow: string): string => `${n8n.url}/workflow/${playbook.id(workflow)}`;

test('Authorization Code: register, connect at the login page of the org, publish, first run', async () => {
	await form.start(n8n.url);
	await form.newProfile('Acme');
	await form.lane('Register a Salesforce application');
	await form.choose('Grant type', 'Authorization Code');
	await form.submit('Register a Salesforce application: Authorization Code');
	await form.tick('Security: require Proof Key for Code Exchange');
	await form.save();
	expect(await form.text()).toContain('1 of 9 items of the checklist are done');
	await form.lane('Register a Salesforce application');
	await form.choose('Grant type', 'Authorization Code');
	await form.submit('Register a Salesforce application: Authorization Code');
	expect(await form.isTicked('Security: require Proof Key for Code Exchange')).toBe(true);
	expect(await form.isTicked('Enable OAuth')).toBe(false);
	await form.tick('The app is registered');
	await form.save();
	await form.lane('Review and publish');
	expect(await form.text()).toContain('There is no preview');
	expect(await form.text()).toMatch(/not connected/i);
	expect(await form.text()).toContain(
		'It cannot be published yet: the profile has no Salesforce org',
	);
	await form.save();

	await form.lane(CONNECTION);
	expect(await form.text()).toContain('The connection does not work yet');
	expect(await form.text()).toMatch(/not connected/i);
	await connectInBrowser(credentials, signedIn.id, ADMIN);
	// The button tests again.
	await form.submit(CONNECTION);
	expect(await form.text()).toContain('The connection works');
	expect(await form.text()).toContain(`(${acme.org.id}), as ${ADMIN.username}`);
	await screenshot(form.page, 'setup-connection');
	await form.useConnection();

	await form.details('licenses');
	expect(await form.text()).toMatch(/Salesforce \(SFDC\): \d+ owned, \d+ used, \d+ free/);
	await form.fill('Salesforce (SFDC)', '2100');
	await screenshot(form.page, 'setup-licenses');
	await form.goTo('rules');
	await screenshot(form.page, 'setup-rules');
	await form.goTo('users');
	await screenshot(form.page, 'setup-users');
	await form.goTo('asking');
	await screenshot(form.page, 'setup-asking');
	await form.goTo('limits');
	await screenshot(form.page, 'setup-limits');
	await form.complete();
	await form.lane('Review and publish');
	const writes = acme.org.inspector.writes;
	expect(await form.text()).toMatch(
		/With these rules: \d+ candidates, [\d,]+ USD a year, \d+ blocked/,
	);
	expect(await form.text()).not.toContain(playbook.id('Salesforce CRM Download Subscriptions'));
	expect(await playbook.rows('candidates', 'Acme')).toEqual([]);
	expect(acme.org.inspector.writes).toBe(writes);
	await screenshot(form.page, 'setup-review');
	await form.publish();
	await screenshot(form.page, 'setup-first-run');
	expect(await form.text()).toContain('First run complete');
	expect(await stored('Acme')).toEqual(keysOf(holdsOf(acme.org)));
});

test('--pair makes the subflows of another org, and the import keeps their credential', async () => {
	const pair = await playbook.import({ pair: 'EMEA org', credential: byItself.id });
	expect(pair).toMatchObject([
		{ name: 'Salesforce CRM Download Subscriptions (EMEA org)', became: 'created' },
		{ name: 'Salesforce CRM Reclaim Subscription (EMEA org)', became: 'created' },
	]);
	expect(pair.map(({ unpublished }) => unpublished)).toEqual([null, null]);

	const again = await playbook.import({ credential: signedIn.id });
	expect(again.map(({ id }) => id)).toEqual(expect.arrayContaining(pair.map(({ id }) => id)));
	for (const { id } of pair) {
		const { nodes } = await api.workflow(id);
		const used = nodes.flatMap((node) => node.credentials?.salesforceCrmOAuth2Api?.id ?? []);
		expect(new Set(used)).toEqual(new Set([byItself.id]));
	}
});

test('Connect an additional org: two subflows of different orgs are refused, the pair is accepted', async () => {
	await form.lane(ADDITIONAL);
	await form.fill('Name of the connection', 'EMEA org');
	await form.fill(
		'download subflow',
		addressOf('Salesforce CRM Download Subscriptions (EMEA org)'),
	);
	await form.fill('reclaim subflow', addressOf('Salesforce CRM Reclaim Subscription'));
	await form.submit(ADDITIONAL);
	expect(await form.text()).toContain('connected to different orgs');
	await form.fill('reclaim subflow', addressOf('Salesforce CRM Reclaim Subscription (EMEA org)'));
	await screenshot(form.page, 'setup-additional');
	await form.submit('Connect EMEA org?');
	expect(await form.text()).toContain(emea.org.id);
	await form.save('Published');
	expect(await form.text()).toContain(`(${emea.org.id}) as "EMEA org"`);
});

test('a profile of the second org: both are stored as in their orgs, and neither changes the other', async () => {
	await form.start(n8n.url);
	await form.newProfile('EMEA');
	await form.lane(CONNECTION);
	await form.choose('Salesforce org (connection)', 'EMEA org');
	// Another connection is tested before it is used.
	await form.submit(CONNECTION);
	expect(await form.text()).toContain(emea.org.id);
	await form.useConnection();
	await form.details('rules');
	// The profiles to move users to come from the org.
	await form.choose('Profile to move users to', 'Standard Platform User');
	await form.instead('Write the rules as JSON');
	await form.submit(form.titleOf('rules'));
	const rule = { name: 'To Platform', licenseIdentifiers: ['SFDC'], action: 'changeProfile' };
	await form.fill('Rules (JSON)', JSON.stringify([rule]));
	await form.submit(form.titleOf('rules'));
	expect(await form.text()).toContain('the action needs a profile to move users to');
	const platform = emea.org.rows('Profile').find(({ Name }) => Name === 'Standard Platform User');
	await form.fill('Rules (JSON)', JSON.stringify([{ ...rule, targetProfileId: platform?.Id }]));
	await screenshot(form.page, 'setup-json');
	await form.complete();
	await form.publish();
	expect(await form.text()).toContain('First run complete');
	const of = { Acme: keysOf(holdsOf(acme.org)), EMEA: keysOf(holdsOf(emea.org)) };
	expect(of.Acme).not.toEqual(of.EMEA);
	expect({ Acme: await stored('Acme'), EMEA: await stored('EMEA') }).toEqual(of);

	expect(await playbook.run('refresh', 'Acme')).toMatchObject({ status: 'success', removed: 0 });
	expect({ Acme: await stored('Acme'), EMEA: await stored('EMEA') }).toEqual(of);
	const candidates = await playbook.rows('candidates', 'EMEA');
	expect(candidates.length).toBeGreaterThan(0);
	expect(new Set(candidates.map(({ orgId }) => orgId))).toEqual(new Set([emea.org.id]));
	// A new profile is on dry run: the plan is made, with the target of the rule, and nothing is written.
	await playbook.reclaim('EMEA', [candidates[0]]);
	expect(await playbook.candidate(candidates[0].id)).toMatchObject({
		state: 'Ready',
		plan: { outcome: 'planned', action: 'changeProfile' },
	});
	expect(emea.org.inspector.writes).toBe(0);
});
