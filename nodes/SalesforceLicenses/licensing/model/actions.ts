/** The actions that end with an inactive user. */
export const DEACTIVATING_ACTIONS: readonly RuleAction[] = ['deactivate', 'wholeSeat'];

/** What a rule may do with a seat that it picks. */
export const RULE_ACTIONS = [
	'deactivate',
	'freeze',
	'removeLicense',
	'wholeSeat',
	'changeProfile',
] as const;
export type RuleAction = (typeof RULE_ACTIONS)[number];

/** What the form, messages and reasons call the actions. */
export const ACTION_LABELS: Readonly<Record<RuleAction, string>> = {
	deactivate: 'Deactivate',
	freeze: 'Freeze',
	removeLicense: 'Remove License',
	wholeSeat: 'Deactivate and Remove All Licenses',
	changeProfile: 'Change Profile',
};

/** For messages about JSON, which shows the values: `Freeze ("freeze")`. */
export const actionNamed = (action: RuleAction): string => `${ACTION_LABELS[action]} ("${action}")`;
