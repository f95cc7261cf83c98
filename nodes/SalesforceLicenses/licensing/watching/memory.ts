import type { LicenseKind, LicenseRef } from '../model/licenses';
import { LICENSE_KINDS } from '../model/licenses';
import type { PoolMemory } from './pools';
import type { StoredSet } from './watchedSet';

/** All that the trigger remembers between two polls. */

/** Parts that are watched separately: a part that cannot be read keeps its memory. */
export const PART_NAMES = [...LICENSE_KINDS, 'activity', 'frozen', 'inactiveHolders'] as const;
export type PartName = (typeof PART_NAMES)[number];

export interface PartMemory {
	/** What the set depends on besides the org; if it changes, the set starts over. */
	config: string;
	/** The org's response when the set was read; the same response means that nothing changed. */
	mark: string;
	/** The newest of the org's own times when the set was read; '' for none. */
	newest: string;
	/** How many records had that time. */
	ties: number;
	/** Activity: no user in the set was active after this time. */
	cutoff: string;
	set: StoredSet;
}

/** A license, to which elements of sets refer by its position in the list, with the last known state of its pool. */
export interface KnownLicense {
	kind: LicenseKind;
	/** The id of the pool in the org; for features, their name. */
	id: string;
	identifier: string;
	name: string;
	/** Null until its pool was checked. */
	pool: PoolMemory | null;
}

export interface Memory {
	version: 1;
	orgId: string;
	/** By the clock of the org. */
	polledAt: string;
	poolConfig: string;
	/** Kinds whose pools were checked before. */
	poolKinds: LicenseKind[];
	/** The features whose flags were visible. */
	features: string[];
	licenses: KnownLicense[];
	parts: Partial<Record<PartName, PartMemory>>;
}

export function emptyMemory(orgId: string): Memory {
	return {
		version: 1,
		orgId,
		polledAt: '',
		poolConfig: '',
		poolKinds: [],
		features: [],
		licenses: [],
		parts: {},
	};
}

/** The list of licenses, which only grows; the position of a license never changes. */
export class LicenseList {
	private readonly places = new Map<string, number>();

	constructor(readonly all: KnownLicense[]) {
		for (const [place, { kind, id }] of all.entries()) this.places.set(`${kind}:${id}`, place);
	}

	/** Null for a license that was never added. */
	placeOf(kind: LicenseKind, id: string): number | null {
		return this.places.get(`${kind}:${id}`) ?? null;
	}

	/** Adds a license, or updates its names. */
	note(id: string, { licenseKind, licenseIdentifier, licenseName }: LicenseRef): KnownLicense {
		const key = `${licenseKind}:${id}`;
		let place = this.places.get(key);
		if (place === undefined) {
			place = this.all.length;
			this.places.set(key, place);
			this.all.push({ kind: licenseKind, id, identifier: '', name: '', pool: null });
		}
		const known = this.all[place];
		known.identifier = licenseIdentifier;
		known.name = licenseName;
		return known;
	}

	refAt(place: number): LicenseRef | null {
		const known = this.all[place];
		if (known === undefined) return null;
		const { kind, identifier, name } = known;
		return { licenseKind: kind, licenseIdentifier: identifier, licenseName: name };
	}
}
