import type { AssignedKind } from '../../licensing/model/licenses';
import type { ObjectName } from './schema';
import {
	fields,
	PERMISSION_SET_LICENSE_ASSIGN_FIELDS,
	USER_PACKAGE_LICENSE_FIELDS,
} from './schema';
import type { CreatedObject } from './writes';

/** The object with the records that say which user holds which license of a kind. */
export interface AssignmentObject {
	object: ObjectName & CreatedObject;
	fields: readonly string[];
	/** The field that refers to the user. */
	userField: string;
	/** The field that refers to the license. */
	licenseField: string;
	/** The relationship to the user for conditions; null if the object has none. */
	userPath: string | null;
}

export const ASSIGNMENT_OBJECTS: Readonly<Record<AssignedKind, AssignmentObject>> = {
	permissionSetLicense: {
		object: 'PermissionSetLicenseAssign',
		fields: PERMISSION_SET_LICENSE_ASSIGN_FIELDS,
		userField: fields('PermissionSetLicenseAssign', ['AssigneeId'])[0],
		licenseField: fields('PermissionSetLicenseAssign', ['PermissionSetLicenseId'])[0],
		userPath: 'Assignee.',
	},
	packageLicense: {
		object: 'UserPackageLicense',
		fields: USER_PACKAGE_LICENSE_FIELDS,
		userField: fields('UserPackageLicense', ['UserId'])[0],
		licenseField: fields('UserPackageLicense', ['PackageLicenseId'])[0],
		// Object Reference, UserPackageLicense: UserId has no relationship name.
		userPath: null,
	},
};
