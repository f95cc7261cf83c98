/** The smallest part of a plan: a step writes one record and knows its result. */

/** The order of reclaiming: what requires a license is removed before the license, the user comes last. */
export const RECLAIM_STEPS = [
	'transferRecord',
	'removePermissionSet',
	'removePermissionSetGroup',
	'removePermissionSetLicense',
	'removePackageLicense',
	'clearFeatureLicense',
	'freeze',
	'deactivate',
	'changeProfile',
] as const;

/** Restoring uses the reverse order. */
export const RESTORE_STEPS = [
	'restoreProfile',
	'reactivate',
	'assignPermissionSetLicense',
	'assignPermissionSet',
	'assignPermissionSetGroup',
	'assignPackageLicense',
	'setFeatureLicense',
	'unfreeze',
	'returnRecord',
] as const;

export const STEP_KINDS = [...RECLAIM_STEPS, ...RESTORE_STEPS] as const;
export type StepKind = (typeof STEP_KINDS)[number];

/** The steps in a sentence. */
export const STEP_LABELS: Readonly<Record<StepKind, string>> = {
	transferRecord: 'transfer the record',
	removePermissionSet: 'remove the permission set',
	removePermissionSetGroup: 'remove the permission set group',
	removePermissionSetLicense: 'remove the permission set license',
	removePackageLicense: 'remove the package license',
	clearFeatureLicense: 'remove the feature license',
	freeze: 'freeze the user',
	deactivate: 'deactivate the user',
	changeProfile: 'change the profile',
	restoreProfile: 'restore the profile',
	reactivate: 'reactivate the user',
	assignPermissionSetLicense: 'assign the permission set license',
	assignPermissionSet: 'assign the permission set',
	assignPermissionSetGroup: 'assign the permission set group',
	assignPackageLicense: 'assign the package license',
	setFeatureLicense: 'assign the feature license',
	unfreeze: 'unfreeze the user',
	returnRecord: 'return the record',
};

export const OUTCOME_KINDS = [
	'done',
	'alreadyDone',
	'skipped',
	'blocked',
	'failed',
	'unknown',
	'planned',
] as const;
export type OutcomeKind = (typeof OUTCOME_KINDS)[number];

/** The outcomes in a sentence. */
export const OUTCOME_LABELS: Readonly<Record<OutcomeKind, string>> = {
	done: 'done',
	alreadyDone: 'already done',
	skipped: 'skipped',
	blocked: 'blocked',
	failed: 'failed',
	unknown: 'unknown',
	planned: 'planned',
};

export interface Step {
	step: StepKind;
	/** The record that the step writes: the user, its login record, or an assignment. */
	recordId: string;
	/**
	 * What is assigned or removed: a license, permission set, group, feature, profile or new owner;
	 * otherwise null.
	 */
	target: string | null;
	/** The target in words; for a record, its object. */
	name: string | null;
	/** The seat that the step frees: license kind and identifier, joined by `:`; otherwise null. */
	frees: string | null;
	outcome: OutcomeKind;
	errorCode: string | null;
	reason: string | null;
	/** When the assignment expires (ISO-8601 UTC); only if it does. */
	expiresAt?: string;
}

export function planStep(
	step: StepKind,
	recordId: string,
	target: string | null = null,
	name: string | null = null,
	frees: string | null = null,
): Step {
	return { step, recordId, target, name, frees, outcome: 'planned', errorCode: null, reason: null };
}

/** Two steps with the same key are one write, whichever candidates requested it. */
export function stepKey({ step, recordId, target }: Pick<Step, 'step' | 'recordId' | 'target'>) {
	return [step, recordId, target ?? ''].join(':');
}

export function isTaking(step: StepKind): boolean {
	return (RECLAIM_STEPS as readonly StepKind[]).includes(step);
}

export function succeeded({ outcome }: Step): boolean {
	return outcome === 'done' || outcome === 'alreadyDone';
}

export function isDue({ outcome }: Pick<Step, 'outcome'>): boolean {
	return outcome === 'planned';
}

const NEEDS_A_USER: readonly StepKind[] = ['restoreProfile', 'reactivate'];

/**
 * The earlier steps that must have succeeded. Reclaim is careful: after a refusal no user is locked out,
 * and running again finishes the rest. Restore restores as much as possible.
 */
export function dependsOn(later: StepKind, earlier: StepKind): boolean {
	// Steps of one kind are sent together, so none of them waits for another.
	if (later === earlier) return false;
	if (isTaking(later)) return true;
	if (later === 'assignPermissionSet' || later === 'assignPermissionSetGroup') {
		return earlier === 'assignPermissionSetLicense' || NEEDS_A_USER.includes(earlier);
	}
	return NEEDS_A_USER.includes(earlier);
}
