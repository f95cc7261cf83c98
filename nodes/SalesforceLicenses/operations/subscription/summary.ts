import type { LicenseKind } from '../../licensing/model/licenses';
import type { Directory } from '../../licensing/model/directory';
import type { LicenseCounts } from '../../licensing/playbook/portions/licenseCounts';
import type { UnrecognizedLicenses } from '../../licensing/model/softwareModels';
import { plural } from '../../licensing/model/plural';

export type GroupBy = 'subscription' | 'user';

/** Counts the rows of the output. */
export interface Totals {
	rows: number;
	subscriptions: number;
	rowsByKind: Partial<Record<LicenseKind, number>>;
	/** Whether the limit was reached, so that rows may be missing. */
	isCut: boolean;
	/** The last user whose rows were all returned. */
	lastUserId: string | null;
	unrecognized: UnrecognizedLicenses;
	licenses: LicenseCounts;
}

/** How many names a hint lists; the rows contain all of them. */
const MAX_NAMES = 5;

function firstOf(names: readonly string[]): string {
	const rest = names.length - MAX_NAMES;
	return names.slice(0, MAX_NAMES).join(', ') + (rest > 0 ? ` and ${rest} more` : '');
}

/** The result of a download in words, for the hint above the output. */
export function closingHint(
	orgName: string,
	{ rows, subscriptions, unrecognized }: Totals,
	groupBy: GroupBy,
	directory: Directory | null,
	{ calls, seconds }: { calls: number; seconds: number },
): string {
	const cost = `${plural(calls, 'API call')}, ${seconds.toFixed(1)} s`;
	if (subscriptions === 0) {
		return `${orgName} has no subscriptions for the selected kinds and filters (${cost}). If something could not be read, a warning says so.`;
	}
	const what =
		groupBy === 'user'
			? `${plural(rows, 'user')} with ${plural(subscriptions, 'subscription')}`
			: plural(rows, 'subscription');
	const parts = [`Read ${what} of ${orgName} (${cost})`];
	const names = unrecognized
		.list()
		.map(({ licenseIdentifier, subscriptions: held }) => `${licenseIdentifier} (${held})`);
	if (names.length > 0) {
		parts.push(
			`Licenses without a software model: ${firstOf(names)}. To name them, use Assigned Software Models`,
		);
	}
	if (directory !== null) parts.push(peopleHint(directory));
	return parts.length === 1 ? parts[0] : `${parts.join('. ')}.`;
}

function peopleHint(directory: Directory): string {
	const { matchedUsers, usersWithoutPerson, ambiguousUsers, personsWithSeveralUsers } =
		directory.findings();
	const several = personsWithSeveralUsers.map(({ personKey }) => personKey);
	const list = several.length === 0 ? '' : ` (${firstOf(several)})`;
	return `Directory: ${plural(matchedUsers, 'user')} matched, ${usersWithoutPerson} not found, ${ambiguousUsers} ambiguous; ${plural(several.length, 'person has', 'people have')} several users${list}`;
}
