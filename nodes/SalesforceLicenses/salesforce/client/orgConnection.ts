import type { SalesforceClient } from './client';

/** An org in this run: everything that a read needs, in one object. */
export interface OrgConnection {
	client: SalesforceClient;
	orgId: string;
	/** The user that the connection runs as; null if Salesforce does not say. */
	connectedUserId: string | null;
	/** When the connection was opened; days are counted back from this time. */
	now: Date;
}
