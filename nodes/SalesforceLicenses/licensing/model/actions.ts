/** The actions that end with an inactive user. */
export const ENDING: readonly RuleAction[] = ['deactivate', 'wholeSeat'];

/** What a rule may do with a seat that it picks. */
export const RULE_ACTIONS = [
	'deactivate',
	'freeze',
	'removeLicense',
	'wholeSeat',
	'changeProfile',
] as const;
export type RuleAction = (typeof RULE_ACTIONS)[number];
