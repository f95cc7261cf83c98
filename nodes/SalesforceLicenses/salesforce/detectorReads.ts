import type { DetectorName } from '../licensing/detectors';
import type { MoreFacts, SeatFacts } from '../licensing/facts';
import type { SalesforceClient } from './client';
import { readFreezeTimes } from './freezeTimes';
import type { Selection } from './queriesSelection';

/** What some detectors need besides the download; nothing is read for a detector that no rule has. */
export interface DetectorReads {
	/** What was read already and need not be read again. */
	selection: Partial<Selection>;
	/** The page with what the detectors need. */
	complete(page: SeatFacts[]): Promise<SeatFacts[]>;
}

export async function readForDetectors(
	client: SalesforceClient,
	detectors: ReadonlySet<DetectorName>,
): Promise<DetectorReads> {
	const frozen = detectors.has('frozenTooLong') ? await readFreezeTimes(client) : undefined;
	const moreOf = ({ row }: SeatFacts): MoreFacts => ({
		...(frozen === undefined ? {} : { frozenSince: frozen?.get(row.userId) ?? null }),
	});
	return {
		selection:
			frozen === undefined || frozen === null ? {} : { frozenUserIds: new Set(frozen.keys()) },
		complete: async (page) =>
			await Promise.resolve(page.map((facts) => ({ ...facts, more: moreOf(facts) }))),
	};
}
