import type { CandidateRow } from '../candidateRow';
import type { FreedSeat } from './freedSeats';
import type { LedgerEntry, LedgerRow } from './ledgerRow';

type Happened = Pick<LedgerRow, 'at' | 'amount' | 'currency' | 'reason'> & { entry: LedgerEntry };

/** The row of a seat that was freed at that time, with the person and the decision of the candidate that freed it. */
export function rowOf(
	candidate: CandidateRow,
	seat: FreedSeat,
	freedAt: string,
	{ entry, at, amount, currency, reason }: Happened,
): LedgerRow {
	const ofDay = entry === 'priceChanged' ? `|${at}` : '';
	return {
		ledgerKey: `${seat.key}|${freedAt}|${entry}${ofDay}`,
		entry,
		at,
		freedAt,
		profile: candidate.profile,
		candidateKey: seat.key,
		orgId: candidate.orgId,
		userId: candidate.userId,
		username: candidate.username,
		name: candidate.name,
		licenseKind: seat.licenseKind,
		licenseIdentifier: seat.licenseIdentifier,
		licenseName: seat.licenseName,
		softwareModel: seat.softwareModel,
		amount,
		currency,
		action: candidate.action,
		decidedBy: decidedBy(candidate),
		reason,
	};
}

/** Silence and rules are not a person's decision. */
function decidedBy({ decision, assignedTo, email }: CandidateRow): string | null {
	if (decision === 'manager takes') return assignedTo;
	return decision === 'user releases' ? email : null;
}
