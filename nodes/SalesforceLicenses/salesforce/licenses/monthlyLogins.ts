import type { License } from '../../licensing/model/licenses';
import type { SalesforceClient } from '../client/client';
import { SalesforceError } from '../client/errors';
import { orError } from '../client/orError';
import { monthlyLoginsQuery } from './queries';
import { queryAll, readIfPossible } from '../query/query';
import { monthlyLoginsRecord } from '../schema/records';

type MonthlyLogins = Pick<License, 'monthlyLoginsEntitlement' | 'monthlyLoginsUsed'>;

/**
 * Monthly logins of login-based pools, by pool id. The columns exist only in an org with Digital
 * Experiences (Object Reference, UserLicense); no other org has such a pool, so missing columns cause no
 * warning.
 */
export async function readMonthlyLogins(
	client: SalesforceClient,
): Promise<ReadonlyMap<string, MonthlyLogins>> {
	const rows = await readIfPossible(client, 'Monthly logins (UserLicense)', async () => {
		const reading = queryAll(client, monthlyLoginsQuery, monthlyLoginsRecord);
		const read = await orError(reading, ({ errorCode }) => errorCode === 'INVALID_FIELD');
		return read instanceof SalesforceError ? [] : read;
	});
	return new Map(
		(rows ?? []).map((row) => [
			row.Id,
			{
				monthlyLoginsEntitlement: row.MonthlyLoginsEntitlement,
				monthlyLoginsUsed: row.MonthlyLoginsUsed,
			},
		]),
	);
}
