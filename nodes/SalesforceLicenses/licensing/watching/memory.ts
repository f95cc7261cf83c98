import type { LicenseKind, LicenseRef } from '../model/licenses';
import { LICENSE_KINDS } from '../model/licenses';
import type { PoolMemory } from './pools';
import type { StoredSet } from './watchedSet';

/** All that the trigger remembers between two polls. */

/** What is watched on its own: what of it cannot be read stays as it was remembered. */
export const PART_NAMES = [...LICENSE_KINDS, 'activity', 'frozen', 'inactiveHolders'] as const;
export type PartName = (typeof PART_NAMES)[number];

export interface PartMemory {
	/** What the set depends on besides the org; with another one it starts anew. */
	config: string;
	/** What the org answered when the set was read; the same answer means that nothing changed. */
	mark: string;
	/** The newest of the org's own times when the set was read, '' for none. */
	newest: string;
	/** How many records carried that time. */
	ties: number;
	/** Activity: nobody in the set was active after this time. */
	cutoff: string;
	set: StoredSet;
}

/** A license that elements of sets point to by their place in the list, with what is known of its pool. */
export interface KnownLicense {
	kind: LicenseKind;
	/** The id of the pool in the org; features have their name. */
	id: string;
	identifier: string;
	name: string;
	/** Null until its pool was looked at. */
	pool: PoolMemory | null;
}

export interface Memory {
	version: 1;
	orgId: string;
	/** By the clock of the org. */
	polledAt: string;
	poolConfig: string;
	/** Kinds whose pools were looked at before. */
	poolKinds: LicenseKind[];
	/** The features whose flags were seen. */
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

/** The list of licenses while it grows; the place of a license never changes. */
export class LicenseList {
	private readonly places = new Map<string, number>();

	constructor(readonly all: KnownLicense[]) {
		for (const [place, { kind, id }] of all.entries()) this.places.set(`${kind}:${id}`, place);
	}

	/** Null for a license that was never added. */
	placeOf(kind: LicenseKind, id: string): number | null {
		return this.places.get(`${kind}:${id}`) ?? null;
	}

	/** Adds a license, or brings its names up to date. */
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
