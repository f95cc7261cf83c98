import type { SalesforceClient } from './client';

/** An org as this run meets it: what every read of it needs, in one piece. */
export interface OrgConnection {
	client: SalesforceClient;
	orgId: string;
	/** The user the connection runs as; null where Salesforce does not say. */
	connectedUserId: string | null;
	/** When the connection was opened: the moment that days are counted to. */
	now: Date;
}
