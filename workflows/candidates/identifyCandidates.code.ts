import { bundled } from '../kit/bundle';
import { PROFILE } from '../kit/profileInput';
import { SOFTWARE_MODEL } from '../softwareModels/assigned.code';
import { CONTRACT } from '../subflows/contract';
import { CANDIDATE_STATES } from './states.code';

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

export const NEW_CANDIDATES = `
${bundled('kit/namedLicenses.code')}
${CONTRACT}
${SOFTWARE_MODEL}
${CANDIDATE_STATES}
const profile = ${PROFILE};
const found = contract($('Find Candidates').first().json);
const failure = (errorMessage) => [{ json: { status: 'failure', errorMessage, write: [], counts: {} } }];
if (found.status === 'failure') return failure(found.errorMessage);
if ($('Read Profile Again').first().json.count === 0) return failure('The profile was deleted while the job ran, so nothing was stored.');
const targets = new Map((profile.rules || []).map(({ name, targetProfileId }) => [name || 'Unused seats', targetProfileId]));
const taken = new Set($('Read Candidates').first().json.rows.filter((row) => OPEN.includes(row.state) || (row.keepUntil && row.keepUntil > now)).map((row) => row.candidateKey));
const write = [];
for (const candidate of found.rows) {
	// A custom download subflow may ignore exclusions.
	if (taken.has(candidate.candidateKey) || isNamed(profile.excludedIdentifiers, candidate)) continue;
	taken.add(candidate.candidateKey);
	const noAddress = asksFirst(profile) && !candidate.email ? 'The user cannot be asked: there is no e-mail address in Salesforce. Enter one in Salesforce (Setup > Users > the user > Email).' : null;
	const refused = refusal(candidate.blockers);
	const reason = refused || noAddress;
	write.push({
		...candidate,
		softwareModel: softwareModel(candidate),
		profile: profile.displayName,
		state: reason ? 'Attention Required' : 'Ready',
		reason,
		errorCode: refused ? 'BLOCKED' : null,
		// Calculated by the node: a freeze saves nothing, a move saves the price difference.
		saving: candidate.saving ?? null,
		notifyUser: asksFirst(profile),
		candidate: { ...candidate, ...(candidate.action === 'changeProfile' ? { targetProfileId: targets.get(candidate.rule) } : {}) },
		openedAt: now,
		notes: [
			{ at: now, text: 'Found by the rule "' + candidate.rule + '": ' + candidate.justification },
			...(candidate.blockers || []).map(({ text, fix }) => ({ at: now, text: 'Blocker: ' + text + ' ' + fix })),
		],
	});
}
const isComplete = found.isComplete === true;
return [{ json: { status: 'success', errorMessage: isComplete ? '' : found.warnings.join(' '), isComplete, write, counts: { found: found.rows.length, open: taken.size } } }];
`;
