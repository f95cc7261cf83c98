import type { IExecuteFunctions } from 'n8n-workflow';
import { NodeOperationError } from 'n8n-workflow';
import { daysSince } from '../../../licensing/model/activity';
import type { Condition } from '../../../licensing/finding/conditions';
import { LOGIN_LICENSES } from '../../../licensing/finding/detectors/moves';
import { asksFor, daysToLookBack } from '../../../licensing/finding/detectors/allDetectors';
import type { PeopleFindings } from '../../../licensing/model/directory';
import type { Price } from '../../../licensing/model/prices';
import { priceOf } from '../../../licensing/model/prices';
import type { ReclamationRule } from '../../../licensing/finding/rules';
import type { Profile } from '../../../licensing/model/licenseMoves';
import type { ActivityChoice } from '../../../salesforce/activity/activitySignals';
import type { SalesforceClient } from '../../../salesforce/client/client';
import { missingFields } from '../../../salesforce/subscriptions/userDetails';
import { closestProfile, readTargetProfiles } from '../../../salesforce/users/profiles';
import type { Connection } from '../../../transport/connect';
import { plural } from '../../../licensing/model/plural';

/** Whether the rules can work with the other parameters. Checked before anything is read. */
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
		new NodeOperationError(context.getNode(), message, {
			description,
			itemIndex,
		});
	const seen = daysSince(activity.since.toISOString(), now) ?? 0;
	for (const rule of rules) {
		const needed = daysToLookBack(rule, activity.counted ?? activity.signals);
		if (needed > seen) {
			throw refuse(
				`The rule "${rule.name}" needs ${plural(needed, 'day')} of history, but Login History Days is ${seen}`,
				'Nothing was read. Raise Login History Days (Salesforce keeps 180 days of logins), lower Inactive Days of the rule, or select only Last Login in Activity Signals.',
			);
		}
		if (asksFor('directory', rule) && !hasDirectory) {
			throw refuse(
				`The rule "${rule.name}" looks for users who are not in the directory, but Directory is empty`,
				'Nothing was read. Enter your list of people in Directory From Items, e.g. the name of the node that reads it.',
			);
		}
		if (asksFor('loginPrices', rule) && !hasLoginPrices(prices)) {
			throw refuse(
				`The rule "${rule.name}" compares a member-based with a login-based license, but Prices and Price Book do not have the prices of both`,
				`Nothing was read. Add both prices to Prices (for the login-based license, the price of one login), e.g. for ${FIRST_PAIR.map(({ identifier }) => identifier).join(' and ')}.`,
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

/** The profiles to which rules move users. */
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
		`A rule moves users to the profile "${missing}", but the connected user can see no profile with this name or ID in ${org.name}${near}`,
		{
			description:
				'Nothing was read. Correct Target Profile of the rule: enter the name as in Setup > Users > Profiles, or the ID.',
			itemIndex,
		},
	);
}

/** Whether the org has the fields that conditions use, and shows them. */
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
		`A rule uses the user field "${missing.field}", which the connected user cannot see in ${org.name} (${missing.column})`,
		{
			description:
				'Nothing was read. Correct the field in the conditions of the rules, or give the connected user access to it (Setup > Object Manager > User > Fields & Relationships > Set Field-Level Security).',
			itemIndex,
		},
	);
}

/** With a wrong list, every user would count as a leaver. */
export function warnOfDirectory(
	client: SalesforceClient,
	{ matchedUsers, usersWithoutPerson }: PeopleFindings,
	rules: readonly ReclamationRule[],
): void {
	if (usersWithoutPerson <= matchedUsers) return;
	if (!rules.some((rule) => asksFor('directory', rule))) return;
	client.report.warn(
		`Only ${plural(matchedUsers, 'user is', 'users are')} in the directory, and ${usersWithoutPerson} are not. Before you trust the Leaver results, check Directory and Match People By.`,
	);
}
