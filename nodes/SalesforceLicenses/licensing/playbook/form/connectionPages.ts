import type { FormField } from './fields';
import {
	bold,
	choice,
	escaped,
	html,
	messageOf,
	nothingToEnter,
	otherwise,
	paragraph,
	text,
	ticks,
	withMistakes,
} from './fields';
import { credentialsLink, permissionsLink, workflowLink } from './links';
import type { ProfileConnection } from '../profile';
import type { SetupFacts, SetupPage, StoredProfile } from './setup';
import { BACK, isDone, STEPS } from './setup';
import { detailsPage } from './details/detailsPage';
import { stepsPage } from './guidePages';
import type { Access } from './subflowAnswer';
import { accessOf, neededFor, processLabel, storedAccess } from './subflowAnswer';

/** The pages about the connection of a profile, and about connecting another org. */

const NOT_TESTED: Access = {
	errors: ['No Salesforce org was tested. Go back to the steps and open this step again.'],
	rows: [],
	orgId: '',
	orgName: '',
	connectedUsername: '',
};

export interface Pair {
	name: string;
	download: string;
	/** Empty: the profile only reports. */
	reclaim: string;
}

/** The pair to test: the chosen one, that of the profile, or the first. */
export function pairOf(
	profile: StoredProfile,
	connections: readonly ProfileConnection[],
	chosen = '',
): Pair {
	const name = chosen || profile.connection || '';
	// A profile that only reports keeps doing that.
	const onlyReports = Boolean(profile.connection) && !profile.reclaimSubflow;
	const known =
		connections.find((one) => one.name === name) ?? (name === '' ? connections[0] : undefined);
	const isOwn = name !== '' && name === profile.connection && Boolean(profile.downloadSubflow);
	const download = isOwn ? profile.downloadSubflow : known?.downloadSubflow;
	const reclaim = (isOwn && profile.reclaimSubflow) || known?.reclaimSubflow;
	return {
		name: name || (known?.name ?? ''),
		download: download ?? '',
		reclaim: onlyReports ? '' : (reclaim ?? ''),
	};
}

export const TEST_AGAIN = 'Test again';

/** The pair of the playbook by its names; `(EMEA org)` for the pair of another org, as the import names it. */
export const subflowNames = (connection: string) => {
	const of = connection === 'Salesforce CRM' || connection === '' ? '' : ` (${connection})`;
	return {
		download: `Salesforce CRM Download Subscriptions${of}`,
		reclaim: `Salesforce CRM Reclaim Subscription${of}`,
	};
};

/**
 * A profile that was made just now. Where its connection works already, its details come next, and the connection is
 * stored with them; else the first step is to register an application.
 */
export function newProfilePage(facts: SetupFacts, profile: StoredProfile): SetupPage {
	const { tests, connections, handed } = facts;
	const pair = pairOf(profile, connections);
	const withReclaim = pair.reclaim !== '';
	const access = tests === null ? NOT_TESTED : accessOf(tests, withReclaim);
	if (access.errors.length > 0 || neededFor(access, withReclaim).length > 0) {
		return stepsPage(facts, profile);
	}
	const { orgId, orgName, connectedUsername } = access;
	const message = `${handed.message} n8n is connected to ${orgName} (${orgId}), as ${connectedUsername}.`;
	const page = detailsPage({ ...facts, handed: { ...handed, message } }, profile, 'details');
	const tested = { ...pair, orgId, orgName, access: storedAccess(access) };
	return { ...page, carry: { ...page.carry, tested } };
}

export function connectionPage(facts: SetupFacts, profile: StoredProfile): SetupPage {
	const { tests, handed, connections, n8nUrl } = facts;
	const connection = handed.connection ?? pairOf(profile, connections);
	const withReclaim = connection.reclaim !== '';
	const access = tests === null ? NOT_TESTED : accessOf(tests, withReclaim);
	const connects = access.errors.length === 0;
	const missing = neededFor(access, withReclaim);
	const works = connects && missing.length === 0;
	const { name } = connection;
	const names = connections.map((one) => one.name);
	const org = connects
		? `Connected to ${access.orgName} (${access.orgId}), as ${access.connectedUsername}.`
		: 'n8n reaches the org with the credential in two workflows.';
	return {
		page: 'connection',
		title: STEPS.connection,
		description: escaped(org),
		button: works ? useIt(profile) : TEST_AGAIN,
		fields: [
			...messageOf(handed.message),
			bold(summary(connects, works)),
			...access.errors.map(paragraph),
			...(access.rows.length > 0 ? [accessTable(access)] : []),
			...(connects && !works ? [grantTogether()] : []),
			wiring(n8nUrl, connection),
			...(names.length > 1
				? [choice('connection', 'Salesforce org (connection)', names, name)]
				: [nothingToEnter()]),
			otherwise(works ? [TEST_AGAIN, BACK] : [BACK]),
		],
		carry: {
			works,
			connects,
			name,
			access: storedAccess(access),
			orgId: access.orgId,
			orgName: access.orgName,
		},
	};
}

const useIt = (profile: StoredProfile) =>
	isDone(profile, 'details') ? 'Use this connection' : `Continue: ${STEPS.details}`;

function summary(connects: boolean, works: boolean): string {
	if (works) return 'The connection works.';
	return connects ? 'Connected, but permissions are missing.' : 'The connection does not work yet.';
}

const grantTogether = (): FormField =>
	html(
		`<p>All of them are in a permission set that you can deploy: ${permissionsLink('Permissions of the connected user')}.</p>`,
	);

/** Where the credential is, and where it is used. */
function wiring(n8nUrl: string, { name, download, reclaim }: Pair): FormField {
	const names = subflowNames(name);
	const workflows = [
		workflowLink(n8nUrl, download, names.download),
		...(reclaim === '' ? [] : [workflowLink(n8nUrl, reclaim, names.reclaim)]),
	];
	return html(
		`<p>The credential is in ${credentialsLink(n8nUrl, 'Credentials')}, and is selected in ${workflows.join(' and ')}. Publish these workflows after you change them.</p>`,
	);
}

/** What is missing for each process, with the place in Salesforce's Setup where it is granted. */
function accessTable({ rows }: Access): FormField {
	const cures = (checks: (typeof rows)[number]['checks']) =>
		checks
			.filter(({ status }) => status === 'missing')
			.map(({ what, permission, setupPath, detail }) =>
				typeof permission === 'string' && permission !== ''
					? `${escaped(what)}: grant <b>${escaped(permission)}</b> (${escaped(setupPath)})`
					: `${escaped(what)}: ${escaped(detail)}`,
			)
			.join('<br>');
	const body = rows.map(
		({ process, isOk, checks }) =>
			`<tr><td>${escaped(processLabel(process))}</td><td>${isOk ? 'OK' : 'Permissions missing'}</td><td>${cures(checks)}</td></tr>`,
	);
	return html(
		`<table><thead><tr><th scope="col">Process</th><th scope="col">Status</th><th scope="col">What to do</th></tr></thead><tbody>${body.join('')}</tbody></table>`,
	);
}

const HOW = `<p>Open the workflow <i>Salesforce Licenses: Install the Playbook</i>, choose <i>Connect Another Org</i> as the Purpose in its node <i>Playbook</i>, and execute it: it makes a pair with the credential of the other org. Or run this command, which prints the values to enter here:</p><p><code>npm run playbook:import -- --pair "EMEA org" --credential "Salesforce EMEA"</code></p><p>By hand: duplicate <i>Salesforce CRM Download Subscriptions</i> and <i>Salesforce CRM Reclaim Subscription</i>, select the credential of the other org in both, and publish both.</p>`;

export function additionalPage({ handed }: SetupFacts): SetupPage {
	const entered = handed.entered ?? {};
	const said = (name: string) => (typeof entered[name] === 'string' ? entered[name] : '');
	const fields = [
		text('name', 'Name of the connection', said('name'), 'e.g. Acme sandbox'),
		text('download', 'URL or ID of its download subflow', said('download')),
		text('reclaim', 'URL or ID of its reclaim subflow (optional)', said('reclaim')),
		ticks('complete', 'Mark complete', ['There is no other org to connect']),
		otherwise([BACK]),
	];
	return {
		page: 'additional',
		title: STEPS.additional,
		description:
			'Each org has its own pair of subflows, with its own credential. Connect the pair here, then create a profile for that org and select it there.',
		button: 'Continue',
		fields: [...messageOf(handed.message), html(HOW), ...withMistakes(fields, handed.mistakes)],
	};
}

/** The org behind a pair that was entered; the page to enter it again where the pair does not work. */
export function connectPage(facts: SetupFacts): SetupPage {
	const { handed, tests } = facts;
	const { connection } = handed;
	const access =
		tests === null || connection === null ? NOT_TESTED : accessOf(tests, connection.reclaim !== '');
	if (access.errors.length > 0 || connection === null) {
		const field = (error: string) => (error.startsWith('Reclaim') ? 'reclaim' : 'download');
		const mistakes = access.errors.map((message) => ({ field: field(message), message }));
		return additionalPage({ ...facts, handed: { ...handed, mistakes } });
	}
	return {
		page: 'connect',
		title: `Connect ${connection.name}?`,
		description: escaped(
			`Connected to ${access.orgName} (${access.orgId}), as ${access.connectedUsername}.`,
		),
		button: 'Connect',
		fields: [
			...messageOf(handed.message),
			accessTable(access),
			nothingToEnter(),
			otherwise([BACK]),
		],
		carry: { connection, orgId: access.orgId, orgName: access.orgName },
	};
}
