import type { OutcomeKind, Step, StepKind } from '../planning/steps';

/** Which step of Restore gives back what which step of Reclaim took. */

/** A step of Reclaim, as it came back with its outcome. */
export type Taken = Pick<Step, 'step' | 'recordId' | 'target' | 'name' | 'outcome'>;

/** Outcomes of reclaim after which something may have been written. */
export const WRITTEN: ReadonlySet<OutcomeKind> = new Set(['done', 'unknown']);

/** Steps that take something along which no step of its own names. */
const SIDE_EFFECTS: Partial<Record<StepKind, readonly StepKind[]>> = {
	// Salesforce releases licenses with the last permission set, and some with a deactivation.
	assignPermissionSetLicense: [
		'removePermissionSet',
		'removePermissionSetGroup',
		'deactivate',
		'changeProfile',
	],
	assignPackageLicense: ['deactivate'],
};

const OPPOSITE: Partial<Record<StepKind, StepKind>> = {
	assignPermissionSet: 'removePermissionSet',
	assignPermissionSetGroup: 'removePermissionSetGroup',
	assignPermissionSetLicense: 'removePermissionSetLicense',
	assignPackageLicense: 'removePackageLicense',
	setFeatureLicense: 'clearFeatureLicense',
	unfreeze: 'freeze',
	reactivate: 'deactivate',
	restoreProfile: 'changeProfile',
	returnRecord: 'transferRecord',
};
/** Undone whatever they named: there is one user and one login record. */
const WITHOUT_TARGET: ReadonlySet<StepKind> = new Set(['unfreeze', 'reactivate', 'restoreProfile']);

/** Whether this step gives back what that one took. */
export function undoes(give: Step, taken: Taken): boolean {
	if (SIDE_EFFECTS[give.step]?.includes(taken.step) === true) return true;
	if (OPPOSITE[give.step] !== taken.step) return false;
	if (WITHOUT_TARGET.has(give.step)) return true;
	return give.step === 'returnRecord'
		? give.recordId === taken.recordId
		: give.target === taken.target;
}
