import { z } from 'zod';
import { text, timestamp } from './columnTypes';
import { fields } from './schema';

/** What the trigger reads of every user and of every login record, and no more than that. */

export const WATCHED_USER_FIELDS = fields('User', [
	'Id',
	'IsActive',
	'UserType',
	'ProfileId',
	'Profile.UserLicenseId',
	'LastLoginDate',
	'CreatedDate',
	'SystemModstamp',
]);

export const USER_STAMP_FIELDS = fields('User', ['Id', 'SystemModstamp']);
export const WATCHED_LOGIN_FIELDS = fields('UserLogin', [
	'Id',
	'UserId',
	'IsFrozen',
	'LastModifiedDate',
]);

/** When a user was last changed, by anything but a login. */
export const STAMP = fields('User', ['SystemModstamp'])[0];

export const watchedUserRecord = z
	.object({
		Id: z.string(),
		IsActive: z.boolean(),
		UserType: text,
		ProfileId: text,
		LastLoginDate: timestamp,
		CreatedDate: timestamp,
		SystemModstamp: timestamp,
		Profile: z.object({ UserLicenseId: text }).nullish(),
	})
	// Feature-license flags are kept under their own names.
	.passthrough();
export type WatchedUser = z.infer<typeof watchedUserRecord>;

export const userStampRecord = z.object({ Id: z.string(), SystemModstamp: timestamp });

export const watchedLoginRecord = z.object({
	Id: z.string(),
	UserId: text,
	IsFrozen: z.boolean(),
	LastModifiedDate: timestamp,
});

/** The result of `COUNT(Id) n, MAX(…) newest`. */
export const countRecord = z.object({
	n: z.number(),
	newest: timestamp,
});
