import type { HttpResult } from '../salesforce/client/http';

/**
 * What is known when Salesforce gave no access token. n8n-core 2.41.1 (request-helpers/oauth.js)
 * throws "needs to be reconnected" for every `invalid_grant` of a renewal, with both grants, and
 * drops Salesforce's words; of the first token of Client Credentials they are there.
 */
export const RECONNECT = 'RECONNECT';

/** Codes of the token endpoint, or ours, whose reason may be one that passes. */
const GRANT_REFUSED = /^(invalid_grant|rate_limit_exceeded|TOKEN_REQUEST_FAILED)$/;
/** Two refreshes at once, and more logins than a user may have in an hour. */
const PASSING =
	/already being processed|rate (limit )?exceeded|HTTP status (4(06|08|20|29)|5\d\d)/i;

/** Whether another try may get a token: that of another worker may be stored by then. */
export function mayPass(result: HttpResult): boolean {
	if (result.kind !== 'denied') return false;
	if (result.code === RECONNECT) return true;
	return GRANT_REFUSED.test(result.code) && PASSING.test(result.message);
}
