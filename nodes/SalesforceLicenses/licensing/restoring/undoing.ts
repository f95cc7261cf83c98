import type { OutcomeKind, Step, StepKind } from '../planning/steps';

/** Which step of Restore reverses which step of Reclaim. */

/** A step of Reclaim, as it is in the input with its outcome. */
export type Taken = Pick<Step, 'step' | 'recordId' | 'target' | 'name' | 'outcome'>;

/** Outcomes of Reclaim after which something may have been written. */
export const WRITTEN: ReadonlySet<OutcomeKind> = new Set(['done', 'unknown']);

/** Steps that also remove something without a step of its own. */
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
/** These steps match whatever they name: there is one user and one login record. */
const WITHOUT_TARGET: ReadonlySet<StepKind> = new Set(['unfreeze', 'reactivate', 'restoreProfile']);

/** Whether this step reverses that one. */
export function undoes(give: Step, taken: Taken): boolean {
	if (SIDE_EFFECTS[give.step]?.includes(taken.step) === true) return true;
	if (OPPOSITE[give.step] !== taken.step) return false;
	if (WITHOUT_TARGET.has(give.step)) return true;
	return give.step === 'returnRecord'
		? give.recordId === taken.recordId
		: give.target === taken.target;
}
