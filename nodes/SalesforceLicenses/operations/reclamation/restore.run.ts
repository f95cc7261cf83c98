import { FreeSeats } from '../../licensing/planning/freeSeats';
import { blockRefused } from '../../licensing/planning/outcome';
import type { RestoreRequest } from '../../licensing/restoring/restore';
import { planRestore } from '../../licensing/restoring/restore';
import { spareProtected } from '../../licensing/restoring/protection';
import type { CurrentUser } from '../../licensing/model/userState';
import { readCurrentUsers } from '../../salesforce/users/currentUsers';
import { readFreeSeats } from '../../salesforce/licenses/freeSeats';
import { ownedObject, readOwners } from '../../salesforce/users/ownership';
import { readProfiles } from '../../salesforce/users/profiles';
import { readWriteAccess } from '../../salesforce/writes/writeAccess';
import type { SalesforceClient } from '../../salesforce/client/client';
import { connect } from '../../transport/connect';
import { apiUsageParameter, limitApiUsage } from '../parameters/parameters';
import { fieldOf, parametersOf, WHOLE_RUN } from '../parameters/values';
import { showWarnings } from '../output';
import type { OperationRun } from '../operation';
import { sayWithheld, writesWithheld } from './run/asTool';
import { MAX_RECORDS_PER_CALL_FIELD } from './run/callSize';
import { readAdministratorGuard, requireConnectedUser } from './run/protection';
import { parseRestoreItem } from './run/seatItems';
import { apply, parseItems, toOutputs } from './run/wholeRun';

export const mode = 'wholeRun';

/** Seats are asked first: a step for which none is free is blocked before anything is written. */
export const execute: OperationRun['execute'] = async (context, _itemIndex, fields) => {
	const given = parametersOf(context, WHOLE_RUN);
	const asksDryRun = given.toggle(fieldOf(fields, 'dryRun'));
	const maxRecordsPerCall = given.wholeNumber(MAX_RECORDS_PER_CALL_FIELD);
	const usage = apiUsageParameter(context, WHOLE_RUN);
	const withheld = !asksDryRun && writesWithheld(context);
	const dryRun = asksDryRun || withheld;
	const connection = await connect(context);
	const { client, org, connectedUserId } = connection;
	limitApiUsage(client, usage);
	const { rows, errors } = parseItems(context, connection, parseRestoreItem);
	if (!dryRun) requireConnectedUser(context, connection);
	const requests = rows.map(({ request }) => request);
	const userIds = requests.map(({ userId }) => userId);
	const current = await readCurrentUsers(client, org.orgId, userIds, new Date());
	const facts = {
		orgId: org.orgId,
		profiles: await readProfiles(client, oldProfiles(requests, current)),
		owners: await readOwnersNow(client, requests),
	};
	// Planned twice: the first pass only tells which seats are needed.
	const asked = new FreeSeats();
	planRestore(requests, current, { ...facts, freeSeats: asked });
	const freeSeats = await readFreeSeats(client, org.orgId, asked.wanted);
	const { guard } = await readAdministratorGuard(client, current, {
		protectAdministrators: false,
	});
	const possible = planRestore(requests, current, { ...facts, freeSeats });
	const wanted = spareProtected(possible, current, { connectedUserId, guard });
	const access = await readWriteAccess(
		client,
		wanted.flatMap(({ steps }) => steps),
	);
	const plan = blockRefused(wanted, access);
	const planned = withheld ? sayWithheld(plan) : plan;
	const outcomes = dryRun ? planned : await apply(context, connection, plan, { maxRecordsPerCall });
	showWarnings(context, client);
	const restored = outcomes.filter(({ outcome }) => outcome === 'done').length;
	context.addExecutionHints({
		message: dryRun
			? 'Dry run: nothing was written.'
			: `${restored} of ${outcomes.length} rows restored with ${client.calls} API calls.`,
		type: 'info',
		location: 'outputPane',
	});
	return toOutputs(outcomes, rows, errors);
};

/** Profiles that users would go back to. */
function oldProfiles(
	requests: readonly RestoreRequest[],
	current: ReadonlyMap<string, CurrentUser>,
): string[] {
	return requests.flatMap(({ userId, before }) => {
		const user = current.get(userId);
		const moved = user !== undefined && user.profileId !== before.profileId;
		return moved && before.profileId !== null ? [before.profileId] : [];
	});
}

/** Who owns by now what Reclaim handed over. */
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
