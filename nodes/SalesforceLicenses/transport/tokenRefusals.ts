import type { HttpResult } from '../salesforce/client/http';

/**
 * What is known if Salesforce returned no access token. For every `invalid_grant` of a renewal, with both
 * grants, n8n-core 2.41.1 (request-helpers/oauth.js) throws "needs to be reconnected" and drops
 * Salesforce's text; for the first token of Client Credentials it keeps the text.
 */
export const RECONNECT = 'RECONNECT';

/** Codes of the token endpoint, or our own, whose reason may be temporary. */
const GRANT_REFUSED = /^(invalid_grant|rate_limit_exceeded|TOKEN_REQUEST_FAILED)$/;
/** Two refreshes at the same time, or more logins than a user may have in an hour. */
const PASSING =
	/already being processed|rate (limit )?exceeded|HTTP status (4(06|08|20|29)|5\d\d)/i;

/** Whether another try may get a token: another worker may have stored one by then. */
export function mayPass(result: HttpResult): boolean {
	if (result.kind !== 'denied') return false;
	if (result.code === RECONNECT) return true;
	return GRANT_REFUSED.test(result.code) && PASSING.test(result.message);
}
