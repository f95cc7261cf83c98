import type { RuleAction } from '../../licensing/model/actions';
import type { SignalName } from '../../licensing/model/activity';
import type { LicenseKind } from '../../licensing/model/licenses';
import type { OrgConnection } from '../client/orgConnection';
import type { SalesforceClient } from '../client/client';
import type { Description } from '../client/describe';
import { describe } from '../client/describe';
import { SalesforceError } from '../client/errors';
import { orError } from '../client/orError';
import { isRefusal } from '../client/retries';
import { count } from '../query/query';
import type { ObjectName } from '../schema/schema';
import { WRITTEN_FIELDS } from '../schema/writes';
import type { AccessProbe } from './queries';
import { accessProbes, viewAllDataCount } from './queries';

/** The processes of the playbook; each needs its own permissions. */
export const PROCESSES = ['download', 'activity', 'reclaim', 'consumption'] as const;
export type Process = (typeof PROCESSES)[number];

/** What is to be read and done; only what it needs is checked. */
export interface AccessChoice {
	kinds: readonly LicenseKind[];
	signals: readonly SignalName[];
	actions: readonly RuleAction[];
}

export interface AccessCheck {
	process: Process;
	what: string;
	/** The chosen license kinds, signals or actions that need it; empty: all of the process. */
	neededFor: string[];
	status: 'ok' | 'missing';
	/** What grants access, and where; null if nothing is missing. */
	permission: string | null;
	setupPath: string | null;
	detail: string | null;
}

/** What a check is about. */
type Subject = Pick<AccessCheck, 'process' | 'what' | 'neededFor'>;

const SYSTEM_PERMISSIONS = 'Setup > Permission Sets > your set > System Permissions';

/** Tries every read that the choice depends on, with a query for one row; writes nothing. */
export async function checkAccess(
	{ client, connectedUserId }: OrgConnection,
	choice: AccessChoice,
): Promise<AccessCheck[]> {
	const checks: AccessCheck[] = [];
	for (const probe of accessProbes(connectedUserId)) {
		const neededFor = neededBy(probe, choice);
		if (neededFor !== null) checks.push(await runProbe(client, probe, neededFor));
	}
	for (const write of WRITES) {
		const neededFor = neededBy(write, choice);
		if (neededFor !== null) checks.push(await checkWrite(client, write, neededFor));
	}
	return checks;
}

/** What was chosen of what needs it; null if nothing was, so that it does not matter. */
function neededBy(
	{ kinds, signals, actions }: Partial<AccessChoice>,
	choice: AccessChoice,
): string[] | null {
	const chosen: string[] = [];
	for (const [needs, of] of [
		[kinds, choice.kinds],
		[signals, choice.signals],
		[actions, choice.actions],
	] as const) {
		if (needs === undefined) continue;
		const some = of.filter((one) => (needs as readonly string[]).includes(one));
		if (some.length === 0) return null;
		chosen.push(...some);
	}
	return chosen;
}

async function runProbe(
	client: SalesforceClient,
	{ process, what, statement, permission, ifEmpty }: AccessProbe,
	neededFor: string[],
): Promise<AccessCheck> {
	const subject = { process, what, neededFor };
	const rows = await orError(count(client, statement), isRefusal);
	if (typeof rows === 'number') {
		return rows > 0 || ifEmpty === null ? granted(subject) : refused(subject, permission, ifEmpty);
	}
	// If the refusal is not about a permission, granting one does not help; Salesforce's own text says
	// what it is.
	const cure = PERMISSION_CODES.has(rows.errorCode) ? permission : null;
	return refused(subject, cure, `${rows.errorCode}: ${rows.message}`);
}

const PERMISSION_CODES = new Set([
	'INVALID_TYPE',
	'INVALID_FIELD',
	'INSUFFICIENT_ACCESS',
	'INSUFFICIENT_ACCESS_OR_READONLY',
	'NOT_FOUND',
]);

interface WriteNeed extends Partial<AccessChoice> {
	what: string;
	permission: string;
	object: ObjectName;
	/** Whether the description says that the user may write it. */
	mayWrite: (description: Description) => boolean;
	detail: string;
}

const mayEditUsers = ({ fields }: Description) =>
	fields.some(
		({ name, updateable }) => name === WRITTEN_FIELDS.userIsActive && updateable === true,
	);

/** What actions write, with the permission for it (Object Reference, "Special Access Rules"). */
const WRITES: readonly WriteNeed[] = [
	{
		what: 'Deactivate users, change their profiles',
		permission: 'Manage Internal Users',
		object: 'User',
		mayWrite: mayEditUsers,
		detail: 'The connected user cannot edit the field User.IsActive.',
		actions: ['deactivate', 'wholeSeat', 'changeProfile'],
	},
	{
		what: 'Remove feature licenses',
		permission: 'Manage Internal Users',
		object: 'User',
		mayWrite: mayEditUsers,
		detail: 'The connected user cannot edit users.',
		kinds: ['featureLicense'],
		actions: ['removeLicense', 'wholeSeat'],
	},
	{
		what: 'Remove permission sets and permission set licenses',
		permission: 'Assign Permission Sets',
		object: 'PermissionSetLicenseAssign',
		mayWrite: ({ deletable }) => deletable === true,
		detail: 'The connected user cannot delete records of PermissionSetLicenseAssign.',
		kinds: ['permissionSetLicense'],
		actions: ['removeLicense', 'wholeSeat'],
	},
	{
		what: 'Remove package licenses',
		permission: 'Manage Package Licenses',
		object: 'UserPackageLicense',
		mayWrite: ({ deletable }) => deletable === true,
		detail: 'The connected user cannot delete records of UserPackageLicense.',
		kinds: ['packageLicense'],
		actions: ['removeLicense', 'wholeSeat'],
	},
];

/** What sObject Describe says; what it does not say counts as missing. */
async function checkWrite(
	client: SalesforceClient,
	{ what, permission, object, mayWrite, detail }: WriteNeed,
	neededFor: string[],
): Promise<AccessCheck> {
	const subject: Subject = { process: 'reclaim', what, neededFor };
	const description = await orError(describe(client, object), isRefusal);
	const isGranted = !(description instanceof SalesforceError) && mayWrite(description);
	return isGranted ? granted(subject) : refused(subject, permission, detail);
}

const granted = (subject: Subject): AccessCheck => ({
	...subject,
	status: 'ok',
	permission: null,
	setupPath: null,
	detail: null,
});

const refused = (subject: Subject, permission: string | null, detail: string): AccessCheck => ({
	...subject,
	status: 'missing',
	permission,
	setupPath: permission === null ? null : SYSTEM_PERMISSIONS,
	detail,
});

/** Whether the connected user sees the records of all owners. False when Salesforce does not say. */
export async function seesAllRecords({ client, connectedUserId }: OrgConnection): Promise<boolean> {
	if (connectedUserId === null) return false;
	const sets = await orError(count(client, viewAllDataCount(connectedUserId)), isRefusal);
	return typeof sets === 'number' && sets > 0;
}
