import type { FreeSeats } from '../planning/freeSeats';
import { seatByLicenseId } from '../planning/freeSeats';
import { illegalMove } from '../model/licenseMoves';
import type { LicenseKind } from '../model/licenses';
import { KIND_NAMES, LICENSE_KINDS } from '../model/licenses';
import { KIND_PLANS } from '../planning/kinds/allKinds';
import { OWN_CODES } from '../planning/outcome';
import type { Step } from '../planning/steps';
import { planStep } from '../planning/steps';
import type { Profile } from '../model/licenseMoves';
import type { BeforeImage, CurrentUser, PermissionSetHold } from '../model/userState';

/** The steps from the present state of a user to the earlier one. */
export interface WayBack {
	steps: Step[];
	/** What the steps cannot restore. */
	warnings: string[];
}

export interface WayContext {
	freeSeats: FreeSeats;
	profiles: ReadonlyMap<string, Profile> | null;
	owners: ReadonlyMap<string, string>;
	/** What Reclaim wrote: only its steps show which records it transferred. */
	written: ReadonlyArray<Pick<Step, 'step' | 'recordId' | 'target' | 'name'>>;
}

/** In the reverse order of the reclaim; only the requested steps. */
export function restoreSteps(
	before: BeforeImage,
	user: CurrentUser,
	context: WayContext,
	isWanted: (step: Step) => boolean,
): WayBack {
	const steps: Step[] = [];
	const add = (step: Step, seat: { kind: LicenseKind; id: string | null; name: string } | null) => {
		if (!isWanted(step)) return;
		const key = seat === null || seat.id === null ? null : seatByLicenseId(seat.kind, seat.id);
		if (seat === null || key === null || context.freeSeats.take(key, user.userId)) {
			steps.push(step);
			return;
		}
		const reason = context.freeSeats.closedReason(key) ?? noSeat(seat.name);
		steps.push(blocked(step, reason, OWN_CODES.noSeat));
	};

	const moved = before.profileId !== null && before.profileId !== user.profileId;
	const reactivates = before.isActive && !user.isActive;
	const takesOldSeat = moved && before.userLicenseId !== user.userLicenseId;
	const oldSeat = {
		kind: 'userLicense' as const,
		id: before.userLicenseId,
		name: 'the user license of the previous profile',
	};
	if (moved) {
		const step = planStep('restoreProfile', user.userId, before.profileId);
		const refused = cannotGoBack(before.profileId, user, context.profiles);
		if (refused !== null && isWanted(step)) steps.push(blocked(step, refused, null));
		// An inactive user takes the seat with the reactivation, not with the profile.
		else add(step, takesOldSeat && user.isActive ? oldSeat : null);
	}
	if (reactivates) {
		const name = user.userLicenseName ?? 'the user license';
		const seat = { kind: 'userLicense' as const, id: user.userLicenseId, name };
		add(planStep('reactivate', user.userId), takesOldSeat ? oldSeat : seat);
	}
	const giveBack = (kind: LicenseKind) => {
		for (const { step, seat } of KIND_PLANS[kind].giveBack(before, user)) add(step, seat);
	};
	giveBack('permissionSetLicense');
	const sets = missingSets(before.permissionSets, user);
	for (const { step, licenseIds } of sets.due) {
		// Salesforce assigns the license along with the permission set, so it fails for the same reasons
		// as the license.
		const without = steps.find(
			({ target, outcome }) => outcome === 'blocked' && licenseIds.includes(target ?? ''),
		);
		if (without === undefined) add(step, null);
		else if (isWanted(step)) steps.push(blocked(step, without.reason, without.errorCode));
	}
	for (const kind of LICENSE_KINDS) if (kind !== 'permissionSetLicense') giveBack(kind);
	if (before.isFrozen === false && user.isFrozen === true && user.loginId !== null) {
		add(planStep('unfreeze', user.loginId), null);
	}
	for (const { step, recordId, target, name } of context.written) {
		// If another user owns the record now, an admin gave it to that user for a reason.
		if (step !== 'transferRecord' || context.owners.get(recordId) !== target) continue;
		add(planStep('returnRecord', recordId, user.userId, name), null);
	}
	const lost = sets.over.filter(({ step }) => isWanted(step));
	const endless = sets.due.filter(({ step, isExpiryKnown }) => isWanted(step) && !isExpiryKnown);
	return {
		steps,
		warnings: [
			...unreadLayers(before, user),
			...lost.map(({ step }) => ended(step)),
			...(endless.length === 0 ? [] : [withoutEnd(endless.map(({ step }) => step))]),
		],
	};
}

/** A step that cannot or must not be applied, known before anything is written. */
export function blocked(step: Step, reason: string | null, errorCode: string | null): Step {
	return { ...step, outcome: 'blocked', reason, errorCode };
}

function noSeat(what: string): string {
	return `There is no free seat of ${what}. Free a seat or buy one, then run Restore again.`;
}

function cannotGoBack(
	profileId: string | null,
	user: CurrentUser,
	profiles: ReadonlyMap<string, Profile> | null,
): string | null {
	if (profileId === null || profiles === null || user.userLicenseIdentifier === null) return null;
	const profile = profiles.get(profileId);
	if (profile === undefined) return `The previous profile (${profileId}) no longer exists.`;
	const name = user.userLicenseName ?? user.userLicenseIdentifier;
	return illegalMove({ identifier: user.userLicenseIdentifier, name }, profile.userLicense);
}

interface MissingSet {
	step: Step;
	licenseIds: readonly string[];
	isExpiryKnown: boolean;
}

/** Permission sets first, then groups; expired assignments separately. */
function missingSets(
	before: PermissionSetHold[] | null,
	user: CurrentUser,
): { due: MissingSet[]; over: MissingSet[] } {
	const keyOf = (hold: PermissionSetHold) => hold.permissionSetGroupId ?? hold.permissionSetId;
	if (before === null || user.permissionSets === null) return { due: [], over: [] };
	const held = new Set(user.permissionSets.map(keyOf));
	const missing = before.filter((hold) => !held.has(keyOf(hold)));
	const isGroup = ({ permissionSetGroupId }: PermissionSetHold) => permissionSetGroupId !== null;
	const give = (hold: PermissionSetHold): MissingSet => {
		const { permissionSetId, permissionSetGroupId, name, expiresAt } = hold;
		const step = isGroup(hold)
			? planStep('assignPermissionSetGroup', user.userId, permissionSetGroupId, name)
			: planStep('assignPermissionSet', user.userId, permissionSetId, name);
		return { ...hold, step: expiresAt === null ? step : { ...step, expiresAt } };
	};
	const all = [...missing.filter((hold) => !isGroup(hold)), ...missing.filter(isGroup)].map(give);
	// The time of the read is the present, because the state of the user dates from then.
	const isOver = ({ step: { expiresAt } }: MissingSet) =>
		expiresAt !== undefined && !(Date.parse(expiresAt) > Date.parse(user.readAt));
	return { due: all.filter((one) => !isOver(one)), over: all.filter(isOver) };
}

function ended({ name, target, expiresAt }: Step): string {
	return `The assignment of ${name ?? target} expired on ${expiresAt}, so it is not restored.`;
}

function withoutEnd(steps: readonly Step[]): string {
	const names = steps.map(({ name, target }) => name ?? target).join(', ');
	return `These assignments are restored without an expiration date, because it is unknown whether they had one: ${names}. If they did, set it in Salesforce (Setup > Users > the user > Permission Set Assignments).`;
}

/** Layers that could not be read before or cannot be read now are not restored, with a warning. */
function unreadLayers(before: BeforeImage, user: CurrentUser): string[] {
	const layers: Array<[name: string, was: unknown, is: unknown]> = [
		['permission sets', before.permissionSets, user.permissionSets],
		...LICENSE_KINDS.map((kind): [string, unknown, unknown] => {
			const { layerOf } = KIND_PLANS[kind];
			return [`${KIND_NAMES[kind]}s`, layerOf(before), layerOf(user)];
		}),
		['the frozen state', before.isFrozen, user.isFrozen],
	];
	const then = layers.flatMap(([name, was]) => (was === null ? [name] : []));
	const now = layers.flatMap(([name, was, is]) => (was !== null && is === null ? [name] : []));
	return [
		...(then.length === 0 ? [] : [`Not in the before-image, so not restored: ${then.join(', ')}.`]),
		...(now.length === 0 ? [] : [`Not readable now, so not restored: ${now.join(', ')}.`]),
	];
}
