import type { Subscription } from '../model/subscription';
import type { Price } from '../model/prices';
import { priceOf } from '../model/prices';
import type { ReclamationRule } from './rules';
import type { RuleAction } from '../model/actions';
import type { Profile } from '../model/licenseMoves';

export const PRICE_PERIODS = ['month', 'year'] as const;
export type PricePeriod = (typeof PRICE_PERIODS)[number];

/** What reclaiming one seat saves, and per which period. All null without a price. */
export interface Saving {
	saving: number | null;
	currency: string | null;
	savingPeriod: PricePeriod | null;
}

export const NO_SAVING: Saving = { saving: null, currency: null, savingPeriod: null };

/** What one seat of the row costs: the price in the rule, otherwise the price book. */
export function seatPrice(
	rule: Pick<ReclamationRule, 'price' | 'currency'>,
	row: Pick<Subscription, 'licenseKind' | 'licenseIdentifier' | 'licenseName'>,
	book: readonly Price[],
): { price: number; currency: string | null } | null {
	if (rule.price !== null) return { price: rule.price, currency: rule.currency };
	return priceOf(book, row);
}

/** Whether the action frees this seat; a deactivation frees the user license only. */
export function freesSeat(action: RuleAction, { licenseKind }: Pick<Subscription, 'licenseKind'>) {
	if (action === 'wholeSeat') return true;
	if (action === 'freeze') return false;
	return (licenseKind === 'userLicense') === (action !== 'removeLicense');
}

/** A move saves the difference between two prices, which is unknown until the target is known. */
export function savingOf(
	rule: ReclamationRule,
	row: Subscription,
	book: readonly Price[],
	period: PricePeriod,
	target: Profile | null,
): Saving {
	const entry = seatPrice(rule, row, book);
	if (entry === null) return NO_SAVING;
	let saving = freesSeat(rule.action, row) ? entry.price : 0;
	if (rule.action === 'changeProfile' && rule.price === null && saving > 0) {
		const cost = priceOf(book, {
			licenseKind: 'userLicense',
			licenseIdentifier: target?.userLicense.identifier ?? '',
			licenseName: target?.userLicense.name,
		});
		if (cost === null || cost.currency !== entry.currency) return NO_SAVING;
		saving = Math.max(0, Math.round((saving - cost.price) * 100) / 100);
	}
	return { saving, currency: entry.currency, savingPeriod: period };
}
