import type { LicenseKind } from '../../licensing/model/licenses';
import { isAssigned } from '../../licensing/model/licenses';
import type { SoftwareOf } from '../../licensing/model/softwareModels';
import type { HeldLicense } from '../../licensing/model/userSubscriptions';
import { describeHeld } from '../../licensing/model/userSubscriptions';
import type { Holder } from '../licenses/holder';
import { KIND_READERS } from '../licenses/kinds/allKinds';
import type { Pool } from '../licenses/kinds/licenseKind';
import type { RowCounts } from './rowCounts';
import type { Selection } from './selection';

/** What is needed to turn a holder into held licenses. */
export interface HeldOptions {
	orgId: string;
	/** The kinds that were requested and can be read, in the order of the rows. */
	kinds: readonly LicenseKind[];
	pools: ReadonlyMap<LicenseKind, ReadonlyMap<string, Pool>>;
	selection: Selection;
	softwareOf: SoftwareOf;
	/** Counts every row that Salesforce counts, including those that are left out here. */
	counts: RowCounts;
}

/** What the holder holds and the selection includes, each license once. */
export function heldLicenses(holder: Holder, options: HeldOptions): HeldLicense[] {
	const held: HeldLicense[] = [];
	for (const kind of options.kinds) addHeld(holder, kind, options, held);
	return held;
}

function addHeld(
	holder: Holder,
	kind: LicenseKind,
	{ orgId, pools, selection, softwareOf, counts }: HeldOptions,
	held: HeldLicense[],
): void {
	const wanted = selection.pools.get(kind);
	const holds = KIND_READERS[kind].holdsOf(holder, pools.get(kind) ?? new Map());
	const assigned = isAssigned(kind) ? holder.assignments[kind].length : 0;
	if (assigned > holds.length) counts.addUnlisted(kind, assigned - holds.length);
	const { userId, isActive, profileId, userLicense } = holder.person;
	const hasSeat = isActive && profileId !== null && !holder.assignmentsOnly;
	if (kind === 'userLicense' && hasSeat && userLicense === null) counts.addHiddenSeat();
	const before = held.length;
	for (const { ref, assignedAt } of holds) {
		const { licenseIdentifier } = ref;
		if (wanted !== undefined && !isAmong(wanted.values(), licenseIdentifier)) continue;
		if (isHeld(held, before, licenseIdentifier)) {
			counts.addDuplicate(kind);
			continue;
		}
		counts.add(kind);
		if (selection.isExcluded(ref)) continue;
		held.push(describeHeld(orgId, userId, ref, softwareOf(ref), assignedAt));
	}
}

/** Whether the license is listed after this position: the lists are so short that a set would cost more. */
function isHeld(held: readonly HeldLicense[], from: number, identifier: string): boolean {
	for (let index = from; index < held.length; index++)
		if (held[index].licenseIdentifier === identifier) return true;
	return false;
}

function isAmong(identifiers: Iterable<string>, wanted: string): boolean {
	for (const identifier of identifiers) if (identifier === wanted) return true;
	return false;
}
