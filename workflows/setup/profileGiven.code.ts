import { actionNamed, RULE_ACTIONS } from '../../nodes/SalesforceLicenses/licensing/model/actions';
import { kindNamed, LICENSE_KINDS } from '../../nodes/SalesforceLicenses/licensing/model/licenses';
import type { Labels } from '../kit/labels.code';
import {
	ACTION_LABELS,
	CHANNEL_LABELS,
	KIND_LABELS,
	SILENCE_LABELS,
	labelOf,
	valueOf,
} from '../kit/labels.code';
import type { Connection, Entered, Field, Profile } from './profileForm.code';
import { BY_JSON, LABELS } from './profileForm.code';
import type { Rules } from './profileRules.code';
import { judged, rulesOfJson } from './profileRules.code';

/** What the step "Profile details" makes of the values that were entered. */
type Given = { error: string } | { error: ''; profile: Profile; message: string };

const LIMITS: Array<[Field, least: number, most: number]> = [
	['inactiveDays', 1, 3650],
	['maxUsers', 1, 100_000],
	['maxPercent', 0, 100],
	['daysToAnswer', 0, 365],
	['graceDays', 0, 365],
];

/** A username, or a user ID of 15 or 18 characters. */
const USER = /^(?:[^\s@]+@[^\s@]+|005[a-zA-Z0-9]{12}(?:[a-zA-Z0-9]{3})?)$/;

const textOf = (value: unknown): string => String(value ?? '').trim();
const list = (value: unknown): string[] =>
	textOf(value)
		.split(/[,;\n]/)
		.map((part) => part.trim())
		.filter((part) => part !== '');

/** The profile to save, or what is wrong with the values that were entered. */
export function detailsGiven(given: Entered, profile: Profile, connections: Connection[]): Given {
	for (const [name, least, most] of LIMITS) {
		const value = Number(given[name]);
		if (textOf(given[name]) === '' || !(value >= least && value <= most)) {
			return {
				error: `"${LABELS[name]}" takes a number from ${least} to ${most}, not "${textOf(given[name])}".`,
			};
		}
	}
	const choices = choicesGiven(given);
	if ('error' in choices) return choices;
	const rules = rulesGiven(given, choices, profile);
	if ('error' in rules) return rules;
	const prices = pricesGiven(given.prices);
	if ('error' in prices) return prices;
	const currency = textOf(given.currency).toUpperCase();
	if (!/^[A-Z]{3}$/.test(currency)) {
		return {
			error: 'Enter the currency of the prices as a three-letter code, such as USD or EUR.',
		};
	}
	const stranger = list(given.excludedUsernames).find((name) => !USER.test(name));
	if (stranger !== undefined) {
		return {
			error: `"${stranger}" is neither a username (in Salesforce, it looks like an e-mail address) nor a user ID (it begins with 005).`,
		};
	}
	for (const name of ['managerEmail', 'alertEmail'] as const) {
		const address = textOf(given[name]);
		if (address !== '' && !/^[^\s@]+@[^\s@]+$/.test(address)) {
			return { error: `"${address}" is not an e-mail address.` };
		}
	}
	const connection = connections.find(({ name }) => name === given.connection);
	if (connection === undefined) return { error: 'Choose the Salesforce org.' };
	const reclaims = given.reclaim === 'Yes';
	if (reclaims && !connection.reclaimSubflow) {
		return {
			error: `The connection "${connection.name}" has no reclaim subflow. Set "Reclaim subscriptions?" to No, or connect the org again with a reclaim subflow (step "Connect an additional org").`,
		};
	}
	if (given.autoReclaim === 'Yes' && !reclaims) {
		return {
			error: 'Automatic reclaim needs "Reclaim subscriptions?" set to Yes. Change one of the two.',
		};
	}
	if (given.notifyUser === 'Yes' && Number(given.daysToAnswer) < 1) {
		return {
			error:
				'Users need time to answer: enter 1 or more for "Days to answer", or set "Ask the user first?" to No.',
		};
	}
	return saved(profile, connection, {
		...profile,
		connection: connection.name,
		downloadSubflow: connection.downloadSubflow,
		reclaimSubflow: reclaims ? connection.reclaimSubflow : '',
		rules: rules.rules,
		excludedUsernames: list(given.excludedUsernames),
		excludedIdentifiers: list(given.excludedIdentifiers),
		prices: prices.prices,
		currency,
		dryRun: given.dryRun !== 'No',
		notifyUser: given.notifyUser === 'Yes',
		autoReclaim: given.autoReclaim === 'Yes',
		maxUsers: Number(given.maxUsers),
		maxPercent: Number(given.maxPercent),
		daysToAnswer: Number(given.daysToAnswer),
		graceDays: Number(given.graceDays),
		askBy: choices.askBy,
		onSilence: choices.onSilence,
		managerEmail: textOf(given.managerEmail),
		alertEmail: textOf(given.alertEmail),
	});
}

/** The nightly jobs must not use an untested connection: the profile is a draft until it is published again. */
function saved(before: Profile, connection: Connection, next: Profile): Given {
	const lanes: Record<string, unknown> = { ...next.lanes, details: true };
	const untested =
		before.connection !== connection.name || (!before.reclaimSubflow && next.reclaimSubflow);
	if (untested) lanes.connection = false;
	if (!untested || before.status !== 'Published') {
		return { error: '', profile: { ...next, lanes }, message: 'The profile details are saved.' };
	}
	return {
		error: '',
		profile: { ...next, status: 'Draft', lanes: { ...lanes, publish: false } },
		message:
			'The profile details are saved. The connection has changed, so the profile is a draft again. Publish it again (step "Review and publish") to test the connection.',
	};
}

/** The stored values behind the labels of the form. A label that the form does not have is refused. */
interface Choices {
	licenseKinds: string[];
	action: string;
	askBy: string;
	onSilence: string;
}

function choicesGiven(given: Entered): Choices | { error: string } {
	const kinds = [given.licenseKinds ?? []].flat().map((kind) => valueOf(KIND_LABELS, kind));
	if (kinds.includes(undefined)) return choose('licenseKinds', KIND_LABELS);
	const action = valueOf(ACTION_LABELS, given.action);
	if (action === undefined) return choose('action', ACTION_LABELS);
	const askBy = valueOf(CHANNEL_LABELS, given.askBy);
	if (askBy === undefined) return choose('askBy', CHANNEL_LABELS);
	const onSilence = valueOf(SILENCE_LABELS, given.onSilence);
	if (onSilence === undefined) return choose('onSilence', SILENCE_LABELS);
	return { licenseKinds: kinds as string[], action, askBy, onSilence };
}

const choose = (name: Field, labels: Labels) => ({
	error: `Choose a value for "${LABELS[name]}": ${Object.values(labels).join(', ')}.`,
});

function rulesGiven(given: Entered, choices: Choices, { rules }: Profile): Rules {
	if (given.ruleSource === BY_JSON) return rulesOfJson(textOf(given.rulesJson));
	const identifiers = list(given.licenseIdentifiers);
	const target = textOf(given.targetProfileId);
	const judgement = judged([
		{
			name: rules?.[0]?.name ?? 'Unused seats',
			licenseKinds: choices.licenseKinds,
			...(identifiers.length === 0 ? {} : { licenseIdentifiers: identifiers }),
			inactiveDays: Number(given.inactiveDays),
			action: choices.action,
			...(choices.action === 'changeProfile' ? { targetProfileId: target } : {}),
		},
	]);
	if (!('error' in judgement)) return judgement;
	return { error: inLabels(judgement.error.replace(/^Rules: rule 1: /, 'The rule cannot work: ')) };
}

const withoutTheirLabels = (text: string): string =>
	[
		...RULE_ACTIONS.map((action) => [actionNamed(action), action]),
		...LICENSE_KINDS.map((kind) => [kindNamed(kind), kind]),
	].reduce((plain, [named, value]) => plain.replaceAll(named, value), text);

/** The node's rules name stored values, some of them behind labels of their own; this form shows its labels. */
const inLabels = (text: string): string =>
	withoutTheirLabels(text).replace(
		/"?\b(deactivate|freeze|removeLicense|wholeSeat|changeProfile|userLicense|permissionSetLicense|packageLicense|featureLicense|targetProfileId)\b"?/g,
		(_, value: string) =>
			`"${value === 'targetProfileId' ? LABELS.targetProfileId : labelOf({ ...ACTION_LABELS, ...KIND_LABELS }, value)}"`,
	);

function pricesGiven(value: unknown): { prices: Record<string, number> } | { error: string } {
	const prices: Record<string, number> = {};
	for (const part of list(value)) {
		const [, key, price] = /^(.*\S)\s*=\s*(\d+(?:\.\d+)?)$/.exec(part) ?? [];
		if (key === undefined) {
			return { error: `"${part}" is not a price. Enter prices as SFDC=2100, AUL=300.` };
		}
		prices[key] = Number(price);
	}
	return { prices };
}
