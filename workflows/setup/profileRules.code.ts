import { DETECTOR_NAMES } from '../../nodes/SalesforceLicenses/licensing/finding/detectors/names';
import {
	DETECTORS,
	ruleConflict,
} from '../../nodes/SalesforceLicenses/licensing/finding/detectors/allDetectors';
import { LICENSE_KINDS } from '../../nodes/SalesforceLicenses/licensing/model/licenses';
import { RULE_ACTIONS } from '../../nodes/SalesforceLicenses/licensing/model/actions';
import { RULE_DEFAULTS } from '../../nodes/SalesforceLicenses/licensing/finding/rules';
import type { ReclamationRule } from '../../nodes/SalesforceLicenses/licensing/finding/rules';
import type { Rule } from '../storage/rows';

/**
 * The rules of a profile, as a person enters them. The page shows what is wrong; the node checks the rules,
 * including their conditions, again when it runs.
 */
export type Rules = { rules: Rule[] } | { error: string };

/** The node's rules have no target profile: the playbook adds it to the candidates. */
const FIELDS = [...Object.keys(RULE_DEFAULTS), 'targetProfileId'];
const IN_THE_FORM = new Set([
	'name',
	'licenseKinds',
	'licenseIdentifiers',
	'inactiveDays',
	'action',
	'targetProfileId',
]);
/** A profile ID, in 15 or 18 characters. */
const PROFILE_ID = /^00e[a-zA-Z0-9]{12}(?:[a-zA-Z0-9]{3})?$/;

export const ACTIONS: readonly string[] = RULE_ACTIONS;

/** Whether the fields of the form say all that the rules say. */
export const fitsTheForm = (rules: readonly Rule[]): boolean =>
	rules.length <= 1 &&
	rules.every((rule) => Object.keys(rule).every((key) => IN_THE_FORM.has(key)));

export function rulesOfJson(text: string): Rules {
	let rules: unknown;
	try {
		rules = JSON.parse(text);
	} catch (error) {
		return refused(`this is not valid JSON. ${(error as Error).message}`);
	}
	if (!Array.isArray(rules) || rules.length === 0) {
		return refused('enter a list of rules, e.g. [{ "name": "Unused seats", "inactiveDays": 60 }].');
	}
	return judged(rules);
}

/** Refuses the rules that the node would refuse, with the node's own message. */
export function judged(rules: unknown[]): Rules {
	const names = new Set<unknown>();
	for (const [index, rule] of rules.entries()) {
		const wrong = (text: string) => refused(`rule ${index + 1}: ${text}`);
		if (typeof rule !== 'object' || rule === null || Array.isArray(rule)) {
			return wrong('write it as { "name": "Unused seats", "inactiveDays": 60 }.');
		}
		const complaint = complaintAbout(rule as Record<string, unknown>);
		if (complaint !== null) return wrong(complaint);
		const name = (rule as Rule).name ?? RULE_DEFAULTS.name;
		if (names.has(name)) {
			return wrong(`another rule has the name "${name}" too. Give each rule its own name.`);
		}
		names.add(name);
	}
	return { rules: rules as Rule[] };
}

function complaintAbout(rule: Record<string, unknown>): string | null {
	const unknown = Object.keys(rule).find((key) => !FIELDS.includes(key));
	if (unknown !== undefined) {
		return `there is no field "${unknown}". The fields are ${FIELDS.join(', ')}.`;
	}
	const complete = { ...RULE_DEFAULTS, ...rule } as ReclamationRule & Record<string, unknown>;
	if (!DETECTOR_NAMES.includes(complete.detector)) {
		return `there is no detector "${complete.detector}". There are ${DETECTOR_NAMES.join(', ')}.`;
	}
	complete.action =
		(rule.action as typeof complete.action) ?? DETECTORS[complete.detector].actions[0];
	if (!ACTIONS.includes(complete.action)) {
		return `there is no action "${complete.action}". There are ${ACTIONS.join(', ')}.`;
	}
	if (!Array.isArray(complete.licenseKinds)) return 'licenseKinds takes a list.';
	const kind = complete.licenseKinds.find((one) => !LICENSE_KINDS.includes(one));
	if (kind !== undefined) {
		return `there is no license kind "${kind}". There are ${LICENSE_KINDS.join(', ')}.`;
	}
	for (const name of ['inactiveDays', 'minimumAccountAgeDays']) {
		const days = complete[name];
		if (typeof days !== 'number' || !(days >= 0)) return `${name} takes a number of days.`;
	}
	if (complete.action === 'changeProfile' && !PROFILE_ID.test(String(rule.targetProfileId ?? ''))) {
		return 'the action "changeProfile" needs the profile to move users to. Set targetProfileId to an ID of 15 or 18 characters that begins with 00e (it is in the URL of the profile: Setup > Users > Profiles).';
	}
	return ruleConflict(complete);
}

const refused = (text: string): { error: string } => ({ error: `Rules: ${text}` });
