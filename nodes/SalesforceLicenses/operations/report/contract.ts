import { z } from 'zod';
import { foldName } from '../../licensing/model/closest';
import type { ContractFact } from '../../licensing/report/facts';
import type { ContractLine } from '../../licensing/report/renewal/contract';
import { amount } from '../parameters/itemValues';
import type { ParsedRows } from '../parameters/jsonRows';
import { parseJsonRows } from '../parameters/jsonRows';
import type { Parameters } from '../parameters/values';
import { CONTRACT_FIELD } from './renewalFields';
import type { ReadingAs, Schema } from './itemFields';
import {
	currency,
	kind,
	moneyOrNull,
	name,
	period,
	textOrNull,
	timeOrNull,
	yearly,
} from './itemFields';

/** The lines of a contract, as items or as JSON. */

/** A day, or a time of which only the day counts. */
const dayOrNull = timeOrNull.transform((time) => time?.slice(0, 10) ?? null);
const seats = amount.pipe(
	z
		.number({ invalid_type_error: 'is missing' })
		.int('must be a whole number')
		.min(0, 'must be 0 or more'),
);

const row = z.object({
	identifier: name.optional(),
	licenseIdentifier: name.optional(),
	kind: kind.nullish(),
	licenseKind: kind.nullish(),
	contract: textOrNull,
	seats,
	price: moneyOrNull,
	pricePeriod: period,
	currency,
	startsAt: dayOrNull,
	endsAt: dayOrNull,
	noticeAt: dayOrNull,
});

const lineOf =
	(as: ReadingAs) =>
	(given: z.output<typeof row>, context: z.RefinementCtx): ContractLine => {
		const { contract, seats: owned, startsAt, endsAt, noticeAt } = given;
		const identifier = given.identifier ?? given.licenseIdentifier;
		const wrong = (path: string, message: string) => {
			context.addIssue({ code: 'custom', path: [path], message });
			return z.NEVER;
		};
		if (identifier === undefined) return wrong('identifier', 'is missing or empty');
		if (endsAt === null) return wrong('endsAt', 'is missing or empty');
		if (startsAt !== null && startsAt > endsAt) {
			return wrong('endsAt', `must not be before startsAt: ${endsAt} is before ${startsAt}`);
		}
		if (noticeAt !== null && noticeAt > endsAt) {
			return wrong('noticeAt', `must not be after endsAt: ${noticeAt} is after ${endsAt}`);
		}
		return {
			...{ contract, identifier, seats: owned, startsAt, endsAt, noticeAt },
			licenseKind: given.kind ?? given.licenseKind ?? null,
			price: yearly(given.price, given.pricePeriod, as),
			currency: given.currency,
		};
	};

export const contractItem = (as: ReadingAs): Schema<ContractFact> =>
	row.transform(lineOf(as)).transform((line) => ({ kind: 'contract' as const, line }));

/** The lines, or which row and field is wrong. */
export function parseContract(json: unknown, as: ReadingAs): ParsedRows<ContractLine> {
	const parsed = parseJsonRows(json, row.strict().transform(lineOf(as)), 'the contract');
	if (!parsed.ok) return parsed;
	const first = new Map<string, number>();
	for (const [index, { identifier, licenseKind }] of parsed.rows.entries()) {
		const key = `${licenseKind ?? ''}:${foldName(identifier)}`;
		const earlier = first.get(key);
		if (earlier !== undefined) {
			const reason = `row ${index + 1}, identifier: "${identifier}" is already in row ${earlier + 1}; make one row of both, with all their seats and the average price`;
			return { ok: false, reason };
		}
		first.set(key, index);
	}
	return parsed;
}

/** The contract of the node's parameters. */
export function contractParameter(given: Parameters, as: ReadingAs): ContractLine[] {
	const parsed = parseContract(given.value(CONTRACT_FIELD), as);
	if (parsed.ok) return parsed.rows;
	throw given.refuse(
		CONTRACT_FIELD,
		parsed.reason,
		'Fix that row in Contract. A row has "identifier", "seats" and "endsAt" and, if known, "price", "currency", "startsAt", "noticeAt", "kind" and "contract".',
	);
}
