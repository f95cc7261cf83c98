import type { IDataObject } from 'n8n-workflow';
import type { Org } from '../../org/org';
import type { OutcomeItem, StepItem } from '../seats';
import { administratorsOf, untouchable } from './company';
import type { Change, Facts } from './facts';
import { about, changesBetween, subjectOf } from './facts';
import type { Journal } from './journal';
import type { Scenario } from './scenario';
import { meant, unexplained } from './verdict';

/**
 * What Reclaim promises besides true outcomes: who is spared, how many users change, and that the plan is
 * what is written.
 */

const say = (what: unknown) => JSON.stringify(what);
const isUser = (fact: string) => fact.startsWith('005');

/** The state of an org before a run, for all checks after it. */
export interface Before {
	facts: Facts;
	untouchable: Set<string>;
	administrators: string[];
	/** The user license of each active user, and of how many. */
	licenseOf: Map<string, string>;
}

export function beforeOf(org: Org, scenario: Scenario, facts: Facts): Before {
	const licenseOf = new Map(
		org
			.rows('User')
			.filter(({ IsActive }) => IsActive === true)
			.map((user) => [user.Id, String(org.seats.userLicenseOf(user)?.Id)]),
	);
	return {
		facts,
		untouchable: untouchable(org, scenario),
		administrators: administratorsOf(org),
		licenseOf,
	};
}

const usersOf = (changes: readonly Change[]) =>
	new Set(
		changes
			.map(({ fact }) => fact)
			.filter(isUser)
			.map(subjectOf),
	);

/** Protected people, the last administrator, and the caps. */
export function tooFar(
	org: Org,
	{ changes, touched }: Journal,
	before: Before,
	outcomes: readonly OutcomeItem[],
	{ maxUsers, maxPercent }: IDataObject,
): string[] {
	const lies: string[] = [];
	const users = usersOf(changes);
	for (const userId of users)
		if (before.untouchable.has(userId)) lies.push(`a protected user was touched: ${userId}`);
	if (before.administrators.length > 0 && administratorsOf(org).length === 0)
		lies.push('nobody is left who administrates');
	if (users.size > Number(maxUsers)) lies.push(`${users.size} users, Max Users is ${maxUsers}`);
	const perLicense = new Map<string, Set<string>>();
	for (const { userId, action } of outcomes) {
		const license = before.licenseOf.get(userId);
		const isOut = !users.has(userId) || touched.has(userId);
		if (isOut || action === 'removeLicense' || license === undefined) continue;
		perLicense.set(license, (perLicense.get(license) ?? new Set()).add(userId));
	}
	for (const [license, touched] of perLicense) {
		const whole = [...before.licenseOf.values()].filter((one) => one === license).length;
		const allowed = Math.max(1, Math.floor((whole * Number(maxPercent)) / 100));
		if (touched.size > allowed)
			lies.push(`${touched.size} of ${whole} users of ${license}, Max Percent is ${maxPercent}`);
	}
	return lies;
}

/** What was written is what the dry run planned; a user who changed in the meantime may have a new plan. */
export function outsideThePlan(
	{ changes }: Journal,
	plan: readonly OutcomeItem[],
	mayDiffer: ReadonlySet<string>,
): string[] {
	const planned = plan.map((one) => ({
		...one,
		steps: one.outcome === 'planned' ? one.steps : [],
	}));
	return unexplained(changes, planned, ({ outcome }) => outcome === 'planned')
		.filter(({ fact }) => !mayDiffer.has(subjectOf(fact)))
		.map((change) => `written, and not in the plan: ${say(change)}`);
}

/** Whether the user is in the state that the action leads to. */
function isAsWanted(org: Org, facts: Facts, one: OutcomeItem): boolean {
	const { userId, action } = one;
	const is = (fact: string, value: string) => facts.get(fact) === value;
	const inactive = is(about.active(userId), 'false');
	const holds = (...kinds: string[]) =>
		[...facts.keys()].some((fact) => kinds.some((kind) => fact.startsWith(kind)));
	switch (action) {
		case 'freeze':
			return inactive || is(about.frozen(userId), 'true');
		case 'deactivate':
			return inactive;
		case 'wholeSeat':
			return (
				inactive &&
				!holds(about.setLicense(userId, ''), about.package(userId, ''), about.feature(userId, ''))
			);
		case 'changeProfile':
			return is(about.profile(userId), String(one.targetProfileId));
		default:
			return !holds(licenseFact(org, one));
	}
}

function licenseFact(org: Org, { userId, licenseKind, licenseIdentifier }: OutcomeItem): string {
	const idOf = (object: string, name: string) =>
		String(org.rows(object).find((row) => row[name] === licenseIdentifier)?.Id);
	if (licenseKind === 'featureLicense') return about.feature(userId, String(licenseIdentifier));
	return licenseKind === 'packageLicense'
		? about.package(userId, idOf('PackageLicense', 'NamespacePrefix'))
		: about.setLicense(userId, idOf('PermissionSetLicense', 'DeveloperName'));
}

/** Checks `done` and `alreadyDone` of a whole item, for people whom no one else changed. */
export function falselyDone(
	org: Org,
	{ touched }: Journal,
	{ start, end }: { start: Facts; end: Facts },
	outcomes: readonly OutcomeItem[],
): string[] {
	return outcomes.flatMap((one) => {
		if (touched.has(one.userId) || !/^(done|alreadyDone)$/.test(one.outcome)) return [];
		if (!isAsWanted(org, end, one)) return [`${one.outcome}, and it is not so: ${say(one)}`];
		const before = one.outcome === 'alreadyDone' && !isAsWanted(org, start, one);
		// Another item of the same user may have done it.
		const byAnother = outcomes.some(
			({ userId, steps }) =>
				userId === one.userId && steps.some(({ outcome }) => outcome === 'done'),
		);
		return before && !byAnother ? [`alreadyDone, and it was not so before: ${say(one)}`] : [];
	});
}

/** Differences from the earlier state, and which blocked step of Restore explains them. */
export function notGivenBack(
	org: Org,
	was: Facts,
	is: Facts,
	touched: ReadonlySet<string>,
	restored: readonly OutcomeItem[],
	warned: ReadonlySet<string>,
): string[] {
	return changesBetween(was, is).flatMap(({ fact, from, to }) => {
		if (touched.has(subjectOf(fact))) return [];
		const isSaid = restored.some(
			({ userId, steps }) =>
				subjectOf(fact) === userId &&
				steps.some(
					(step) =>
						meant(userId, step).fact === fact &&
						isGoodReason(
							org,
							step.outcome === 'skipped' ? blockedOf(steps) : step,
							warned.has(userId),
						),
				),
		);
		const said = restored
			.filter(({ userId }) => userId === subjectOf(fact))
			.map(({ outcome, reason, steps }) => ({
				outcome,
				reason,
				steps: steps.map((step) => `${step.step} ${step.target}: ${step.outcome} ${step.reason}`),
			}));
		return isSaid ? [] : [`not given back: ${say({ fact, from, to, said })}`];
	});
}

/** What the skipped steps of a user depend on. */
const blockedOf = (steps: readonly StepItem[]) =>
	steps.find(({ outcome }) => outcome === 'blocked');

/**
 * What Salesforce itself does not give back: a seat if none is free, and a one-way move that Reclaim
 * warned about.
 */
function isGoodReason(org: Org, step: StepItem | undefined, wasWarned: boolean): boolean {
	if (step?.outcome !== 'blocked') return false;
	const { errorCode, reason } = step;
	const pools = ['UserLicense', 'PermissionSetLicense', 'PackageLicense'].flatMap((object) =>
		org.rows(object),
	);
	if (errorCode === 'NO_FREE_SEAT') return pools.some((pool) => org.seats.isFull(pool));
	return wasWarned && /Salesforce does not allow moving a user/.test(reason ?? '');
}
