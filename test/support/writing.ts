import { planReclaim } from '../../nodes/SalesforceLicenses/licensing/planning/plan';
import type { ReclaimRequest } from '../../nodes/SalesforceLicenses/licensing/planning/plan';
import type { Outcome } from '../../nodes/SalesforceLicenses/licensing/planning/outcome';
import type { StepKind } from '../../nodes/SalesforceLicenses/licensing/planning/steps';
import type { RestoreRequest } from '../../nodes/SalesforceLicenses/licensing/restoring/restore';
import { planRestore } from '../../nodes/SalesforceLicenses/licensing/restoring/restore';
import { readCurrentUsers } from '../../nodes/SalesforceLicenses/salesforce/users/currentUsers';
import type { ApplyOptions } from '../../nodes/SalesforceLicenses/salesforce/writes/applyPlan';
import { applyPlan } from '../../nodes/SalesforceLicenses/salesforce/writes/applyPlan';
import type { Row } from '../org/org';
import type { RunningOrg } from '../org/server';
import { aRequest, NOW } from './builders';
import { clientOf } from './orgHttp';
import { noSleep } from './scriptedHttp';

/** Reclaim and Restore from plan to outcome, without n8n and without pauses. */

export type Options = Partial<ApplyOptions>;

async function applied(running: RunningOrg, plan: readonly Outcome[], options: Options) {
	const client = await clientOf(running);
	return await applyPlan(client, plan, {
		sleep: noSleep,
		now: () => NOW,
		isCanceled: () => false,
		...options,
	});
}

async function current(running: RunningOrg, userIds: readonly string[]) {
	const client = await clientOf(running);
	const connection = { client, orgId: running.org.id, connectedUserId: null, now: NOW };
	return await readCurrentUsers(connection, userIds);
}

/** Reclaims this license from these users; the plan is made before `fault` starts. */
export async function take(
	running: RunningOrg,
	userIds: readonly string[],
	request: Partial<ReclaimRequest>,
	{ fault, ...options }: Options & { fault?: () => void } = {},
): Promise<Outcome[]> {
	const requests = userIds.map((userId) =>
		aRequest({ userId, orgId: running.org.id, recheckActivity: false, ...request }),
	);
	const context = { orgId: running.org.id, connectedUserId: null };
	const plan = planReclaim(requests, await current(running, userIds), context);
	fault?.();
	return await applied(running, plan, options);
}

/** Restores what these outcomes reclaimed; the plan is made before `fault` starts. */
export async function giveBack(
	running: RunningOrg,
	outcomes: readonly Outcome[],
	{ fault, ...options }: Options & { fault?: () => void } = {},
): Promise<Outcome[]> {
	const userIds = outcomes.map(({ userId }) => userId);
	const requests: RestoreRequest[] = outcomes.map((outcome) => ({
		...outcome,
		isSealed: true,
		refusal: null,
	}));
	const plan = planRestore(requests, await current(running, userIds), { orgId: running.org.id });
	fault?.();
	return await applied(running, plan, options);
}

/** The outcomes of the steps of one kind. */
export const stepsOf = (outcomes: readonly Outcome[], kind: StepKind) =>
	outcomes.flatMap(({ steps }) => steps.filter(({ step }) => step === kind));

export const PACKAGE = {
	action: 'removeLicense',
	licenseKind: 'packageLicense',
	licenseIdentifier: 'acmeapp',
} as const;

/** Ids of people who hold the package license. */
export function holdersOfPackage({ org }: RunningOrg): string[] {
	const pool = org
		.rows('PackageLicense')
		.find((row) => row.NamespacePrefix === PACKAGE.licenseIdentifier);
	return org
		.rows('UserPackageLicense')
		.filter(({ PackageLicenseId }) => PackageLicenseId === pool?.Id)
		.map(({ UserId }) => String(UserId));
}

/** Ids of active people who can be deactivated or frozen in one call, because none follows another. */
export function plainPeople({ org }: RunningOrg): string[] {
	const frozen = new Set(
		org
			.rows('UserLogin')
			.filter(({ IsFrozen }) => IsFrozen === true)
			.map(({ UserId }) => UserId),
	);
	const following = org.rows('EntitySubscription').map(({ SubscriberId }) => String(SubscriberId));
	const blocked = new Set([...org.blockers.map(({ userId }) => userId), ...following]);
	const isPlain = ({ Id, IsActive, Username }: Row) =>
		IsActive === true &&
		String(Username).startsWith('user') &&
		!frozen.has(Id) &&
		!blocked.has(String(Id));
	return org
		.rows('User')
		.filter(isPlain)
		.map(({ Id }) => String(Id));
}

/** The write calls that reached the org. */
export const writeCalls = ({ org }: RunningOrg) =>
	org.inspector.requests.filter(
		({ method, path }) => method !== 'GET' && path.includes('/composite/sobjects'),
	).length;
