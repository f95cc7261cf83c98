import type { IExecuteFunctions } from 'n8n-workflow';
import { NodeOperationError } from 'n8n-workflow';
import { capExceeded, kindsTouched, sharesOf } from '../../licensing/caps';
import { FreeSeats, seatKey } from '../../licensing/freeSeats';
import type { License } from '../../licensing/model';
import type { Outcome, ReclaimRequest } from '../../licensing/plan';
import { planReclaim } from '../../licensing/plan';
import { guardOf } from '../../licensing/protection';
import { describeSeats } from '../../licensing/seatsFreed';
import type { CurrentUser } from '../../licensing/userState';
import { readAdministrators } from '../../salesforce/administrators';
import { readCurrentUsers } from '../../salesforce/currentUsers';
import { readFreeSeats } from '../../salesforce/freeSeats';
import { readProfiles } from '../../salesforce/profiles';
import { activeUserCount } from '../../salesforce/queries';
import { count } from '../../salesforce/query';
import { readLicenses } from '../../salesforce/subscriptions';
import type { Connection } from '../../transport/connect';
import { connect } from '../../transport/connect';
import { showWarnings } from '../items';
import type { OperationRun } from '../operation';
import { parseReclaimItem, toList } from './inputs';
import { apply, parseItems, toOutputs, usersToWrite } from './wholeRun';

export const mode = 'wholeRun';

/** Read the present state, decide, and - unless this is a dry run - apply the very same plan. */
export const execute: OperationRun['execute'] = async (context) => {
	const dryRun = context.getNodeParameter('dryRun', 0) as boolean;
	const connection = await connect(context);
	const { client, org } = connection;
	const { rows, errors } = parseItems(context, connection, parseReclaimItem);
	if (!dryRun && connection.connectedUserId === null) {
		throw new NodeOperationError(
			context.getNode(),
			'Salesforce does not say which user this connection runs as',
			{
				description:
					'Without it the run could lock out the connection itself, so nothing was written. Connect the credential again.',
			},
		);
	}
	const requests = rows.map(({ request }) => request);
	const userIds = requests.map(({ userId }) => userId);
	const current = await readCurrentUsers(client, org.orgId, userIds, new Date());
	const plan = await decide(context, connection, requests, current);

	const users = usersToWrite(plan);
	const pools = users === 0 ? [] : await readLicenses(client, org.orgId, kindsTouched(plan));
	const exceeded = users === 0 ? null : await checkCaps(context, connection, plan, current, pools);
	if (exceeded !== null && !dryRun) {
		throw new NodeOperationError(context.getNode(), exceeded);
	}
	const maxErrorPercent = context.getNodeParameter('maxErrorPercent', 0, 50) as number;
	const outcomes = dryRun ? plan : await apply(context, connection, plan, { maxErrorPercent });
	const written = outcomes.filter(({ outcome }) => outcome === 'done').length;
	const seats = dryRun || written === 0 ? '' : await seatsAfter(connection, outcomes, pools);
	showWarnings(context, client);
	context.addExecutionHints({
		message: dryRun
			? `Dry run: nothing was written. ${users} users would be touched.${exceeded === null ? '' : ` ${exceeded}`}`
			: `${written} of ${outcomes.length} candidates reclaimed with ${client.calls} API calls. ${seats}`,
		type: exceeded === null ? 'info' : 'warning',
		location: 'outputPane',
	});
	return toOutputs(outcomes, rows, errors);
};

async function decide(
	context: IExecuteFunctions,
	{ client, org, connectedUserId }: Connection,
	requests: readonly ReclaimRequest[],
	current: ReadonlyMap<string, CurrentUser>,
): Promise<Outcome[]> {
	const targets = requests.flatMap(({ action, targetProfileId }) =>
		action === 'changeProfile' && targetProfileId !== null ? [targetProfileId] : [],
	);
	const profiles = await readProfiles(client, targets);
	const wanted = new FreeSeats();
	for (const id of targets) {
		const license = profiles.get(id)?.userLicenseId;
		if (license !== undefined) wanted.take(seatKey('userLicense', license));
	}
	return planReclaim(requests, current, {
		orgId: org.orgId,
		connectedUserId,
		profiles,
		freeSeats: await readFreeSeats(client, org.orgId, wanted.wanted),
		guard: guardOf({
			administrators: await readAdministrators(client),
			protectAdministrators: context.getNodeParameter('protectAdministrators', 0, true) as boolean,
			protectedUsernames: toList(context.getNodeParameter('protectedUsernames', 0, '') as string),
		}),
	});
}

async function checkCaps(
	context: IExecuteFunctions,
	{ client }: Connection,
	plan: readonly Outcome[],
	current: ReadonlyMap<string, CurrentUser>,
	pools: readonly License[],
): Promise<string | null> {
	const caps = {
		maxUsers: context.getNodeParameter('maxUsers', 0) as number,
		maxPercent: context.getNodeParameter('maxPercent', 0) as number,
	};
	const activeLicenseOf = (userId: string) => {
		const user = current.get(userId);
		return user?.isActive === true ? user.userLicenseIdentifier : null;
	};
	const shares = sharesOf(plan, activeLicenseOf, pools);
	const users = usersToWrite(plan);
	// Without a pool to compare with (not readable, or only inactive users) the whole org is the measure.
	return shares.length > 0
		? capExceeded(users, 0, caps, shares)
		: capExceeded(users, await count(client, activeUserCount), caps);
}

/** The pools once more, after the run. */
async function seatsAfter(
	{ client, org }: Connection,
	outcomes: readonly Outcome[],
	before: readonly License[],
): Promise<string> {
	const kinds = [...new Set(before.map(({ licenseKind }) => licenseKind))];
	const after = await readLicenses(client, org.orgId, kinds).catch(() => null);
	return after === null
		? 'The seat counts could not be read after the run.'
		: describeSeats(before, after, outcomes);
}
