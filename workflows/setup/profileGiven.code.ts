import type { Connection, Entered, Field, Profile } from './profileForm.code';
import { BY_JSON, LABELS } from './profileForm.code';
import type { Rules } from './profileRules.code';
import { judged, rulesOfJson } from './profileRules.code';

/** What becomes of what was entered in the lane "Profile details". */
type Given = { error: string } | { error: ''; profile: Profile; message: string };

const LIMITS: Array<[Field, least: number, most: number]> = [
	['inactiveDays', 1, 3650],
	['maxUsers', 1, 100_000],
	['maxPercent', 0, 100],
	['daysToAnswer', 0, 365],
	['graceDays', 0, 365],
];

/** A username, or the id of a user in 15 or 18 characters. */
const USER = /^(?:[^\s@]+@[^\s@]+|005[a-zA-Z0-9]{12}(?:[a-zA-Z0-9]{3})?)$/;

const textOf = (value: unknown): string => String(value ?? '').trim();
const list = (value: unknown): string[] =>
	textOf(value)
		.split(/[,;\n]/)
		.map((part) => part.trim())
		.filter((part) => part !== '');

/** The profile as it is to be saved, or what is wrong with what was entered. */
export function detailsGiven(given: Entered, profile: Profile, connections: Connection[]): Given {
	for (const [name, least, most] of LIMITS) {
		const value = Number(given[name]);
		if (textOf(given[name]) === '' || !(value >= least && value <= most)) {
			return {
				error: `"${LABELS[name]}" takes a number from ${least} to ${most}, not "${textOf(given[name])}".`,
			};
		}
	}
	const rules = rulesGiven(given, profile);
	if ('error' in rules) return rules;
	const prices = pricesGiven(given.prices);
	if ('error' in prices) return prices;
	const currency = textOf(given.currency).toUpperCase();
	if (!/^[A-Z]{3}$/.test(currency)) {
		return {
			error: 'Enter the currency of the prices as a code of three letters, such as USD or EUR.',
		};
	}
	const stranger = list(given.excludedUsernames).find((name) => !USER.test(name));
	if (stranger !== undefined) {
		return {
			error: `"${stranger}" is neither a username, which in Salesforce has the form of an e-mail address, nor the id of a user, which begins with 005.`,
		};
	}
	for (const name of ['managerEmail', 'alertEmail'] as const) {
		const address = textOf(given[name]);
		if (address !== '' && !/^[^\s@]+@[^\s@]+$/.test(address)) {
			return { error: `"${address}" is no e-mail address.` };
		}
	}
	const connection = connections.find(({ name }) => name === given.connection);
	if (connection === undefined) return { error: 'Choose a connection.' };
	const reclaims = given.reclaim === 'Yes';
	if (reclaims && !connection.reclaimSubflow) {
		return {
			error: `The connection "${connection.name}" has no reclaim subflow. Set "Reclaim subscriptions?" to No, or connect the org anew with one (lane "Connect an additional org").`,
		};
	}
	if (given.autoReclaim === 'Yes' && !reclaims) {
		return {
			error:
				'Nothing can be reclaimed by itself where "Reclaim subscriptions?" is No. Change one of the two.',
		};
	}
	if (given.notifyUser === 'Yes' && Number(given.daysToAnswer) < 1) {
		return {
			error:
				'Whoever is asked needs time: "Days to answer" takes 1 or more, or set "Ask the user first?" to No.',
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
		dryRun: given.dryRun === 'Yes',
		notifyUser: given.notifyUser === 'Yes',
		autoReclaim: given.autoReclaim === 'Yes',
		maxUsers: Number(given.maxUsers),
		maxPercent: Number(given.maxPercent),
		daysToAnswer: Number(given.daysToAnswer),
		graceDays: Number(given.graceDays),
		askBy: textOf(given.askBy),
		onSilence: textOf(given.onSilence),
		managerEmail: textOf(given.managerEmail),
		alertEmail: textOf(given.alertEmail),
	});
}

/** A connection that nobody has tested must not be used at night: the profile is a draft until it is published anew. */
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
			'The profile details are saved. As what it connects to has changed, the profile is a draft again: publish it anew (lane "Review and publish"), which tests the connection.',
	};
}

function rulesGiven(given: Entered, { rules }: Profile): Rules {
	if (given.ruleSource === BY_JSON) return rulesOfJson(textOf(given.rulesJson));
	const identifiers = list(given.licenseIdentifiers);
	const target = textOf(given.targetProfileId);
	const judgement = judged([
		{
			name: rules?.[0]?.name ?? 'Unused seats',
			licenseKinds: [given.licenseKinds ?? []].flat(),
			...(identifiers.length === 0 ? {} : { licenseIdentifiers: identifiers }),
			inactiveDays: Number(given.inactiveDays),
			action: textOf(given.action),
			...(given.action === 'changeProfile' ? { targetProfileId: target } : {}),
		},
	]);
	if (!('error' in judgement)) return judgement;
	return { error: judgement.error.replace(/^Rules: rule 1: /, 'The rule cannot work so: ') };
}

function pricesGiven(value: unknown): { prices: Record<string, number> } | { error: string } {
	const prices: Record<string, number> = {};
	for (const part of list(value)) {
		const [, key, price] = /^(.*\S)\s*=\s*(\d+(?:\.\d+)?)$/.exec(part) ?? [];
		if (key === undefined) {
			return { error: `Prices are written as SFDC=2100, AUL=300. This is not: "${part}".` };
		}
		prices[key] = Number(price);
	}
	return { prices };
}
