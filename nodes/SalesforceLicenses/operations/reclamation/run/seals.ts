import type { Outcome } from '../../../licensing/planning/outcome';
import type { ReclaimRequest } from '../../../licensing/planning/plan';
import type { SealedRecord } from '../../../licensing/restoring/seal';
import { canonicalText } from '../../../licensing/restoring/seal';
import type { Connection } from '../../../transport/connect';

/** Seals of outcomes: added to the output of Reclaim, and checked on the input. */

/** Each outcome with its seal: null if the credential has no Client Secret to seal with. */
export function withSeals({ org, sealer }: Connection, outcomes: readonly Outcome[]): Outcome[] {
	return outcomes.map((outcome) => ({
		...outcome,
		seal: sealer?.sealOf(canonicalText(org.orgId, outcome.userId, outcome)) ?? null,
	}));
}

/** Added as a warning before anything is reclaimed, and after. */
export const UNSEALED =
	'The credential has no Client Secret, so these outcomes are not sealed. Restore accepts them only with Accept Unsealed turned on. To seal future outcomes, enter the Client Secret in the credential.';

/** An input row with its seal. */
export interface SealedRow extends SealedRecord {
	userId: string;
	seal: unknown;
}

/** Why this row does not count as output of Reclaim; null if its seal proves that it is. */
export function sealFault({ org, sealer }: Connection, row: SealedRow): string | null {
	if (sealer === null) return NO_SECRET;
	if (row.seal === undefined || row.seal === null) return NO_SEAL;
	const { before, steps } = row;
	const text = canonicalText(org.orgId, row.userId, { before, steps });
	return sealer.isSealOf(text, row.seal) ? null : OTHER_SEAL;
}

const VOUCH =
	'If you trust the row, turn on Accept Unsealed in this node; Restore then does not assign administrator permissions.';
const NO_SECRET = `The credential has no Client Secret, so Restore cannot verify what Reclaim removed. Enter the Client Secret in the credential. ${VOUCH}`;
const NO_SEAL = `The row has no seal, so Restore cannot verify what Reclaim removed. Use the outcome exactly as Reclaim returned it, with its keys before, steps and seal. ${VOUCH}`;
const OTHER_SEAL = `The seal does not match the row: the user, the before-image or the steps were changed after Reclaim returned the row, or the row was sealed with another credential, org or Client Secret. Use the outcome exactly as Reclaim returned it, with the same credential. ${VOUCH}`;

/**
 * The steps of an earlier run are included in the next outcome and sealed with it, so they must have a
 * valid seal. Without a sealer nothing is sealed, and they are included unchecked.
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
