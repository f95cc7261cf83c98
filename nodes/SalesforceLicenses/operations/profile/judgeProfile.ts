import { asksFor } from '../../licensing/finding/detectors/allDetectors';
import { RULE_DEFAULTS } from '../../licensing/finding/rules';
import { closest, foldName } from '../../licensing/model/closest';
import type {
	FieldNote,
	IntegrationProfile,
	ProfileConnection,
	ProfileField,
} from '../../licensing/playbook/profile';
import { noteOn, PROFILE_LABELS, SILENCE_LABELS } from '../../licensing/playbook/profile';
import { conflictsOf, savedOver, subflowsOf } from '../../licensing/playbook/profileConflicts';
import type { NamedLicenses } from '../../licensing/playbook/profileNames';
import { namesOfNothing } from '../../licensing/playbook/profileNames';
import { describe } from '../parameters/given';
import { isBlank } from './fieldValues';
import { rulesGiven } from './profileRules';
import { fieldsGiven, reclaimsGiven } from './profileSchema';

type Given = Readonly<Record<string, unknown>>;

export interface ProfileJudgement {
	isValid: boolean;
	/** Null if anything is wrong, so that an incomplete profile is never stored. */
	profile: IntegrationProfile | null;
	mistakes: FieldNote[];
	warnings: FieldNote[];
}

export interface JudgedAgainst {
	/** Null if none were passed in. */
	licenses: NamedLicenses | null;
	connections: readonly ProfileConnection[] | null;
	stored: Given | null;
}

/** The stored profile, if there is one, provides what no form asks for. */
const STORED_ONLY = [
	'displayName',
	'status',
	'profileType',
	'orgId',
	'orgName',
	'publishedAt',
	'createdBy',
	'lanes',
	'access',
] as const;

/** The normalized profile, or everything that is wrong with it. */
export function judgeProfile(
	entered: Given,
	{ licenses, connections, stored }: JudgedAgainst,
): ProfileJudgement {
	const { given, warnings } = byName(entered);
	if (stored !== null) for (const name of STORED_ONLY) given[name] ??= stored[name];

	const { values, mistakes } = fieldsGiven(given);
	const rules = rulesGiven(given, ruleNames(stored));
	mistakes.push(...rules.mistakes);
	const { connection, downloadSubflow, reclaimSubflow } = values;
	const reclaims = reclaimsGiven(given.reclaim);
	if (!reclaims.ok) mistakes.push(noteOn('reclaim', reclaims.reason));
	if (
		reclaims.ok &&
		connection !== undefined &&
		downloadSubflow !== undefined &&
		reclaimSubflow !== undefined
	) {
		const asked = { connection, downloadSubflow, reclaimSubflow };
		const found = subflowsOf(asked, reclaims.value, connections);
		Object.assign(values, found.subflows);
		mistakes.push(...found.mistakes);
	}
	mistakes.push(...conflictsOf(values));
	if (values.directory?.length === 0 && rules.complete.some((rule) => asksFor('directory', rule))) {
		const message =
			'a rule looks for people who left, and needs to know who is there. Enter the e-mail addresses of your people, or remove that rule.';
		mistakes.push(noteOn('directory', message));
	}
	if (licenses !== null) {
		const { prices = {}, excludedIdentifiers = [] } = values;
		warnings.push(...namesOfNothing({ prices, excludedIdentifiers }, rules.complete, licenses));
	}
	const guards = guardsOf(given);
	warnings.push(...guards.warnings);
	if (mistakes.length > 0) return { isValid: false, profile: null, mistakes, warnings };

	const profile = inOrder({
		...values,
		rules: rules.rules,
		...guards.values,
	} as IntegrationProfile);
	if (stored === null) return { isValid: true, profile, mistakes, warnings };
	const saved = savedOver(profile, stored);
	return {
		isValid: true,
		profile: saved.profile,
		mistakes,
		warnings: [...warnings, ...saved.warnings],
	};
}

/** Keys that forms and tables add, and that are not columns of a profile. */
const NOT_OURS: ReadonlySet<string> = new Set([
	'id',
	'createdAt',
	'updatedAt',
	'submittedAt',
	'formMode',
	'formQueryParameters',
]);

/** The fields by their names; a form may use their labels instead. An unknown name is ignored with a warning. */
function byName(entered: Given): { given: Record<string, unknown>; warnings: FieldNote[] } {
	const names = Object.keys(PROFILE_LABELS) as ProfileField[];
	const byLabel = new Map(names.map((name) => [foldName(PROFILE_LABELS[name]), name]));
	const given: Record<string, unknown> = {};
	const warnings: FieldNote[] = [];
	for (const [key, value] of Object.entries(entered)) {
		const name = names.find((one) => one === key) ?? byLabel.get(foldName(key));
		if (name !== undefined) given[name] ??= value;
		else if (!NOT_OURS.has(key)) {
			const [near] = closest(key, names, 1);
			const hint = near === undefined ? '' : ` The closest is "${near}".`;
			const message = `a profile has no field "${key}", so it is ignored.${hint}`;
			warnings.push({ field: key, label: key, message });
		}
	}
	return { given, warnings };
}

/** Protective settings: only one literal value turns each of them off; anything else leaves them on. */
function guardsOf({ dryRun, onSilence, status }: Given): {
	values: Pick<IntegrationProfile, 'dryRun' | 'onSilence' | 'status'>;
	warnings: FieldNote[];
} {
	const warnings: FieldNote[] = [];
	const isOff = dryRun === false || dryRun === 'No';
	const isOn = isOff || dryRun === true || dryRun === 'Yes' || isBlank(dryRun);
	if (!isOn) {
		warnings.push(
			noteOn(
				'dryRun',
				`it stays on, because it is ${describe(dryRun)}. Only No (or false) turns it off.`,
			),
		);
	}
	const reclaims = onSilence === 'reclaim' || onSilence === SILENCE_LABELS.reclaim;
	const keeps = onSilence === 'keep' || onSilence === SILENCE_LABELS.keep || isBlank(onSilence);
	if (!reclaims && !keeps) {
		warnings.push(
			noteOn(
				'onSilence',
				`users who do not answer keep the license, because it is ${describe(onSilence)}. To change that, choose ${SILENCE_LABELS.reclaim} (reclaim).`,
			),
		);
	}
	const isPublished = status === 'Published';
	if (!isPublished && status !== 'Draft' && !isBlank(status)) {
		warnings.push(
			noteOn(
				'status',
				`the profile is a draft, because it is ${describe(status)}. Publish it in the guided setup.`,
			),
		);
	}
	const values = {
		dryRun: !isOff,
		onSilence: reclaims ? ('reclaim' as const) : ('keep' as const),
		status: isPublished ? ('Published' as const) : ('Draft' as const),
	};
	return { values, warnings };
}

/** What the stored rules are called, by what they look for. */
function ruleNames(stored: Given | null): Partial<Record<string, string>> {
	const rules = stored?.rules;
	const list = Array.isArray(rules) ? (rules as Array<Record<string, unknown> | null>) : [];
	return Object.fromEntries(
		list.flatMap((rule) =>
			typeof rule?.name === 'string'
				? [[String(rule.detector ?? RULE_DEFAULTS.detector), rule.name]]
				: [],
		),
	);
}

/** The columns in the order of the documented table. */
function inOrder(profile: IntegrationProfile): IntegrationProfile {
	const order = Object.keys(PROFILE_LABELS).filter((name) => name in profile);
	return Object.fromEntries(
		order.map((name) => [name, profile[name as keyof IntegrationProfile]]),
	) as unknown as IntegrationProfile;
}
