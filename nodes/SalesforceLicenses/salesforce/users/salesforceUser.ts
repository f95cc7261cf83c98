import type { SalesforceUser } from '../../licensing/model/subscription';
import type { SalesforceClient } from '../client/client';
import { readUserFields } from '../client/describe';
import { readIfPossible } from '../query/query';
import type { UserRecord } from '../schema/records';
import { FEATURE_LICENSES, USER_OPTIONAL_FIELDS, featureFlag } from '../schema/schema';

export function toSalesforceUser(row: UserRecord, isFrozen: boolean | null): SalesforceUser {
	const license = row.Profile?.UserLicense;
	const identifier = license?.LicenseDefinitionKey ?? license?.Name ?? null;
	return {
		userId: row.Id,
		username: row.Username,
		email: row.Email,
		name: row.Name ?? row.Username,
		isActive: row.IsActive,
		isFrozen,
		userType: row.UserType,
		profileId: row.ProfileId,
		profileName: row.Profile?.Name ?? null,
		userLicense: identifier === null ? null : { identifier, name: license?.Name ?? identifier },
		department: row.Department,
		managerId: row.ManagerId,
		federationId: row.FederationIdentifier,
		lastLoginAt: row.LastLoginDate,
		createdAt: row.CreatedDate,
	};
}

/** Optional columns and feature flags that this org has; null if Salesforce does not describe User. */
export async function extraUserFields(
	client: SalesforceClient,
	features: boolean,
): Promise<string[] | null> {
	const available = await readIfPossible(
		client,
		'The fields and feature licenses of users (describe of User)',
		async () => await readUserFields(client),
	);
	if (available === null) return null;
	const flags = features ? Object.keys(FEATURE_LICENSES).map(featureFlag) : [];
	return [...USER_OPTIONAL_FIELDS, ...flags].filter((field) => available.has(field));
}
