import { PROFILE } from '../kit/profileInput';
import { failureOf } from '../subflows/contract';

export const RULES = `
const profile = ${PROFILE};
const names = (given) => (Array.isArray(given) ? given : String(given || '').split(/[,;\\n]/).filter((name) => name.trim()));
// The node's rules have no target profile for changeProfile: the candidates carry it.
const rules = (profile.rules || []).map(({ targetProfileId, ...rule }) => ({
	...rule,
	exemptUsernames: [...names(rule.exemptUsernames), ...(profile.excludedUsernames || [])],
	excludeLicenseIdentifiers: [...names(rule.excludeLicenseIdentifiers), ...(profile.excludedIdentifiers || [])],
}));
return [{ json: { rulesJson: JSON.stringify(rules) } }];
`;

/** Empty where all went well. */
export const PROBLEMS = `={{ ${failureOf('Find Candidates')} || ($('Read Profile Again').first().json.count > 0 ? '' : 'The profile was deleted while the job ran, so nothing was stored.') }}`;

export const ANSWER = `
const found = $('Find Candidates').first().json;
const opened = $('Store Candidates').isExecuted ? $('Open').all(0).filter(({ json }) => json.candidateKey).length : 0;
const stored = $('Read Candidates').first().json.rows.filter(({ state }) => !String(state).startsWith('Closed'));
const failure = $('Problems').first().json.problems;
// A custom subflow that does not say that it read everything has not.
const isComplete = found.isComplete === true;
const errorMessage = failure || (isComplete ? '' : (found.warnings || []).join(' '));
const counts = failure ? {} : { found: found.rows.length, open: stored.length + opened };
return [{ json: { status: failure ? 'failure' : 'success', errorMessage, created: opened, updated: 0, removed: 0, counts, isComplete } }];
`;
