import type { Subscription } from './model';

/** What belongs to the hold of a license; all other keys belong to the user. */
const OF_THE_LICENSE = [
	'subscriptionKey',
	'licenseKind',
	'licenseIdentifier',
	'licenseName',
	'softwareModel',
	'publisher',
	'edition',
	'category',
	'assignedAt',
] as const satisfies ReadonlyArray<keyof Subscription>;

type LicenseKey = (typeof OF_THE_LICENSE)[number];

export const isOfTheLicense = (key: string): boolean =>
	(OF_THE_LICENSE as readonly string[]).includes(key);

/** One user with everything they hold. */
export interface UserSubscriptions extends Omit<Subscription, LicenseKey> {
	/** Org id and user id. */
	userKey: string;
	subscriptionCount: number;
	subscriptions: Array<Pick<Subscription, LicenseKey>>;
}

/** Rows of one user come together, so a page can be grouped by itself. */
export function groupByUser(rows: readonly Subscription[]): UserSubscriptions[] {
	const users: UserSubscriptions[] = [];
	for (const row of rows) {
		const own = Object.fromEntries(OF_THE_LICENSE.map((key) => [key, row[key]])) as Pick<
			Subscription,
			LicenseKey
		>;
		const last = users.at(-1);
		if (last?.userId === row.userId) {
			last.subscriptions.push(own);
			last.subscriptionCount++;
			continue;
		}
		const user = Object.fromEntries(
			Object.entries(row).filter(([key]) => !isOfTheLicense(key)),
		) as Omit<Subscription, LicenseKey>;
		users.push({
			userKey: `${row.orgId}:${row.userId}`,
			...user,
			subscriptionCount: 1,
			subscriptions: [own],
		});
	}
	return users;
}
