import type { z } from 'zod';
import type { Fact } from '../../licensing/report/facts';
import { complaint } from '../parameters/inputs';
import { candidateItem, ledgerItem, outcomeItem } from './candidateItems';
import { blockerCountItem, countItem, figuresItem, personItem } from './countItems';
import { contractItem } from './contract';
import type { Json, ReadingAs } from './itemFields';
import { plainCandidate, plainOutcome } from './plain/candidates';
import { plainLedger, plainSnapshot, plainSubscription } from './plain/rows';
import { profileItem } from './profileItem';
import {
	consumptionItem,
	jobItem,
	licenseItem,
	modelItem,
	readItem,
	snapshotItem,
	subscriptionItem,
} from './seatItems';

/**
 * The border for the items of a report, which may come from any store and in any mix. What an item is follows
 * from its keys; what cannot be read is said, and becomes no fact.
 */

export type ReadItem = { ok: true; facts: Fact[] } | { ok: false; reason: string };

/** The keys by which an item is told, the most telling first. `docs/operations/report.md` has the same table. */
const KINDS = [
	['a ledger row', ['entry', 'at'], ledgerItem],
	['a row of consumption', ['consumptionKey'], consumptionItem],
	['a contract line', ['seats', 'endsAt'], contractItem],
	['an outcome', ['candidateKey', 'outcome', 'steps'], outcomeItem, 'state'],
	['a candidate', ['candidateKey', 'state'], candidateItem],
	['a count of candidates', ['countedState', 'candidates'], countItem],
	['a count of blockers', ['blockerKind', 'candidates'], blockerCountItem],
	['a person with seats in several orgs', ['person', 'orgs', 'persons'], personItem],
	['a sum of the savings ledger', ['profile', 'at', 'ledger'], figuresItem],
	['a snapshot', ['day', 'licenseKind', 'assigned'], snapshotItem],
	['a subscription', ['subscriptionKey'], subscriptionItem],
	['a software model', ['licenseIdentifier', 'softwareModel', 'assignedBy'], modelItem],
	['a summary', ['isComplete', 'readKinds'], readItem],
	['a license', ['licenseKind', 'licenseIdentifier', 'used'], licenseItem],
	['a job result', ['job', 'status'], jobItem],
	['a profile', ['displayName'], profileItem],
] as const satisfies ReadonlyArray<
	readonly [what: string, keys: readonly string[], schema: unknown, unless?: string]
>;

/** Reads items one by one; the schemas are made once for all of them. */
export function itemReader(as: ReadingAs): (json: Json) => ReadItem {
	const kinds = KINDS.map(([what, keys, schema, unless]) => ({
		...{ what, keys, unless },
		schema: schema(as) as z.ZodType<Fact, z.ZodTypeDef, unknown>,
	}));
	const subscription = subscriptionItem();
	return (json) => {
		const plain = plainFact(json, as);
		if (plain !== null) return { ok: true, facts: [plain] };
		if (Array.isArray(json.subscriptions) && 'userKey' in json) {
			return usersSubscriptions(json, subscription);
		}
		for (const { what, keys, schema, unless } of kinds) {
			if (!keys.every((key) => key in json) || (unless !== undefined && unless in json)) continue;
			const parsed = schema.safeParse(json);
			if (parsed.success) return { ok: true, facts: [parsed.data] };
			return { ok: false, reason: complaint(parsed.error, what) };
		}
		const keys = Object.keys(json).slice(0, 4).join(', ');
		return { ok: false, reason: `an item with the keys ${keys} is of no kind that a report reads` };
	};
}

/** The kinds of which there are most; by the same keys as in the table above, where no other kind has them. */
function plainFact(json: Json, as: ReadingAs): Fact | null {
	const has = (...keys: string[]) => keys.every((key) => key in json);
	if (has('userKey') || has('consumptionKey') || has('seats')) return null;
	if (has('entry')) return has('at') ? plainLedger(json) : null;
	if (has('candidateKey')) {
		if (has('state')) return plainCandidate(json, as);
		return has('outcome', 'steps') ? plainOutcome(json, as) : null;
	}
	if (has('day', 'licenseKind', 'assigned')) return plainSnapshot(json);
	return has('subscriptionKey') ? plainSubscription(json) : null;
}

/** One item for each user, as Download gives with Group By *User*. */
function usersSubscriptions(user: Json, schema: ReturnType<typeof subscriptionItem>): ReadItem {
	const facts: Fact[] = [];
	for (const held of user.subscriptions as unknown[]) {
		const row = typeof held === 'object' && held !== null ? { ...user, ...held } : {};
		const plain = plainSubscription(row);
		if (plain !== null) {
			facts.push(plain);
			continue;
		}
		const parsed = schema.safeParse(row);
		if (!parsed.success) return { ok: false, reason: complaint(parsed.error, 'a subscription') };
		facts.push(parsed.data);
	}
	return { ok: true, facts };
}

/** An item, or a row in it: stores and subflows of the playbook answer with one item that has all `rows`. */
export interface Named {
	/** `item 3`, or `row 5 of item 3`. */
	name: string;
	json: Json;
}

export function* rowsOf(items: ReadonlyArray<{ json: Json }>): Generator<Named> {
	for (const [index, { json }] of items.entries()) {
		const item = `item ${index + 1}`;
		if (!Array.isArray(json.rows)) {
			// n8n makes an empty item where a node found nothing and "Always Output Data" is on.
			if (Object.keys(json).length > 0) yield { name: item, json };
			continue;
		}
		for (const [at, row] of (json.rows as unknown[]).entries()) {
			const isRow = typeof row === 'object' && row !== null;
			if (isRow && Object.keys(row).length === 0) continue;
			yield { name: `row ${at + 1} of ${item}`, json: isRow ? (row as Json) : { row } };
		}
		// What a download says of itself stands beside its rows.
		if ('readKinds' in json) yield { name: item, json };
	}
}
