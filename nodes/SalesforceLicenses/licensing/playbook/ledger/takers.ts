import { foldName } from '../../model/closest';
import type { LicenseKind } from '../../model/licenses';
import { seatByIdentifier } from '../../model/licenses';
import type { LedgerRow } from './ledgerRow';

/** Why a seat that was freed is in use again, and who did it, as far as the org says it. */

/** Something in the org that gave a user a license. */
export interface Taking {
	/** When: ISO-8601 UTC. */
	at: string;
	/** Null where the org does not name the person. */
	by: { name: string | null; username: string } | null;
	/** The record of the assignment itself, or an entry of Setup Audit Trail that names the user. */
	source: 'assignment' | 'auditTrail';
}

/** A seat that was taken again, after it was freed. */
export type TakenSeat = Pick<
	LedgerRow,
	'userId' | 'username' | 'name' | 'licenseKind' | 'licenseIdentifier' | 'freedAt'
>;

export const seatOfUser = (userId: string, kind: LicenseKind, identifier: string) =>
	`${userId}:${foldName(seatByIdentifier(kind, identifier))}`;

const HOW: Readonly<Record<LicenseKind, string>> = {
	userLicense: 'The user was activated again',
	permissionSetLicense: 'The license was assigned again',
	packageLicense: 'The license was assigned again',
	featureLicense: 'The feature was turned on again',
};

/** The row with its reason, and with who did it as the one who decided. Other rows stay as they are. */
export function explainTaken(
	row: LedgerRow,
	takings: readonly Taking[],
	notRead: readonly string[],
): LedgerRow {
	if (row.entry !== 'takenAgain') return row;
	// The latest one is why it is held now. What is older than the reclaim explains nothing.
	const taking = takings
		.filter(({ at }) => Date.parse(at) > Date.parse(row.freedAt))
		.toSorted((a, b) => Date.parse(a.at) - Date.parse(b.at))
		.at(-1);
	const how = HOW[row.licenseKind];
	if (taking === undefined) {
		const why =
			notRead.length > 0
				? ` Not read: ${notRead.join(', ')}.`
				: ' Setup > View Setup Audit Trail may tell.';
		return {
			...row,
			decidedBy: null,
			reason: `${how} outside the playbook. Salesforce does not say who did it.${why}`,
		};
	}
	const { at, by, source } = taking;
	const who =
		by === null ? '' : ` by ${by.name === null ? by.username : `${by.name} (${by.username})`}`;
	const said = source === 'auditTrail' ? ', according to Setup Audit Trail' : '';
	return {
		...row,
		at: new Date(at).toISOString(),
		decidedBy: by?.username ?? null,
		reason: `${how} outside the playbook on ${at.slice(0, 10)}${who}${said}.`,
	};
}
