import type { LicenseKind, LicenseRef, Software } from './licenses';
import { LICENSE_KINDS } from './licenses';
import type { SoftwareRow } from './softwareModels.data';
import { SOFTWARE_MODELS } from './softwareModels.data';

/** What a user assigned to one identifier. Undefined fields keep the value of the table. */
export interface SoftwareAssignment {
	licenseKind: LicenseKind;
	licenseIdentifier: string;
	softwareModel: string;
	publisher?: string | null;
	edition?: string | null;
	category?: string | null;
}

type Ref = Omit<LicenseRef, 'licenseName'> & { licenseName?: string };
export type SoftwareOf = (ref: Ref) => Software;

export const UNRECOGNIZED: Software = {
	softwareModel: null,
	publisher: null,
	edition: null,
	category: null,
};

const keyOf = (kind: LicenseKind, identifier: string) => `${kind}:${identifier.toLowerCase()}`;

function toSoftware([, softwareModel, category, edition, publisher]: SoftwareRow): Software {
	return {
		softwareModel,
		publisher: publisher ?? 'Salesforce',
		edition: edition ?? null,
		category,
	};
}

const BUILT_IN: ReadonlyMap<string, Software> = new Map(
	LICENSE_KINDS.flatMap((kind) =>
		SOFTWARE_MODELS[kind].map((row): [string, Software] => [keyOf(kind, row[0]), toSoftware(row)]),
	),
);

/** The table, with the user's own assignments in front of it. */
export function softwareCatalog(assignments: readonly SoftwareAssignment[] = []): SoftwareOf {
	const own = new Map<string, Software>();
	for (const { licenseKind, licenseIdentifier, ...given } of assignments) {
		const key = keyOf(licenseKind, licenseIdentifier);
		const stated = Object.entries(given).filter(([, value]) => value !== undefined);
		own.set(key, { ...(BUILT_IN.get(key) ?? UNRECOGNIZED), ...Object.fromEntries(stated) });
	}
	const find = (kind: LicenseKind, name: string | undefined) =>
		name === undefined
			? undefined
			: (own.get(keyOf(kind, name)) ?? BUILT_IN.get(keyOf(kind, name)));
	// An org has a few dozen identifiers and up to a million rows: each identifier is looked up once.
	const asked = new Map(LICENSE_KINDS.map((kind) => [kind, new Map<string, Software>()]));
	return ({ licenseKind, licenseIdentifier, licenseName }) => {
		let software = asked.get(licenseKind)?.get(licenseIdentifier);
		if (software === undefined) {
			// A user license without a documented key is identified by its name (Object Reference,
			// UserLicense).
			const byName = licenseKind === 'userLicense' ? find(licenseKind, licenseName) : undefined;
			software = find(licenseKind, licenseIdentifier) ?? byName ?? UNRECOGNIZED;
			asked.get(licenseKind)?.set(licenseIdentifier, software);
		}
		return software;
	};
}

/** Two assignments for the same identifier, by their positions; null if there are none. */
export function duplicateAssignment(
	assignments: readonly SoftwareAssignment[],
): [number, number] | null {
	const seen = new Map<string, number>();
	for (const [index, { licenseKind, licenseIdentifier }] of assignments.entries()) {
		const key = keyOf(licenseKind, licenseIdentifier);
		const first = seen.get(key);
		if (first !== undefined) return [first, index];
		seen.set(key, index);
	}
	return null;
}

/** The licenses without a software model, with the number of subscriptions of each. */
export class UnrecognizedLicenses {
	private readonly counts = new Map<string, LicenseRef & { subscriptions: number }>();

	add(row: LicenseRef & Pick<Software, 'softwareModel'>): void {
		if (row.softwareModel !== null) return;
		const key = `${row.licenseKind}:${row.licenseIdentifier}`;
		const known = this.counts.get(key);
		if (known !== undefined) known.subscriptions++;
		else {
			const { licenseKind, licenseIdentifier, licenseName } = row;
			this.counts.set(key, { licenseKind, licenseIdentifier, licenseName, subscriptions: 1 });
		}
	}

	/** Largest first. */
	list(): Array<LicenseRef & { subscriptions: number }> {
		return [...this.counts.values()].sort((a, b) => b.subscriptions - a.subscriptions);
	}
}
