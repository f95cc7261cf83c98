import type { z } from 'zod';
import type { Details } from '../../licensing/finding/facts';
import type { SalesforceUser } from '../../licensing/model/subscription';
import { permissionSetLicenseAssignRecord, userPackageLicenseRecord } from '../schema/records';

/** A person and everything they hold, as it streams by. */
export interface Holder {
	person: SalesforceUser;
	permissionSetLicenses: Array<z.infer<typeof permissionSetLicenseAssignRecord>>;
	packageLicenses: Array<z.infer<typeof userPackageLicenseRecord>>;
	features: string[];
	/** The person came by before, or not at all: these are assignments that came out of order. */
	assignmentsOnly: boolean;
	/** What the selection asks of the person besides. */
	details: Details;
}
