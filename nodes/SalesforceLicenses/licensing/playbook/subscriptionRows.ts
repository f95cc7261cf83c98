import type { LicenseKind } from '../model/licenses';
import { LICENSE_KINDS } from '../model/licenses';

/** Rows of subscriptions in the forms in which a download, a table, a spreadsheet or a CSV file has them. */
export type Row = Readonly<Record<string, unknown>>;

/** What a row is about. */
export interface Identity {
	key: string;
	orgId: string;
	userId: string;
	licenseKind: LicenseKind;
	/** Null if the row does not name its owner. */
	profile: string | null;
}

export type Identified = { ok: true; value: Identity } | { ok: false; reason: string };

/** orgId:userId:licenseKind:identifier; only the identifier may contain colons. */
const KEY = /^([^:\s]+):([^:\s]+):(\w+):(\S[^]*)$/;

const isBlank = (value: unknown) => value === undefined || value === null || value === '';

/**
 * What the row is about, according to its subscriptionKey. Columns that repeat a part of the key may be
 * missing; if one contradicts the key, it is unclear what the row is about, so the row is refused.
 */
export function identityOf(row: Row): Identified {
	const { subscriptionKey: key } = row;
	if (isBlank(key)) return { ok: false, reason: 'it has no subscriptionKey' };
	const parts = typeof key === 'string' ? KEY.exec(key) : null;
	const kind = LICENSE_KINDS.find((known) => known === parts?.[3]);
	if (parts === null || kind === undefined) {
		return {
			ok: false,
			reason: `its subscriptionKey ${JSON.stringify(key)} is not the key of a subscription (org ID, user ID, kind and identifier, joined by ":")`,
		};
	}
	const [text, orgId, userId, licenseKind, licenseIdentifier] = parts;
	for (const [column, part] of Object.entries({ orgId, userId, licenseKind, licenseIdentifier })) {
		const said = row[column];
		if (isBlank(said) || said === part) continue;
		return {
			ok: false,
			reason: `its ${column} is ${JSON.stringify(said)}, but its subscriptionKey says "${part}"`,
		};
	}
	const { profile } = row;
	if (!isBlank(profile) && typeof profile !== 'string') {
		return { ok: false, reason: 'its profile is not a text' };
	}
	const owner = isBlank(profile) ? null : String(profile);
	return { ok: true, value: { key: text, orgId, userId, licenseKind: kind, profile: owner } };
}

/** Columns that change every day, or that the key already contains. */
const NOT_COMPARED: ReadonlySet<string> = new Set(['subscriptionKey', 'profile', 'inactiveDays']);

/** Every column that any row has: a store may leave out empty values. */
export const columnsIn = (rows: readonly Row[]): Set<string> => {
	const columns = new Set<string>();
	for (const row of rows) for (const column in row) columns.add(column);
	return columns;
};

/** The columns that both the stored and the downloaded rows have. */
export function sharedColumns(downloaded: readonly Row[], stored: readonly Row[]): string[] {
	const kept = columnsIn(stored);
	return [...columnsIn(downloaded)].filter(
		(column) => kept.has(column) && !NOT_COMPARED.has(column),
	);
}

/**
 * The columns in which the downloaded row differs from the stored one. A column that the download lacks is
 * unknown, and so not different; a column that the store lacks is empty there.
 */
export function differences(downloaded: Row, stored: Row, columns: readonly string[]): string[] {
	return columns.filter(
		(column) =>
			column in downloaded && plain(column, downloaded[column]) !== plain(column, stored[column]),
	);
}

/** The same value in the same form, whether it comes from JSON, a database or a CSV file. */
function plain(column: string, value: unknown): string | null {
	if (isBlank(value)) return null;
	if (value instanceof Date) return Number.isNaN(value.getTime()) ? null : value.toISOString();
	if (column.endsWith('At') && typeof value === 'string') {
		const time = Date.parse(value);
		return Number.isNaN(time) ? value : new Date(time).toISOString();
	}
	if (/^is[A-Z]/.test(column) && (value === 1 || value === 0)) return String(value === 1);
	return typeof value === 'object' ? JSON.stringify(value) : String(value);
}
