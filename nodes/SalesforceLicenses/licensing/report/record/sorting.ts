import type { CandidateFact, SubscriptionFact } from '../facts';
import { bySaving } from '../fold/candidates';
import type { Asked } from './asked';

/** How the long lists are sorted: by the store, and again here where a store gives more than one page. */

export interface Sort<T> {
	/** As it stands in the URL. */
	key: string;
	/** Of the table. */
	column: string;
	descending: boolean;
	compare: (a: T, b: T) => number;
}

/** What is not known comes last. */
function by<T>(of: (one: T) => string | number | null, descending: boolean) {
	return (a: T, b: T): number => {
		const [first, second] = [of(a), of(b)];
		if (first === null || second === null) return Number(first === null) - Number(second === null);
		const order =
			typeof first === 'number' && typeof second === 'number'
				? first - second
				: String(first).localeCompare(String(second));
		return descending ? -order : order;
	};
}

const CANDIDATES: ReadonlyArray<Sort<CandidateFact>> = [
	{ key: 'saving', column: 'saving', descending: true, compare: bySaving },
	{ key: 'user', column: 'name', descending: false, compare: by(({ name }) => name, false) },
	{
		...{ key: 'license', column: 'licenseName', descending: false },
		compare: by(({ licenseName }) => licenseName, false),
	},
	{
		...{ key: 'unused', column: 'inactiveDays', descending: true },
		compare: by(({ inactiveDays }) => inactiveDays, true),
	},
	{
		...{ key: 'found', column: 'openedAt', descending: true },
		compare: by(({ openedAt }) => openedAt, true),
	},
	{
		...{ key: 'closed', column: 'closedAt', descending: true },
		compare: by(({ closedAt }) => closedAt, true),
	},
];

const SUBSCRIPTIONS: ReadonlyArray<Sort<SubscriptionFact>> = [
	{
		...{ key: '', column: 'subscriptionKey', descending: false },
		compare: by(({ key }) => key, false),
	},
	{ key: 'user', column: 'name', descending: false, compare: by(({ name }) => name, false) },
	{
		...{ key: 'license', column: 'licenseName', descending: false },
		compare: by(({ licenseName }) => licenseName, false),
	},
	{
		...{ key: 'login', column: 'lastLoginAt', descending: false },
		compare: by(({ lastLoginAt }) => lastLoginAt, false),
	},
	{
		...{ key: 'activity', column: 'lastActivityAt', descending: false },
		compare: by(({ lastActivityAt }) => lastActivityAt, false),
	},
];

const chosen = <T>(all: ReadonlyArray<Sort<T>>, key: string) =>
	all.find((one) => one.key === key) ?? all[0];

/** Of closed ones, the last come first unless another order is asked for. */
export const candidateSort = ({ candidatesSort, state }: Asked) =>
	chosen(
		CANDIDATES,
		candidatesSort === '' && state.startsWith('Closed') ? 'closed' : candidatesSort,
	);
export const subscriptionSort = ({ subscriptionsSort }: Asked) =>
	chosen(SUBSCRIPTIONS, subscriptionsSort);
