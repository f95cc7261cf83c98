import { FreeSeats, seatKey } from './freeSeats';
import type { LicenseKind } from './model';
import type { Outcome } from './plan';
import type { RuleAction } from './rules';
import type { OutcomeKind, Step } from './steps';
import { planStep } from './steps';
import type { BeforeImage, CurrentUser, LicenseHold, PermissionSetHold } from './userState';
import { beforeImage } from './userState';

/** One outcome of reclaim, or a stored before-image, to be turned round. */
export interface RestoreRequest {
	candidateKey: string | null;
	orgId: string | null;
	userId: string;
	licenseKind: LicenseKind;
	licenseIdentifier: string;
	action: RuleAction;
	/** What reclaim did. `planned`, `blocked` and the like wrote nothing, so nothing is given back. */
	outcome: OutcomeKind | null;
	/** What became of the steps, where the outcome has them. */
	stepOutcomes: readonly OutcomeKind[];
	before: BeforeImage;
	saving: number | null;
	currency: string | null;
}

/** Outcomes of reclaim after which something may have been written. */
const WRITTEN = new Set<OutcomeKind | null>(['done', 'failed', 'unknown', null]);

/**
 * The way back, in the reverse order of taking the seat. Only what differs from the before-image is
 * written. A step that needs a seat where none is free is `blocked` before anything is written.
 */
export function planRestore(
	requests: readonly RestoreRequest[],
	current: ReadonlyMap<string, CurrentUser>,
	orgId: string,
	freeSeats: FreeSeats = new FreeSeats(),
): Outcome[] {
	// Several outcomes of one user share the way back, so its seats are counted once.
	const ways = new Map<string, Step[]>();
	return requests.map((request) => {
		const user = current.get(request.userId);
		const key = `${request.userId}:${JSON.stringify(request.before)}`;
		const way =
			ways.get(key) ?? (user === undefined ? [] : wayBack(request.before, user, freeSeats));
		ways.set(key, way);
		return planOne(request, user, orgId, way);
	});
}

function planOne(
	request: RestoreRequest,
	user: CurrentUser | undefined,
	orgId: string,
	way: readonly Step[],
): Outcome {
	const base: Outcome = {
		candidateKey:
			request.candidateKey ??
			[orgId, request.userId, request.licenseKind, request.licenseIdentifier].join(':'),
		orgId,
		userId: request.userId,
		username: user?.username ?? request.before.username,
		licenseKind: request.licenseKind,
		licenseIdentifier: request.licenseIdentifier,
		action: request.action,
		targetProfileId: null,
		outcome: 'planned',
		reason: null,
		errorCode: null,
		steps: [],
		before: user === undefined ? null : beforeImage(user),
		reclaimedAt: null,
		recheckActivity: false,
		saving: request.saving,
		currency: request.currency,
	};
	const settle = (outcome: OutcomeKind, reason: string): Outcome => ({ ...base, outcome, reason });

	const touched = request.stepOutcomes.some((kind) => WRITTEN.has(kind));
	if (!WRITTEN.has(request.outcome) && !touched) {
		return settle('skipped', `Reclaim wrote nothing for this row (outcome "${request.outcome}").`);
	}
	if (user === undefined) {
		return settle(
			'failed',
			`The org has no user ${request.userId} that the connected user can see.`,
		);
	}
	if (way.length === 0) return settle('alreadyDone', 'The user is as the before-image says.');
	const steps = way.map((step) => ({ ...step }));
	const blocked = steps.find(({ outcome }) => outcome === 'blocked');
	return { ...base, steps, reason: blocked?.reason ?? null };
}

function wayBack(before: BeforeImage, user: CurrentUser, freeSeats: FreeSeats): Step[] {
	const needsSeat = (step: Step, kind: LicenseKind, licenseId: string | null, what: string) =>
		licenseId === null || freeSeats.take(seatKey(kind, licenseId))
			? step
			: { ...step, outcome: 'blocked' as const, reason: noSeat(what) };
	const steps: Step[] = [];
	if (before.isActive && !user.isActive) {
		const license = user.userLicenseName ?? 'the user license';
		const step = planStep('reactivate', user.userId);
		steps.push(needsSeat(step, 'userLicense', user.userLicenseId, license));
	}
	if (before.profileId !== null && before.profileId !== user.profileId) {
		const step = planStep('restoreProfile', user.userId, before.profileId);
		const license = before.userLicenseId === user.userLicenseId ? null : before.userLicenseId;
		steps.push(needsSeat(step, 'userLicense', license, 'the user license of the old profile'));
	}
	for (const hold of missingHolds(before.permissionSetLicenses, user.permissionSetLicenses)) {
		const { licenseId, licenseIdentifier } = hold;
		const step = planStep('assignPermissionSetLicense', user.userId, licenseId, licenseIdentifier);
		steps.push(needsSeat(step, 'permissionSetLicense', licenseId, licenseIdentifier));
	}
	steps.push(...missingSets(before.permissionSets, user));
	for (const hold of missingHolds(before.packageLicenses, user.packageLicenses)) {
		const { licenseId, licenseIdentifier } = hold;
		const step = planStep('assignPackageLicense', user.userId, licenseId, licenseIdentifier);
		steps.push(needsSeat(step, 'packageLicense', licenseId, licenseIdentifier));
	}
	const flags = user.featureLicenses ?? [];
	for (const feature of before.featureLicenses ?? []) {
		if (user.featureLicenses === null || flags.includes(feature)) continue;
		const step = planStep('setFeatureLicense', user.userId, feature, feature);
		steps.push(needsSeat(step, 'featureLicense', feature, feature));
	}
	if (before.isFrozen === false && user.isFrozen === true && user.loginId !== null) {
		steps.push(planStep('unfreeze', user.loginId));
	}
	return steps;
}

function noSeat(what: string): string {
	return `No seat of ${what} is free. Free a seat or buy one, then restore again.`;
}

function missingHolds(before: LicenseHold[] | null, now: LicenseHold[] | null): LicenseHold[] {
	if (before === null || now === null) return [];
	const held = new Set(now.map(({ licenseId }) => licenseId));
	return before.filter(({ licenseId }) => !held.has(licenseId));
}

function missingSets(before: PermissionSetHold[] | null, user: CurrentUser): Step[] {
	const keyOf = (hold: PermissionSetHold) => hold.permissionSetGroupId ?? hold.permissionSetId;
	if (before === null || user.permissionSets === null) return [];
	const held = new Set(user.permissionSets.map(keyOf));
	const missing = before.filter((hold) => !held.has(keyOf(hold)));
	const steps = missing.map((hold) =>
		hold.permissionSetGroupId === null
			? planStep('assignPermissionSet', user.userId, hold.permissionSetId, hold.name)
			: planStep('assignPermissionSetGroup', user.userId, hold.permissionSetGroupId, hold.name),
	);
	return steps.sort((a, b) => a.step.length - b.step.length);
}
