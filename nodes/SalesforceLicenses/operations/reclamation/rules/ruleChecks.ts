import type { IExecuteFunctions } from 'n8n-workflow';
import { NodeOperationError } from 'n8n-workflow';
import { daysSince } from '../../../licensing/model/activity';
import type { Condition } from '../../../licensing/finding/conditions';
import { LOGIN_LICENSES } from '../../../licensing/finding/detectors/moves';
import { daysToLookBack } from '../../../licensing/finding/detectors/allDetectors';
import type { PeopleFindings } from '../../../licensing/model/directory';
import type { Price } from '../../../licensing/model/prices';
import { priceOf } from '../../../licensing/model/prices';
import type { ReclamationRule } from '../../../licensing/finding/rules';
import type { Profile } from '../../../licensing/model/licenseMoves';
import type { ActivityChoice } from '../../../salesforce/activity/activitySignals';
import type { SalesforceClient } from '../../../salesforce/client/client';
import { missingFields } from '../../../salesforce/subscriptions/personDetails';
import { closestProfile, readTargetProfiles } from '../../../salesforce/users/profiles';
import type { Connection } from '../../../transport/connect';

/** Whether the rules can work with what else the node is told. Asked before anything is read. */
export function checkRules(
	context: IExecuteFunctions,
	itemIndex: number,
	rules: readonly ReclamationRule[],
	{
		activity,
		now,
		prices,
		hasDirectory,
	}: {
		activity: ActivityChoice;
		now: Date;
		prices: readonly Price[];
		hasDirectory: boolean;
	},
): void {
	const refuse = (message: string, description: string) =>
		new NodeOperationError(context.getNode(), message, { description, itemIndex });
	const seen = daysSince(activity.since.toISOString(), now) ?? 0;
	for (const rule of rules) {
		const needed = daysToLookBack(rule, activity.counted ?? activity.signals);
		if (needed > seen) {
			throw refuse(
				`Login History Days: the rule "${rule.name}" has to look back ${needed} days, and logins and work are read for ${seen} days only`,
				'Nothing was read. Raise Login History Days (Salesforce keeps 180 days of logins), lower the inactive days of the rule, or choose Last Login alone as activity signal.',
			);
		}
		if (rule.detector === 'leaver' && !hasDirectory) {
			throw refuse(
				`Directory: the rule "${rule.name}" looks for people who are not in the directory, and none is given`,
				'Nothing was read. Give your list of people in the parameter Directory, e.g. by an expression from the node that reads it.',
			);
		}
		if (rule.detector === 'loginBased' && !hasLoginPrices(prices)) {
			throw refuse(
				`Price Book: the rule "${rule.name}" compares the price of a member with that of a login, and the price book has no such pair`,
				`Nothing was read. Add both prices to Price Book, that of a login for one login, e.g. of ${FIRST_PAIR.map(({ identifier }) => identifier).join(' and ')}.`,
			);
		}
	}
}

const FIRST_PAIR = [LOGIN_LICENSES[0].member, LOGIN_LICENSES[0].login];

function hasLoginPrices(prices: readonly Price[]): boolean {
	return LOGIN_LICENSES.some(({ member, login }) =>
		[member, login].every(
			({ identifier, name }) =>
				priceOf(prices, {
					licenseKind: 'userLicense',
					licenseIdentifier: identifier,
					licenseName: name,
				}) !== null,
		),
	);
}

/** The profiles that rules want to move users to. */
export async function targetsOf(
	context: IExecuteFunctions,
	itemIndex: number,
	{ client, org }: Connection,
	rules: readonly ReclamationRule[],
): Promise<ReadonlyMap<string, Profile>> {
	const names = rules.flatMap(({ targetProfile }) => targetProfile ?? []);
	const targets = await readTargetProfiles(client, names);
	const missing = names.find((name) => !targets.has(name));
	if (missing === undefined) return targets;
	const near = await closestProfile(client, missing);
	throw new NodeOperationError(
		context.getNode(),
		`A rule moves users to the profile "${missing}", and ${org.name} has none of this name or id that the connected user can see${near}`,
		{
			description:
				'Nothing was read. Correct targetProfile of the rule: the name as in Setup > Profiles, or the id.',
			itemIndex,
		},
	);
}

/** Whether the org has the fields that conditions ask for, and shows them. */
export async function checkFields(
	context: IExecuteFunctions,
	itemIndex: number,
	{ client, org }: Connection,
	conditions: readonly Condition[],
): Promise<void> {
	const fields = [...new Set(conditions.map(({ field }) => field))];
	const [missing] = await missingFields(client, fields);
	if (missing === undefined) return;
	throw new NodeOperationError(
		context.getNode(),
		`A rule asks for the field "${missing.field}" of the users, and ${org.name} shows the connected user no ${missing.column}`,
		{
			description:
				'Nothing was read. Correct the field in the conditions of the rules, or let the connected user see it (Setup > Object Manager > User > Fields & Relationships > Set Field-Level Security).',
			itemIndex,
		},
	);
}

/** A wrong list makes leavers of everybody. */
export function warnOfDirectory(
	client: SalesforceClient,
	{ matchedUsers, usersWithoutPerson }: PeopleFindings,
	rules: readonly ReclamationRule[],
): void {
	if (usersWithoutPerson <= matchedUsers) return;
	if (!rules.some(({ detector }) => detector === 'leaver')) return;
	client.report.warn(
		`Only ${matchedUsers} users are in the directory and ${usersWithoutPerson} are not. Before you trust the leavers, check the Directory and Match People By.`,
	);
}
