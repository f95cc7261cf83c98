import type { RuleAction } from '../../model/actions';
import type { LicenseKind } from '../../model/licenses';

/** What the forms of the playbook call the stored values. Stored values never change with a label. */

export const FORM_ACTIONS: Readonly<Record<RuleAction, string>> = {
	deactivate: 'Deactivate the user',
	freeze: 'Freeze the login',
	removeLicense: 'Remove the license only',
	wholeSeat: 'Deactivate the user and remove all licenses',
	changeProfile: 'Move the user to a cheaper profile',
};

export const FORM_KINDS: Readonly<Record<LicenseKind, string>> = {
	userLicense: 'User license',
	permissionSetLicense: 'Permission set license',
	packageLicense: 'Managed package license',
	featureLicense: 'Feature license',
};

export const BY_FORM = 'Use the fields below';
export const BY_JSON = 'Use JSON';

export const FORM_PROCESSES: Readonly<Record<string, string>> = {
	download: 'Read licenses',
	activity: 'Read activity',
	consumption: 'Read usage',
	reclaim: 'Reclaim and restore',
};

export const labelOf = (labels: Readonly<Record<string, string>>, value: unknown): string =>
	typeof value === 'string' ? (labels[value] ?? value) : '';

export const yesOrNo = (value: unknown): 'Yes' | 'No' => (value ? 'Yes' : 'No');
