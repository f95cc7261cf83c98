import type { Amount } from '../money';
import { roundUp } from './history';
import type { RenewalLine } from './pack';

/** How many seats to renew, and what that is worth. What is not known recommends nothing. */

interface Needs {
	/** Of the contract. */
	seats: number;
	/** Most seats in use on one day. */
	peak: number | null;
	forecast: number | null;
	reservePercent: number;
	/** As Salesforce counts them. */
	used: number | null;
}

type Figures = Pick<RenewalLine, 'renew' | 'drop' | 'add' | 'toFree' | 'over'>;

/** Never fewer seats than were in use on the busiest day, nor than are expected when the contract ends. */
export function recommend({ seats, peak, forecast, reservePercent, used }: Needs): Figures {
	const over = used === null ? null : Math.max(0, used - seats);
	if (peak === null) return { renew: null, drop: null, add: null, toFree: null, over };
	const renew = roundUp(Math.max(peak, forecast ?? 0) * (1 + reservePercent / 100));
	return {
		renew,
		drop: Math.max(0, seats - renew),
		add: Math.max(0, renew - seats),
		toFree: used === null ? null : Math.max(0, used - renew),
		over,
	};
}

const DAYS_OF_A_YEAR = 365;

export function amountsOf(
	seats: number,
	{ renew, drop, add, over }: Figures,
	price: Amount | null,
	daysToEnd: number,
): Pick<RenewalLine, 'spend' | 'renewCost' | 'saves' | 'addCost' | 'trueUp' | 'trueUpToEnd'> {
	const times = (count: number | null, share = 1): Amount[] =>
		count === null || count <= 0 || price === null
			? []
			: [
					{
						amount: Math.round(count * price.amount * share * 100) / 100,
						currency: price.currency,
					},
				];
	return {
		spend: times(seats),
		renewCost: times(renew),
		saves: times(drop),
		addCost: times(add),
		trueUp: times(over),
		trueUpToEnd: times(over, Math.max(0, daysToEnd) / DAYS_OF_A_YEAR),
	};
}
