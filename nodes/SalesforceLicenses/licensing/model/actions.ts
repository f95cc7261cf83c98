/** The actions after which the user is inactive. */
export const DEACTIVATING_ACTIONS: readonly RuleAction[] = ['deactivate', 'wholeSeat'];

/** What a rule can do with a seat that it picks. */
export const RULE_ACTIONS = [
	'deactivate',
	'freeze',
	'removeLicense',
	'wholeSeat',
	'changeProfile',
] as const;
export type RuleAction = (typeof RULE_ACTIONS)[number];

/** The names of the actions in the form and in messages. */
export const ACTION_LABELS: Readonly<Record<RuleAction, string>> = {
	deactivate: 'Deactivate',
	freeze: 'Freeze',
	removeLicense: 'Remove License',
	wholeSeat: 'Deactivate and Remove All Licenses',
	changeProfile: 'Change Profile',
};

/** For messages about JSON, which also show the value: `Freeze ("freeze")`. */
export const actionNamed = (action: RuleAction): string => `${ACTION_LABELS[action]} ("${action}")`;
