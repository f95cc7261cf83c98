import type { ActivitySignal, SignalName } from '../../model/activity';
import { daysSince } from '../../model/activity';
import type { Detector, DetectorResult, Judging } from './detector';
import { found, notPicked, tooYoung } from './detector';
import { evidence } from '../evidence';
import type { SeatFacts } from '../facts';
import { isCore, moveBetween } from '../../model/licenseMoves';
import { licensesNamed } from '../../model/licenses';
import type { ReclamationRule } from '../rules';
import { plural } from '../../model/plural';

/** User licenses that a cheaper one could replace. All of these detectors lead to a change of profile. */

const MOVES_USERS = {
	actions: ['changeProfile'],
	licenseKinds: ['userLicense'],
	users: 'active',
	// These users log in all the time, which is not a reason to keep the expensive license.
	restsOnActivity: false,
	onlyWhile: null,
	looksBack: 'always',
	settings: ['inactiveDays', 'minimumAccountAgeDays'],
	reads: [],
	signals: [],
	inputs: [],
} as const;

const licenseOf = ({ row }: SeatFacts) => ({
	identifier: row.licenseIdentifier,
	name: row.licenseName,
});

export const signalOf = (signals: readonly ActivitySignal[], name: SignalName) =>
	signals.find(({ signal }) => signal === name);

/** Only integrations log in, on a full license that a person could use. */
export const integrationOnFullLicense: Detector = {
	...MOVES_USERS,
	label: 'Integration on Full License',
	description: 'Users that only integrations log in as, on a full (human) license',
	signals: ['humanLogin', 'apiLogin'],
	detect(facts, rule, { now }) {
		if (!isCore(licenseOf(facts))) return notPicked('clean');
		if (tooYoung(facts, rule, now)) return notPicked('newAccount');
		const human = signalOf(facts.signals, 'humanLogin');
		const api = signalOf(facts.signals, 'apiLogin');
		if (human === undefined || api === undefined) return notPicked('unknown');
		if (human.at !== null) return notPicked('clean');
		if (human.unknown !== null) return notPicked('unknown');
		if (api.at === null) return notPicked(api.unknown === null ? 'clean' : 'unknown');
		return found(
			`Only integrations log in as this user (last ${plural(daysSince(api.at, now) ?? 0, 'day')} ago), on the full license ${facts.row.licenseName}`,
		);
	},
};

/** The expensive licenses, used if a rule names none. */
const FULL_LICENSES: ReadonlySet<string> = new Set(['sfdc', 'salesforce']);
/** The licenses to which users could move, used if a rule names no profile. */
const PLATFORM = { identifier: 'AUL', name: 'Salesforce Platform' };

/** What Sales and Service Cloud add to the platform license (help: users_license_types_available). */
export const CRM_OBJECTS = ['Case', 'Lead', 'Opportunity'] as const;

/** The seat is in use, but not for what the expensive license adds, and Salesforce allows the move. */
export const cheaperLicense: Detector = {
	...MOVES_USERS,
	label: 'Cheaper License',
	description:
		'Users on the Salesforce license who log in but do not create or change leads, opportunities or cases. Needs View All Data.',
	reads: ['crmWork'],
	detect(facts, rule, judging) {
		const { row, more } = facts;
		const license = licenseOf(facts);
		const isDear = FULL_LICENSES.has(license.identifier.toLowerCase());
		if (rule.licenseIdentifiers.length === 0 && !isDear) return notPicked('clean');
		if (tooYoung(facts, rule, judging.now)) return notPicked('newAccount');
		const move = moveTo(facts, rule, judging, PLATFORM);
		if (move !== 'allowed') return notPicked(move === 'unknown' ? 'unknown' : 'clean');
		// Other detectors cover users who do not use the seat at all.
		const inactive = daysSince(row.lastActivityAt, judging.now);
		if (inactive === null || inactive >= rule.inactiveDays) return notPicked('clean');
		const { crmWork } = more;
		if (crmWork === undefined) return notPicked('unknown');
		if (crmWork.at !== null && (daysSince(crmWork.at, judging.now) ?? 0) < rule.inactiveDays) {
			return notPicked('inUse');
		}
		if (crmWork.unknown !== null) return notPicked('unknown');
		return found(
			`Used ${plural(inactive, 'day')} ago, but no ${CRM_OBJECTS.join(', ')} created or changed in ${plural(rule.inactiveDays, 'day')}`,
			[evidence('crmWork', crmWork.at, `Records created or changed: ${CRM_OBJECTS.join(', ')}`)],
		);
	},
};

/** What is known about the move that the rule wants; a move to nowhere is refused. */
function moveTo(
	facts: SeatFacts,
	{ targetProfile }: ReclamationRule,
	{ targets }: Judging,
	preset: { identifier: string; name: string },
): ReturnType<typeof moveBetween> {
	const license = licenseOf(facts);
	const profile = targetProfile === null ? null : targets.get(targetProfile);
	const to = profile?.userLicense ?? preset;
	return to.identifier === license.identifier ? 'refused' : moveBetween(license, to);
}

interface LoginPair {
	member: { identifier: string; name: string };
	login: { identifier: string; name: string };
}

/**
 * Member-based licenses and their login-based counterparts. Some orgs show no key for them; their
 * identifier is then the name.
 */
export const LOGIN_LICENSES: readonly LoginPair[] = [
	'Customer Community',
	'Customer Community Plus',
	'Partner Community',
].map((name) => {
	const identifier = `PID_${name.replaceAll(' ', '_')}`;
	return {
		member: { identifier, name },
		login: { identifier: `${identifier}_Login`, name: `${name} Login` },
	};
});

const isOneOf = ({ identifier, name }: LoginPair['member']) => licensesNamed([identifier, name]);
const PAIRS = LOGIN_LICENSES.map((pair) => ({
	...pair,
	isMember: isOneOf(pair.member),
	isLogin: isOneOf(pair.login),
}));

const MONTH_DAYS = 30;

/**
 * With few logins a login-based license is cheaper, with many logins a member-based one, at the prices of
 * the price book.
 */
export const loginBased: Detector = {
	...MOVES_USERS,
	label: 'Cheaper Billing Model',
	description:
		'Experience Cloud users for whom a login-based license would be cheaper than a member-based one, or vice versa, at your prices',
	reads: ['loginDays'],
	signals: ['humanLogin', 'apiLogin'],
	inputs: ['loginPrices'],
	detect(facts, rule, judging): DetectorResult {
		const { row, more, signals } = facts;
		const pair = PAIRS.find(({ isMember, isLogin }) => isMember(row) || isLogin(row));
		if (pair === undefined) return notPicked('clean');
		const [member, login] = [pair.member, pair.login].map((license) => judging.priceOf(license));
		if (member === null || login === null || member.currency !== login.currency) {
			return notPicked('clean');
		}
		if (tooYoung(facts, rule, judging.now)) return notPicked('newAccount');
		const isMember = pair.isMember(row);
		const move = moveTo(facts, rule, judging, isMember ? pair.login : pair.member);
		if (move !== 'allowed') return notPicked(move === 'unknown' ? 'unknown' : 'clean');
		const human = signalOf(signals, 'humanLogin');
		const days = daysSince(judging.since?.toISOString() ?? null, judging.now);
		if (more.loginDays === undefined || human === undefined || human.unknown !== null || !days) {
			return notPicked('unknown');
		}
		const logins = (more.loginDays * MONTH_DAYS) / days;
		const byLogin = logins * login.price;
		const byMember = judging.pricePeriod === 'year' ? member.price / 12 : member.price;
		const saving = isMember ? byMember - byLogin : byLogin - byMember;
		if (saving <= 0) return notPicked('clean');
		const inMonth = (amount: number) => `${amount.toFixed(2)} ${member.currency}`;
		return {
			...found(
				`${logins.toFixed(1)} logins per month cost ${inMonth(byLogin)} on a login-based license and ${inMonth(byMember)} on a member-based license`,
				[
					evidence(
						'loginsPerMonth',
						Math.round(logins * 10) / 10,
						'LoginHistory, at most one login per day',
					),
				],
			),
			saving: {
				saving: Math.round(saving * (judging.pricePeriod === 'year' ? 12 : 1) * 100) / 100,
				currency: member.currency,
				savingPeriod: judging.pricePeriod,
			},
		};
	},
};
