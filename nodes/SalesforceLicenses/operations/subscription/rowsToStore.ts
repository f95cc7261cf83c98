import type { Comparison } from '../../licensing/playbook/compareSubscriptions';
import { userIdDigits } from '../../licensing/playbook/portions/userIdDigits';
import type { Row } from '../../licensing/playbook/subscriptionRows';
import { identityOf } from '../../licensing/playbook/subscriptionRows';

/**
 * Everything that the range is to hold from now on: what is in the org, and what may still be. A store that
 * cannot update many rows at once inserts these and then deletes those that it had before.
 */
export function rowsToStore({ changes, kept, profile }: Comparison, columns: string[]): Row[] {
	const current = changes.filter(({ change }) => change !== 'removed').map(({ row }) => row);
	return [...current, ...kept].map((row) => {
		const identity = identityOf(row);
		// Compared, so every row is known to have one.
		const userId = identity.ok ? identity.value.userId : '';
		const names = columns.length > 0 ? columns : Object.keys(row);
		const values = names.map((name) => [name, row[name] ?? null]);
		const { subscriptionKey } = row;
		const always = { profile, subscriptionKey, userIdDigits: userIdDigits(userId) };
		return { ...Object.fromEntries(values), ...always } as Row;
	});
}
