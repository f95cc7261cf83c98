import type { FormField } from './fields';
import {
	bold,
	escaped,
	html,
	nothingToEnter,
	paragraph,
	text,
	ticks,
	withMistakes,
} from './fields';
import type { SetupFacts, SetupPage, StoredProfile } from './setup';
import { STEPS } from './setup';
import type { Access } from './subflowAnswer';
import { accessOf, neededFor, processLabel, storedAccess } from './subflowAnswer';

/** The pages about the connection of a profile, and about connecting another org. */

const NOT_TESTED: Access = {
	errors: ['The profile has no Salesforce org yet. Complete the step "Profile details" first.'],
	rows: [],
	orgId: '',
	orgName: '',
	connectedUsername: '',
};

export function connectionPage({ tests, handed }: SetupFacts, profile: StoredProfile): SetupPage {
	const withReclaim = Boolean(profile.reclaimSubflow);
	const access =
		tests === null || !profile.downloadSubflow ? NOT_TESTED : accessOf(tests, withReclaim);
	const connects = access.errors.length === 0;
	const works = connects && neededFor(access, withReclaim).length === 0;
	const org = connects
		? `. Connected to ${access.orgName} (${access.orgId}), as ${access.connectedUsername}`
		: '';
	return {
		page: 'connection',
		title: STEPS.connection,
		description: escaped(`Connection: ${profile.connection || 'none'}${org}`),
		button: 'Back to the steps',
		fields: [
			...(handed.message === '' ? [] : [bold(handed.message)]),
			bold(summary(connects, works)),
			...access.errors.map(paragraph),
			...(access.rows.length > 0 ? [accessTable(access)] : []),
			nothingToEnter(),
		],
		carry: {
			works,
			connects,
			access: storedAccess(access),
			orgId: access.orgId,
			orgName: access.orgName,
		},
	};
}

function summary(connects: boolean, works: boolean): string {
	if (works) return 'The connection works.';
	return connects ? 'Connected, but permissions are missing.' : 'The connection does not work yet.';
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
		`<table><thead><tr><th>Process</th><th>Status</th><th>What to do</th></tr></thead><tbody>${body.join('')}</tbody></table>`,
	);
}

const HOW = `<p>One command creates a pair and prints the values to enter here:</p><p><code>npm run playbook:import -- --pair "EMEA org" --credential "Salesforce EMEA"</code></p><p>By hand: duplicate <i>Salesforce CRM Download Subscriptions</i> and <i>Salesforce CRM Reclaim Subscription</i>, select the credential of the other org in both, and publish both.</p>`;

export function additionalPage({ handed }: SetupFacts): SetupPage {
	const entered = handed.entered ?? {};
	const said = (name: string) => (typeof entered[name] === 'string' ? entered[name] : '');
	const fields = [
		text(
			'name',
			'Name of the connection (leave empty to go back)',
			said('name'),
			'e.g. Acme sandbox',
		),
		text('download', 'URL or ID of its download subflow', said('download')),
		text('reclaim', 'URL or ID of its reclaim subflow (optional)', said('reclaim')),
		ticks('complete', 'Mark complete', ['There is no other org to connect']),
	];
	return {
		page: 'additional',
		title: STEPS.additional,
		description:
			'Each org has its own pair of subflows, with its own credential. Connect the pair here, then create a profile for that org and select it there.',
		button: 'Connect',
		fields: [html(HOW), ...withMistakes(fields, handed.mistakes)],
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
		fields: [accessTable(access), nothingToEnter()],
		carry: { connection, orgId: access.orgId, orgName: access.orgName },
	};
}
