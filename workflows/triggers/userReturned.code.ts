import { CANDIDATE_STATES } from '../candidates/states.code';

/**
 * Closes the open candidates of users who came back. What was begun already is for the Update job, which asks
 * the org before it settles anything.
 */
export const CLOSED = `
${CANDIDATE_STATES}
const returned = new Map($('User Came Back').all().map(({ json }) => [json.orgId + ':' + json.userId, json]));
const write = [];
for (const row of $('Read Candidates').first().json.rows) {
	const person = returned.get(row.orgId + ':' + row.userId);
	const isUntouched = OPEN.includes(row.state) && row.state !== 'Awaiting Revocation' && !row.revocationStartedAt;
	if (!person || !isUntouched) continue;
	if (row.lastActivityAt && !(person.lastLoginAt > row.lastActivityAt)) continue;
	write.push(moved(row, { state: 'Closed Canceled', reason: 'Used again on ' + person.lastLoginAt + '.' }, 'Activity was seen again.'));
}
return write.length === 0 ? [] : [{ json: { write } }];
`;
