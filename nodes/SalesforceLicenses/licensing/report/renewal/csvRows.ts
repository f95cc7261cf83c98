import { plural } from '../../model/plural';
import { warningRows, withMoney } from '../csv';
import type { CsvValue } from '../csvCells';
import { amountIn } from '../money';
import type { Amount } from '../money';
import type { RenewalLine, RenewalPack } from './pack';
import { hasLedger, warnings } from './texts';

/** A renewal pack as a table: a row for each line of the contract, their total, then one for each month of a line. */
export const RENEWAL_COLUMNS = [
	...['section', 'contract', 'licenseKind', 'identifier', 'name'],
	...['startsAt', 'endsAt', 'noticeAt', 'seats', 'price', 'currency', 'spend'],
	...['used', 'inUse', 'peakMonth', 'peak', 'lowestMonth', 'lowest', 'forecast'],
	...['freed', 'stillFree', 'openCandidates', 'renew', 'drop', 'add', 'toFree', 'over'],
	...['renewCost', 'saves', 'addCost', 'trueUp', 'trueUpToEnd', 'problem'],
	...['month', 'days', 'assigned'],
] as const;

export function* renewalRows(pack: RenewalPack): Generator<Record<string, CsvValue>> {
	for (const line of pack.lines) {
		yield { section: 'line', ...named(line), ...figures(line), ...freedOf(line, pack) };
	}
	yield* withMoney(...total(pack));
	for (const line of pack.lines) {
		for (const { month, days, peak, lowest, assigned } of line.months) {
			yield { section: 'month', ...named(line), month, days, peak, lowest, assigned };
		}
	}
	yield* warningRows(warnings(pack));
}

/** What a line does not know is in no sum. */
function total(pack: RenewalPack): Parameters<typeof withMoney> {
	const { title, total: sums } = pack;
	const { seats, renew, drop, add, toFree, over, freedSeats, unknown, ...money } = sums;
	const stillFree = hasLedger(pack) ? freedSeats : null;
	const problem =
		unknown === 0
			? null
			: `It is not known how many seats ${plural(unknown, 'line needs', 'lines need')}, so these are not in the seats to renew, to drop, to add and to free.`;
	const row = { section: 'total', name: title, seats, renew, drop, add, toFree, over, stillFree };
	return [{ ...row, problem }, money];
}

const freedOf = ({ freed }: RenewalLine, pack: RenewalPack): Record<string, CsvValue> =>
	hasLedger(pack) ? { freed: freed.seats, stillFree: freed.stillFree } : {};

const named = ({ contract, licenseKind, identifier, label }: RenewalLine) => ({
	...{ contract, licenseKind, identifier, name: label },
});

function figures(line: RenewalLine): Record<string, CsvValue> {
	const { price, peakMonth, lowestMonth } = line;
	/** A line has one price, so one currency. */
	const worth = (amounts: readonly Amount[]) =>
		price === null ? null : amountIn(amounts, price.currency);
	const { startsAt, endsAt, noticeAt, seats, used, inUse, forecast, openCandidates } = line;
	const { renew, drop, add, toFree, over, problem } = line;
	return {
		...{ startsAt, endsAt, noticeAt, seats, used, inUse, forecast, openCandidates },
		...{ price: price?.amount ?? null, currency: price?.currency ?? null },
		spend: worth(line.spend),
		...{ peakMonth: peakMonth?.month ?? null, peak: peakMonth?.seats ?? null },
		...{ lowestMonth: lowestMonth?.month ?? null, lowest: lowestMonth?.seats ?? null },
		...{ renew, drop, add, toFree, over, problem },
		...{ renewCost: renew === null ? null : worth(line.renewCost) },
		...{ saves: drop === null ? null : worth(line.saves) },
		...{ addCost: add === null ? null : worth(line.addCost) },
		...{ trueUp: over === null ? null : worth(line.trueUp) },
		...{ trueUpToEnd: over === null ? null : worth(line.trueUpToEnd) },
	};
}
