import type { LicenseKind, LicenseRef } from '../../licensing/model/licenses';

/** SOQL of a download that is about some users and licenses only. */

/** What is left when every name in the filters is known. */
export interface Selection {
	/** The pools wanted of a kind: identifier by id (features have their name for one); a kind that is not here is wanted whole. */
	pools: ReadonlyMap<LicenseKind, ReadonlyMap<string, string>>;
	isActive: boolean | null;
	userTypes: readonly string[];
	profileIds: readonly string[];
	/** Only these users, in the order of their ids. */
	userIds: readonly string[] | null;
	/** Only users whose id comes after this one: the rest of a read that stopped. */
	afterUserId: string | null;
	/** Left out after reading: few, and an id list would make every query longer. */
	excludedUserIds: ReadonlySet<string>;
	/** Also holds for licenses of a kind whose pools could not be listed. */
	isExcluded(ref: LicenseRef): boolean;
	/** The frozen users, where they had to be read to make the selection. */
	frozenUserIds: ReadonlySet<string> | null;
	/** What is read of each person besides what every read has. */
	details: readonly string[];
}

export const EVERYTHING: Selection = {
	pools: new Map(),
	isActive: null,
	userTypes: [],
	profileIds: [],
	userIds: null,
	afterUserId: null,
	excludedUserIds: new Set(),
	isExcluded: () => false,
	frozenUserIds: null,
	details: [],
};
