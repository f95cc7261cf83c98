import type { LicenseKind, LicenseRef } from '../../licensing/model/licenses';

/** The SOQL conditions of a download that includes some users and licenses only. */

/** The filters after every name was looked up. */
export interface Selection {
	/**
	 * The selected pools of a kind: identifier by id (for features, the name is the id); a kind that is
	 * missing here is read completely.
	 */
	pools: ReadonlyMap<LicenseKind, ReadonlyMap<string, string>>;
	isActive: boolean | null;
	userTypes: readonly string[];
	profileIds: readonly string[];
	/** Only these users, in the order of their ids. */
	userIds: readonly string[] | null;
	/** Only users whose id comes after this one: the rest of a read that stopped. */
	afterUserId: string | null;
	/** Excluded after reading: they are few, and a list of ids would make every query longer. */
	excludedUserIds: ReadonlySet<string>;
	/** Also applies to licenses of a kind whose pools could not be listed. */
	isExcluded(ref: LicenseRef): boolean;
	/** The frozen users, if they were read for the selection. */
	frozenUserIds: ReadonlySet<string> | null;
	/** User fields that are read in addition to the usual ones. */
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
