import type { IExecuteFunctions } from 'n8n-workflow';
import { NodeOperationError } from 'n8n-workflow';
import { FreeSeats, seatKey } from '../../licensing/planning/freeSeats';
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
import { connect } from '../../transport/connect';
import { limitApiUsage } from '../parameters/parameters';
import { showWarnings } from '../output';
import type { OperationRun } from '../operation';
import { checkCaps, poolsTouched } from './run/capCheck';
import { explainPlan } from './blockers/explain';
import { toList } from '../parameters/inputs';
import { readAdministratorGuard, requireConnectedUser } from './run/protection';
import { parseReclaimItem } from './run/seatItems';
import { targetProfileParameter } from './run/targetProfile';
import { readTransfers } from './run/transfers';
import { withSeals } from './run/seals';
import { apply, parseItems, toOutputs, usersToWrite } from './run/wholeRun';

export const mode = 'wholeRun';

/** Read the present state, decide, and - unless this is a dry run - apply the very same plan. */
export const execute: OperationRun['execute'] = async (context) => {
	const dryRun = context.getNodeParameter('dryRun', 0) as boolean;
	const connection = await connect(context);
	const { client, org } = connection;
	limitApiUsage(context, client, 0);
	const { rows, errors } = parseItems(context, connection, parseReclaimItem);
	if (!dryRun) requireConnectedUser(context, connection);
	const target = await targetProfileParameter(context, client);
	const requests = rows.map(({ request }) => ({
		...request,
		targetProfileId: request.targetProfileId ?? target,
	}));
	const userIds = requests.map(({ userId }) => userId);
	const current = await readCurrentUsers(client, org.orgId, userIds, new Date());
	const { plan: decided, administrators } = await decide(context, connection, requests, current);
	const pools = await poolsTouched(connection, decided);
	const plan = withSeatLosses(decided, pools, new Date());

	const users = usersToWrite(plan);
	const exceeded = await checkCaps(context, connection, plan, current, pools);
	if (exceeded !== null && !dryRun) {
		throw new NodeOperationError(context.getNode(), exceeded);
	}
	const outcomes = dryRun
		? await explainPlan(context, connection, plan, current, administrators)
		: explainRefusals(
				await apply(context, connection, plan, {
					maxErrorPercent: context.getNodeParameter('maxErrorPercent', 0, 50) as number,
					parallelCalls: context.getNodeParameter('parallelCalls', 0, 2) as number,
				}),
			);
	// Seats are verified: the pools once more, where something was written.
	const canceled = context.getExecutionCancelSignal()?.aborted === true;
	const wrote = !dryRun && users > 0 && !canceled;
	const after = wrote ? await poolsTouched(connection, plan).catch(() => null) : null;
	const calls = dryRun ? forecastCalls(plan) : client.calls;
	const summary = summarize(outcomes, dryRun, calls, { before: pools, after });
	const done = outcomes.filter(({ outcome }) => outcome === 'done').length;
	showWarnings(context, client);
	context.addExecutionHints({
		message: dryRun
			? `Dry run: nothing was written. ${users} users would be touched with about ${calls} more API calls. ${describeSummary(summary)}${exceeded === null ? '' : ` ${exceeded}`}`
			: `${done} of ${outcomes.length} candidates reclaimed with ${calls} API calls. ${describeSummary(summary)}`,
		type: exceeded === null ? 'info' : 'warning',
		location: 'outputPane',
	});
	return toOutputs(withSeals(connection, outcomes), rows, errors, summary);
};

async function decide(
	context: IExecuteFunctions,
	connection: Connection,
	requests: readonly ReclaimRequest[],
	current: ReadonlyMap<string, CurrentUser>,
): Promise<{ plan: Outcome[]; administrators: RightHolders }> {
	const { client, org, connectedUserId } = connection;
	const targets = requests.flatMap(({ action, targetProfileId }) =>
		action === 'changeProfile' && targetProfileId !== null ? [targetProfileId] : [],
	);
	const profiles = await readProfiles(client, targets, { withRights: true });
	const wanted = new FreeSeats();
	for (const { userId, targetProfileId } of requests) {
		const license = profiles.get(targetProfileId ?? '')?.userLicenseId;
		if (license !== undefined) wanted.take(seatKey('userLicense', license), userId);
	}
	const administrators = await readAdministratorGuard(client, current, {
		// Only what is plainly off switches a protection off.
		protectAdministrators: context.getNodeParameter('protectAdministrators', 0, true) !== false,
	});
	const plan = planReclaim(requests, current, {
		orgId: org.orgId,
		connectedUserId,
		profiles,
		freeSeats: await readFreeSeats(client, org.orgId, wanted.wanted, new Date()),
		transfers: await readTransfers(context, client, requests, current),
		guard: guardOf({
			administrators: administrators.guard,
			protectedUsernames: toList(context.getNodeParameter('protectedUsernames', 0, '') as string),
		}),
	});
	const steps = plan.flatMap((outcome) => outcome.steps);
	return {
		plan: blockRefused(plan, await readWriteAccess(client, steps)),
		administrators: administrators.usable,
	};
}
