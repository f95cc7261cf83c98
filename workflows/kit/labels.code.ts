/** What pages and messages call the values that are stored. Stored values never change with a label. */
export type Labels = Readonly<Record<string, string>>;

export const ACTION_LABELS: Labels = {
	deactivate: 'Deactivate the user',
	freeze: 'Freeze the login',
	removeLicense: 'Remove the license only',
	wholeSeat: 'Deactivate the user and remove all licenses',
	changeProfile: 'Move the user to a cheaper profile',
};

export const KIND_LABELS: Labels = {
	userLicense: 'User license',
	permissionSetLicense: 'Permission set license',
	packageLicense: 'Managed package license',
	featureLicense: 'Feature license',
};

export const CHANNEL_LABELS: Labels = { email: 'E-mail', slack: 'Slack', ticket: 'Ticket' };

export const SILENCE_LABELS: Labels = {
	keep: 'Keep the license',
	reclaim: 'Reclaim the license',
};

export const PROCESS_LABELS: Labels = {
	download: 'Read licenses',
	activity: 'Read activity',
	consumption: 'Read usage',
	reclaim: 'Reclaim and restore',
};

export const OUTCOME_LABELS: Labels = {
	planned: 'Planned',
	done: 'Done',
	alreadyDone: 'Already done',
	skipped: 'Skipped',
	blocked: 'Blocked',
	failed: 'Failed',
	unknown: 'Outcome unknown',
};

/** The label of a stored value; a value without one is shown as it is. */
export const labelOf = (labels: Labels, value: unknown): string =>
	labels[String(value)] ?? String(value);

/** The stored value behind what was chosen, as its label or as the value itself; undefined for anything else. */
export function valueOf(labels: Labels, chosen: unknown): string | undefined {
	return Object.keys(labels).find((value) => value === chosen || labels[value] === chosen);
}
