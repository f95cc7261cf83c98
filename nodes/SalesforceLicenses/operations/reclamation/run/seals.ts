import type { Outcome } from '../../../licensing/planning/outcome';
import type { ReclaimRequest } from '../../../licensing/planning/plan';
import type { SealedRecord } from '../../../licensing/restoring/seal';
import { canonicalText } from '../../../licensing/restoring/seal';
import type { Connection } from '../../../transport/connect';

/** Seals of outcomes: put on what Reclaim puts out, and looked at on what comes back. */

/** Every outcome with its seal: null where the credential has no Client Secret to seal with. */
export function withSeals({ org, sealer }: Connection, outcomes: readonly Outcome[]): Outcome[] {
	return outcomes.map((outcome) => ({
		...outcome,
		seal: sealer?.sealOf(canonicalText(org.orgId, outcome.userId, outcome)) ?? null,
	}));
}

/** Said before anything is taken, and after. */
export const UNSEALED =
	'The credential has no Client Secret, so these outcomes are not sealed, and Restore takes them with Accept Unsealed only. Enter the Client Secret in the credential to have them sealed.';

/** A row as it came in, with the seal that it carries. */
export interface SealedRow extends SealedRecord {
	userId: string;
	seal: unknown;
}

/** Why this row cannot be taken for what Reclaim put out; null where its seal shows that it is. */
export function sealFault({ org, sealer }: Connection, row: SealedRow): string | null {
	if (sealer === null) return NO_SECRET;
	if (row.seal === undefined || row.seal === null) return NO_SEAL;
	const { before, steps } = row;
	const text = canonicalText(org.orgId, row.userId, { before, steps });
	return sealer.isSealOf(text, row.seal) ? null : OTHER_SEAL;
}

const VOUCH =
	'If you vouch for the row, switch on Accept Unsealed in this node; rights over data or users are not given back then.';
const NO_SECRET = `The credential has no Client Secret, so outcomes cannot be sealed, and Restore cannot tell what a Reclaim took. Enter the Client Secret in the credential. ${VOUCH}`;
const NO_SEAL = `The row carries no seal of Reclaim, so Restore cannot tell whether a Reclaim took what it says. Feed in the outcome as Reclaim put it out, with its keys before, steps and seal. ${VOUCH}`;
const OTHER_SEAL = `The seal does not fit the row: the user, the before-image or the steps were changed since Reclaim put the row out, or it was sealed with another credential, org or Client Secret. Feed in the outcome as Reclaim put it out, with the credential that reclaimed. ${VOUCH}`;

/**
 * What an earlier run wrote is taken over into the next outcome, and sealed with it: so only where a
 * seal shows it. Without a sealer nothing is sealed, and it is taken over as it is.
 */
export function withProvenHistory(
	connection: Connection,
	request: ReclaimRequest,
	row: SealedRow,
): ReclaimRequest {
	if (request.earlier === null || connection.sealer === null) return request;
	if (sealFault(connection, row) === null) return request;
	return { ...request, earlier: null, lostHistory: true };
}
