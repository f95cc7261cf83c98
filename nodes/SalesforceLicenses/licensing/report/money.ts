import { NO_CURRENCY } from '../model/prices';

/** Amounts of money by currency. Currencies are never added up; null is a price whose currency is not known. */

export interface Amount {
	currency: string | null;
	amount: number;
}

const known = (currency: string | null) => (currency === NO_CURRENCY ? null : currency);

export class Amounts {
	private readonly byCurrency = new Map<string | null, number>();

	add(amount: number | null, currency: string | null, times = 1): void {
		if (amount === null || times === 0) return;
		const key = known(currency);
		this.byCurrency.set(key, (this.byCurrency.get(key) ?? 0) + amount * times);
	}

	addAll(amounts: readonly Amount[], times = 1): void {
		for (const { amount, currency } of amounts) this.add(amount, currency, times);
	}

	/** Rounded to cents, the currency with the most first. */
	list(): Amount[] {
		return [...this.byCurrency]
			.map(([currency, amount]) => ({ currency, amount: Math.round(amount * 100) / 100 }))
			.sort((a, b) => b.amount - a.amount || String(a.currency).localeCompare(String(b.currency)));
	}
}

/** The amount in one currency; zero where there is none in it. */
export const amountIn = (amounts: readonly Amount[], currency: string | null): number =>
	amounts.find((one) => known(one.currency) === known(currency))?.amount ?? 0;
