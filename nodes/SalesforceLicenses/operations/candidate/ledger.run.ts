import { PRICE_PERIODS } from '../../licensing/finding/savings';
import { plural } from '../../licensing/model/plural';
import type { CandidateRow } from '../../licensing/playbook/candidateRow';
import { Ledger } from '../../licensing/playbook/ledger/holds';
import { newEntries } from '../../licensing/playbook/ledger/newEntries';
import { realized } from '../../licensing/playbook/ledger/realized';
import type { OperationRun } from '../operation';
import { complaint } from '../parameters/inputs';
import { pricesIn } from '../parameters/prices/priceBook';
import type { Parameters } from '../parameters/values';
import { parametersOf, WHOLE_RUN } from '../parameters/values';
import { listParameter, serveItems } from './border';
import { HELD_FIELD, HELD_READ_AT_FIELD, LEDGER_FIELD, PRICE_PERIOD_FIELD } from './ledgerFields';
import { heldNow, ledgerRow, readAt } from './ledgerRows';
import { storedCandidate } from './rows';

export const mode = 'wholeRun';

export const execute: OperationRun['execute'] = async (context) => {
	const given = parametersOf(context, WHOLE_RUN);
	const now = new Date();
	const stored = listParameter(given, LEDGER_FIELD, ledgerRow);
	const facts = {
		held: listParameter(given, HELD_FIELD, heldNow),
		heldReadAt: readAtParameter(given) ?? now,
		prices: pricesIn(given),
		pricePeriod: given.option(PRICE_PERIOD_FIELD, PRICE_PERIODS),
		now,
	};
	const itemOf = new Map<CandidateRow, number>();
	const errors = serveItems(context, storedCandidate, ({ value, itemIndex }) =>
		itemOf.set(value, itemIndex),
	);
	const entries = newEntries([...itemOf.keys()], stored, facts);
	const sum = realized(new Ledger([...stored, ...entries.map(({ row }) => row)]), now);
	context.addExecutionHints({
		message: `${plural(entries.length, 'row')} to add to the ledger. Licenses that are free now: ${sum.freeSeats.toLocaleString('en-US')}.`,
		type: 'info',
		location: 'outputPane',
	});
	const rows = entries.map(({ row, candidate }) => ({
		json: { ...row },
		pairedItem: { item: itemOf.get(candidate) ?? 0 },
	}));
	const summary = {
		json: { newEntries: entries.length, ...sum, money: sum.money.map((one) => ({ ...one })) },
		pairedItem: context.getInputData().map((_, item) => ({ item })),
	};
	return await Promise.resolve([rows, [summary, ...errors]]);
};

function readAtParameter(given: Parameters): Date | null {
	const parsed = readAt.safeParse(given.value(HELD_READ_AT_FIELD));
	if (parsed.success) return parsed.data;
	throw given.refuse(
		HELD_READ_AT_FIELD,
		complaint(parsed.error, 'the value'),
		'Set the time of the download, or leave the parameter empty.',
	);
}
