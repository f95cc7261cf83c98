import { NodeOperationError } from 'n8n-workflow';
import { capExceeded } from '../../licensing/planning/caps';
import { FreeSeats } from '../../licensing/planning/freeSeats';
import type { Outcome } from '../../licensing/planning/outcome';
import { blockRefused } from '../../licensing/planning/outcome';
import type { RestoreContext, RestoreRequest } from '../../licensing/restoring/restore';
import { planRestore } from '../../licensing/restoring/restore';
import { granting } from '../../licensing/restoring/grants';
import { refuseOnTrust } from '../../licensing/restoring/onTrust';
import { spareProtected } from '../../licensing/restoring/protection';
import type { CurrentUser } from '../../licensing/model/userState';
import { readCurrentUsers } from '../../salesforce/users/currentUsers';
import { readFreeSeats } from '../../salesforce/licenses/freeSeats';
import { ownedObject, readOwners } from '../../salesforce/users/ownership';
import { readProfiles } from '../../salesforce/users/profiles';
import { readGrants } from '../../salesforce/users/grants';
import { readWriteAccess } from '../../salesforce/writes/writeAccess';
import type { SalesforceClient } from '../../salesforce/client/client';
import type { Connection } from '../../transport/connect';
import { apiUsageParameter } from '../parameters/parameters';
import { fieldOf, parametersOf, WHOLE_RUN } from '../parameters/values';
import { showWarnings } from '../output';
import type { OperationRun } from '../operation';
import { sayWithheld } from './run/asTool';
import { beginRun } from './run/beginRun';
import { MAX_RECORDS_PER_CALL_FIELD, MAX_USERS_FIELD } from './run/limitFields';
import { readAdministratorGuard } from './run/protection';
import { parseRestoreItem } from './run/seatItems';
import { apply, toOutputs, usersToWrite } from './run/wholeRun';
import { formatCount, plural } from '../../licensing/model/plural';

export const mode = 'wholeRun';

/** Free seats are checked first: a step for which none is free is blocked before anything is written. */
export const execute: OperationRun['execute'] = async (context, _itemIndex, fields) => {
	const given = parametersOf(context, WHOLE_RUN);
	const asked = {
		dryRun: given.toggle(fieldOf(fields, 'dryRun')),
		usage: apiUsageParameter(context, WHOLE_RUN),
	};
	const maxUsers = given.wholeNumber(MAX_USERS_FIELD);
	const acceptUnsealed = given.toggle(fieldOf(fields, 'acceptUnsealed'));
	const maxRecordsPerCall = given.wholeNumber(MAX_RECORDS_PER_CALL_FIELD);
	const begun = await beginRun(context, asked, (json, opened) =>
		parseRestoreItem(json, opened, acceptUnsealed),
	);
	const { connection, rows, errors, dryRun, withheld } = begun;
	const { client } = connection;
	const plan = await decide(
		connection,
		rows.map(({ request }) => request),
	);
	const users = usersToWrite(plan);
	const exceeded = capExceeded(users, { maxUsers, maxPercent: 100 }, []);
	if (exceeded !== null && !dryRun) {
		throw new NodeOperationError(context.getNode(), exceeded);
	}
	const planned = withheld ? sayWithheld(plan) : plan;
	const outcomes = dryRun ? planned : await apply(context, connection, plan, { maxRecordsPerCall });
	showWarnings(context, client);
	const restored = outcomes.filter(({ outcome }) => outcome === 'done').length;
	context.addExecutionHints({
		message: dryRun
			? `Dry run: nothing was written. This plan would change ${plural(users, 'user')}.${exceeded === null ? '' : ` ${exceeded}`} To restore, turn off Dry Run.`
			: `Restored ${formatCount(restored)} of ${plural(outcomes.length, 'row')} (${plural(client.calls, 'API call')}).`,
		type: exceeded === null ? 'info' : 'warning',
		location: 'outputPane',
	});
	return toOutputs(outcomes, rows, errors);
};

async function decide(
	connection: Connection,
	requests: readonly RestoreRequest[],
): Promise<Outcome[]> {
	const { client, orgId, connectedUserId } = connection;
	const taken = requests.filter(({ refusal }) => refusal === null);
	const userIds = taken.map(({ userId }) => userId);
	const current = await readCurrentUsers(connection, userIds);
	const grants = await readGrantsOnTrust(client, taken, current);
	const facts: RestoreContext = {
		orgId,
		profiles: await readProfiles(client, oldProfiles(taken, current)),
		owners: await readOwnersNow(client, taken),
		grants,
	};
	// Planned twice: the first pass only determines which seats are needed.
	const asked = new FreeSeats();
	planRestore(requests, current, { ...facts, freeSeats: asked });
	const freeSeats = await readFreeSeats(connection, asked.wanted);
	const { guard } = await readAdministratorGuard(client, current, {
		protectAdministrators: false,
	});
	const possible = planRestore(requests, current, { ...facts, freeSeats });
	const spared = spareProtected(possible, current, { connectedUserId, guard });
	const wanted = refuseOnTrust(spared, requests, current, grants);
	const access = await readWriteAccess(
		client,
		wanted.flatMap(({ steps }) => steps),
	);
	return blockRefused(wanted, access);
}

/** Profiles to which users would be moved back. */
function oldProfiles(
	requests: readonly RestoreRequest[],
	current: ReadonlyMap<string, CurrentUser>,
): string[] {
	return requests.flatMap(({ userId, before }) => {
		const user = current.get(userId);
		const old = before?.profileId ?? null;
		return user !== undefined && old !== null && user.profileId !== old ? [old] : [];
	});
}

/** The permissions that unsealed rows would grant: nothing is read if every row is sealed. */
async function readGrantsOnTrust(
	client: SalesforceClient,
	requests: readonly RestoreRequest[],
	current: ReadonlyMap<string, CurrentUser>,
) {
	const onTrust = requests.filter(
		({ isSealed, steps }) => !isSealed || steps?.some(({ outcome }) => outcome === 'unknown'),
	);
	const users = onTrust.flatMap(({ userId }) => current.get(userId) ?? []);
	// Planned as if nothing were sealed, so that every profile, permission set and group to be assigned is
	// included.
	const plan = planRestore(
		onTrust.map((request) => ({ ...request, isSealed: true })),
		current,
		{ orgId: '' },
	);
	return await readGrants(
		client,
		granting(
			users,
			plan.flatMap(({ steps }) => steps),
		),
	);
}

/** The present owners of the records that Reclaim transferred. */
async function readOwnersNow(
	client: SalesforceClient,
	requests: readonly RestoreRequest[],
): Promise<Map<string, string>> {
	const handed = requests.flatMap(({ steps }) =>
		(steps ?? []).filter(({ step }) => step === 'transferRecord'),
	);
	const objects = [...new Set(handed.map(({ name }) => ownedObject(name)))];
	return await readOwners(
		client,
		objects.map((object) => ({
			object,
			recordIds: handed.flatMap(({ name, recordId }) => (name === object ? [recordId] : [])),
		})),
	);
}
