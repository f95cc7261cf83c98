import type { OrgConnection } from '../client/orgConnection';
import type { SalesforceClient } from '../client/client';
import { describe } from '../client/describe';
import { SalesforceError } from '../client/errors';
import { orError } from '../client/orError';
import { isRefusal } from '../client/retries';
import { count } from '../query/query';
import { WRITTEN_FIELDS } from '../schema/writes';
import type { AccessProbe } from './queries';
import { accessProbes, viewAllDataCount } from './queries';

/** The processes of the playbook; each needs its own permissions. */
export const PROCESSES = ['download', 'activity', 'reclaim', 'consumption'] as const;
export type Process = (typeof PROCESSES)[number];

export interface AccessCheck {
	process: Process;
	what: string;
	status: 'ok' | 'missing';
	/** What grants access, and where; null if nothing is missing. */
	permission: string | null;
	setupPath: string | null;
	detail: string | null;
}

const SYSTEM_PERMISSIONS = 'Setup > Permission Sets > your set > System Permissions';

/** Tries every read that a process depends on, with a query for one row; writes nothing. */
export async function checkAccess(client: SalesforceClient): Promise<AccessCheck[]> {
	const checks: AccessCheck[] = [];
	for (const probe of accessProbes) {
		checks.push(await runProbe(client, probe));
	}
	checks.push(await checkUserWrite(client));
	for (const removal of REMOVALS) checks.push(await checkRemoval(client, removal));
	return checks;
}

async function runProbe(client: SalesforceClient, probe: AccessProbe): Promise<AccessCheck> {
	const rows = await orError(count(client, probe.statement), isRefusal);
	const { process, what, permission } = probe;
	if (typeof rows === 'number' && (rows > 0 || !probe.neverEmpty)) {
		return { process, what, status: 'ok', permission: null, setupPath: null, detail: null };
	}
	// If the refusal is not about a permission, granting one does not help; Salesforce's own text says
	// what it is.
	const byPermission = typeof rows === 'number' || PERMISSION_CODES.has(rows.errorCode);
	return {
		process,
		what,
		status: 'missing',
		permission: byPermission ? permission : null,
		setupPath: byPermission ? SYSTEM_PERMISSIONS : null,
		detail:
			typeof rows === 'number'
				? 'Salesforce returned no rows, although every org has some.'
				: `${rows.errorCode}: ${rows.message}`,
	};
}

const PERMISSION_CODES = new Set([
	'INVALID_TYPE',
	'INVALID_FIELD',
	'INSUFFICIENT_ACCESS',
	'INSUFFICIENT_ACCESS_OR_READONLY',
	'NOT_FOUND',
]);

/** Whether the user may set the field that a deactivation sets, according to sObject Describe. */
async function checkUserWrite(client: SalesforceClient): Promise<AccessCheck> {
	const description = await orError(describe(client, 'User'), isRefusal);
	const fields = description instanceof SalesforceError ? [] : description.fields;
	const field = fields.find(({ name }) => name === WRITTEN_FIELDS.userIsActive);
	return fromDescription('Deactivate users', field?.updateable === true, 'Manage Internal Users', {
		detail: 'The connected user cannot edit the field User.IsActive.',
	});
}

const REMOVALS = [
	{
		object: 'PermissionSetLicenseAssign',
		what: 'Remove permission sets and permission set licenses',
		permission: 'Assign Permission Sets',
	},
	{
		object: 'UserPackageLicense',
		what: 'Remove package licenses',
		permission: 'Manage Package Licenses',
	},
] as const;

async function checkRemoval(
	client: SalesforceClient,
	{ object, what, permission }: (typeof REMOVALS)[number],
): Promise<AccessCheck> {
	const description = await orError(describe(client, object), isRefusal);
	const mayDelete = 'deletable' in description && description.deletable === true;
	return fromDescription(what, mayDelete, permission, {
		detail: `The connected user cannot delete records of ${object}.`,
	});
}

function fromDescription(
	what: string,
	ok: boolean,
	permission: string,
	missing: { detail: string },
): AccessCheck {
	return {
		process: 'reclaim',
		what,
		status: ok ? 'ok' : 'missing',
		permission: ok ? null : permission,
		setupPath: ok ? null : SYSTEM_PERMISSIONS,
		detail: ok ? null : missing.detail,
	};
}

/** Whether the connected user sees the records of all owners. False when Salesforce does not say. */
export async function seesAllRecords({ client, connectedUserId }: OrgConnection): Promise<boolean> {
	if (connectedUserId === null) return false;
	const sets = await orError(count(client, viewAllDataCount(connectedUserId)), isRefusal);
	return typeof sets === 'number' && sets > 0;
}
