import type { IExecuteFunctions } from 'n8n-workflow';
import { NodeOperationError } from 'n8n-workflow';
import { FreeSeats, seatByLicenseId } from '../../licensing/planning/freeSeats';
import type { Outcome } from '../../licensing/planning/outcome';
import { blockRefused } from '../../licensing/planning/outcome';
import type { ReclaimRequest } from '../../licensing/planning/plan';
import { planReclaim } from '../../licensing/planning/plan';
import { guardOf } from '../../licensing/planning/guard';
import { withSeatLosses } from '../../licensing/planning/losses';
import { explainRefusals } from '../../licensing/planning/explainRefusals';
import { describeSummary, summarize } from '../../licensing/planning/runSummary';
import type { RightHolders } from '../../licensing/model/rights';
import type { CurrentUser } from '../../licensing/model/userState';
import { forecastCalls } from '../../salesforce/writes/calls';
import { readCurrentUsers } from '../../salesforce/users/currentUsers';
import { readFreeSeats } from '../../salesforce/licenses/freeSeats';
import { readProfiles } from '../../salesforce/users/profiles';
import { readWriteAccess } from '../../salesforce/writes/writeAccess';
import type { Connection } from '../../transport/connect';
import { showWarnings } from '../output';
import type { OperationRun } from '../operation';
import { checkCaps, poolsTouched } from './run/capCheck';
import { explainPlan } from './blockers/explain';
import { sayWithheld } from './run/asTool';
import { beginRun } from './run/beginRun';
import { protectedUserIds } from './run/protectedUsers';
import { readAdministratorGuard } from './run/protection';
import { parseReclaimItem } from './run/seatItems';
import type { ReclaimParameters } from './run/reclaimParameters';
import { reclaimParameters } from './run/reclaimParameters';
import { readTargetProfile } from './run/targetProfile';
import { readTransfers } from './run/transfers';
import { refuseUnknownLicenses } from './run/unknownLicenses';
import { UNSEALED, withSeals } from './run/seals';
import { apply, toOutputs, usersToWrite } from './run/wholeRun';
import { formatCount, plural } from '../../licensing/model/plural';

export const mode = 'wholeRun';

/** Reads the present state, decides, and, unless this is a dry run, applies the same plan. */
export const execute: OperationRun['execute'] = async (context, _itemIndex, fields) => {
	const given = reclaimParameters(context, fields);
	const begun = await beginRun(context, given, parseReclaimItem);
	const { connection, rows, errors, dryRun, withheld } = begun;
	const { client } = connection;
	const spared = await protectedUserIds(context, connection, given);
	const target = await readTargetProfile(context, client, given.targetProfile);
	const requests = rows.map(({ request }) => ({
		...request,
		targetProfileId: request.targetProfileId ?? target,
	}));
	const userIds = requests.map(({ userId }) => userId);
	const current = await readCurrentUsers(connection, userIds);
	const { plan: decided, administrators } = await decide(
		context,
		connection,
		given,
		requests,
		current,
		spared,
	);
	const pools = await poolsTouched(connection, decided);
	const plan = await refuseUnknownLicenses(
		connection,
		withSeatLosses(decided, pools, connection.now),
	);

	const users = usersToWrite(plan);
	const exceeded = await checkCaps(given.caps, connection, plan, current, pools);
	if (exceeded !== null && !dryRun) {
		throw new NodeOperationError(context.getNode(), exceeded);
	}
	const explained = async () => {
		const rows = await explainPlan(context, connection, plan, current, administrators, given.looks);
		return withheld ? sayWithheld(rows) : rows;
	};
	const outcomes = dryRun
		? await explained()
		: explainRefusals(await apply(context, connection, plan, given.limits));
	// Verifies the seats: reads the pools again if something was written.
	const canceled = context.getExecutionCancelSignal()?.aborted === true;
	const wrote = !dryRun && users > 0 && !canceled;
	const after = wrote ? await poolsTouched(connection, plan).catch(() => null) : null;
	const calls = dryRun ? forecastCalls(plan, given.limits.maxRecordsPerCall) : client.calls;
	const summary = summarize(outcomes, dryRun, calls, { before: pools, after });
	const done = outcomes.filter(({ outcome }) => outcome === 'done').length;
	if (connection.sealer === null) client.report.warn(UNSEALED);
	showWarnings(context, client);
	context.addExecutionHints({
		message: dryRun
			? `Dry run: nothing was written. This plan would change ${plural(users, 'user')} and take about ${plural(calls, 'API call')}. ${describeSummary(summary)}${exceeded === null ? '' : ` ${exceeded}`}`
			: `Reclaimed ${formatCount(done)} of ${plural(outcomes.length, 'candidate')} (${plural(calls, 'API call')}). ${describeSummary(summary)}`,
		type: exceeded === null ? 'info' : 'warning',
		location: 'outputPane',
	});
	return toOutputs(withSeals(connection, outcomes), rows, errors, summary);
};

async function decide(
	context: IExecuteFunctions,
	connection: Connection,
	given: ReclaimParameters,
	requests: readonly ReclaimRequest[],
	current: ReadonlyMap<string, CurrentUser>,
	spared: ReadonlySet<string>,
): Promise<{ plan: Outcome[]; administrators: RightHolders }> {
	const { client, org, connectedUserId } = connection;
	const targets = requests.flatMap(({ action, targetProfileId }) =>
		action === 'changeProfile' && targetProfileId !== null ? [targetProfileId] : [],
	);
	const profiles = await readProfiles(client, targets, { withRights: true });
	const wanted = new FreeSeats();
	for (const { userId, targetProfileId } of requests) {
		const license = profiles.get(targetProfileId ?? '')?.userLicenseId;
		if (license !== undefined) wanted.take(seatByLicenseId('userLicense', license), userId);
	}
	const administrators = await readAdministratorGuard(client, current, given);
	const plan = planReclaim(requests, current, {
		orgId: org.orgId,
		connectedUserId,
		profiles,
		freeSeats: await readFreeSeats(connection, wanted.wanted),
		transfers: await readTransfers(context, client, requests, current, given.transfer),
		guard: guardOf({
			administrators: administrators.guard,
			protectedUserIds: spared,
		}),
	});
	const steps = plan.flatMap((outcome) => outcome.steps);
	return {
		plan: blockRefused(plan, await readWriteAccess(client, steps)),
		administrators: administrators.usable,
	};
}
