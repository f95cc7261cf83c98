import { z } from 'zod';
import type { ProfileFact } from '../../licensing/report/facts';
import { pricesOf } from '../profile/profilePrices';
import { currency, name, textOrNull } from './itemFields';

/** A profile as its table keeps it. Its prices are by the year, whatever the period of the report. */
const profileRow = z
	.object({
		displayName: name,
		orgId: textOrNull,
		orgName: textOrNull,
		currency,
		prices: z.unknown(),
	})
	.transform(({ displayName, prices: given, ...row }, context): ProfileFact => {
		const prices = pricesOf(given);
		if (!prices.ok) {
			context.addIssue({ code: 'custom', path: ['prices'], message: prices.reason });
			return z.NEVER;
		}
		return {
			...row,
			kind: 'profile',
			name: displayName,
			prices: new Map(Object.entries(prices.value)),
		};
	});

export const profileItem = (): z.ZodType<ProfileFact, z.ZodTypeDef, unknown> => profileRow;
