import { z } from 'zod';
import type { ProfileFact, ProfileSettings } from '../../licensing/report/facts';
import { toList } from '../parameters/given';
import { amount } from '../parameters/itemValues';
import { pricesOf } from '../profile/profilePrices';
import { currency, flagOrNull, name, textOrNull, timeOrNull, unpacked } from './itemFields';

/** A profile as its table keeps it. Its prices are by the year, whatever the period of the report. */

const text = textOrNull.catch(null);
const toggle = flagOrNull.catch(null);
const number = amount.catch(null);

const rule = z.object({
	name: text,
	licenseKinds: z
		.array(z.string())
		.nullish()
		.catch(null)
		.transform((kinds) => kinds ?? null),
	inactiveDays: number,
	action: text,
});
const rules = z
	.preprocess(unpacked, z.array(rule).nullish().catch(null))
	.transform((all) => all ?? []);
const names = z.unknown().transform((given): string[] => {
	const list = typeof given === 'string' ? (unpacked(given) ?? toList(given)) : given;
	return Array.isArray(list) ? list.map(String) : [];
});

/** A setting that cannot be read is shown as missing; the report does not depend on it. */
const settings: z.ZodType<ProfileSettings, z.ZodTypeDef, unknown> = z.object({
	...{ status: text, profileType: text, connection: text },
	...{ downloadSubflow: text, reclaimSubflow: text },
	publishedAt: timeOrNull.catch(null),
	...{ dryRun: toggle, autoReclaim: toggle, notifyUser: toggle },
	...{ maxUsers: number, maxPercent: number, daysToAnswer: number, graceDays: number },
	...{ askBy: text, onSilence: text, managerEmail: text, alertEmail: text },
	rules,
	...{ excludedUsernames: names, excludedIdentifiers: names },
});

const profileRow = z
	.object({
		displayName: name,
		orgId: textOrNull,
		orgName: textOrNull,
		currency,
		prices: z.unknown(),
	})
	.and(settings)
	.transform(({ displayName, orgId, orgName, prices: given, ...row }, context): ProfileFact => {
		const prices = pricesOf(given);
		if (!prices.ok) {
			context.addIssue({ code: 'custom', path: ['prices'], message: prices.reason });
			return z.NEVER;
		}
		const { currency: code, ...itsSettings } = row;
		return {
			kind: 'profile',
			name: displayName,
			...{ orgId, orgName, currency: code },
			prices: new Map(Object.entries(prices.value)),
			settings: itsSettings,
		};
	});

export const profileItem = (): z.ZodType<ProfileFact, z.ZodTypeDef, unknown> => profileRow;
