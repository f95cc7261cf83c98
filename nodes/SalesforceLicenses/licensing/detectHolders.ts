import type { Detector } from './detection';
import { found } from './detection';

/** Seats that are wasted whatever their user does. */

/** Deactivation gives back the user license only; the rest stays paid for (help article 000386472). */
export const inactiveHolder: Detector = {
	actions: ['removeLicense', 'wholeSeat'],
	licenseKinds: ['permissionSetLicense', 'packageLicense', 'featureLicense'],
	users: 'inactive',
	restsOnActivity: false,
	detect: ({ row }) => found(`The user is inactive and still holds ${row.licenseName}`),
};
