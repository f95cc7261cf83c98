import { itemsOf } from '../kit/nodes';
import { callsOf, failureOf } from '../subflows/contract';

export const PROFILE = "$('Read Profile').first().json.rows[0]";

/** Who goes where: to the people first, to Reclaim, or nowhere, with the reason. */
export const SORTED = `
const { ask } = $('Inputs').first().json;
const of = (output) => $('Next Step').all(output).map(({ json }) => json).filter(({ candidateKey }) => candidateKey);
const [write, unchanged, reclaim, , restore] = [0, 1, 2, 3, 4].map(of);
// A candidate with a decision resumes in Ask Before Reclaim where it stopped.
const resumed = ${PROFILE}.dryRun === false ? unchanged.filter(({ decision }) => decision) : [];
const asked = ask === false ? [] : [...write, ...restore, ...resumed];
const keys = new Set(asked.map(({ candidateKey }) => candidateKey));
const now = reclaim.filter(({ candidateKey }) => !keys.has(candidateKey));
for (const { candidateKey } of now) keys.add(candidateKey);
const left = unchanged.filter(({ candidateKey }) => !keys.has(candidateKey)).map(({ unchangedBecause }) => unchangedBecause);
if (ask === false && write.length > 0) left.push('The profile asks users first, and this user was not asked.');
const { more } = $('Candidates').first().json;
if (more) left.push(more);
return [{ json: { ask: [...new Set(asked.map(({ id }) => id))], now, left: [...new Set(left)] } }];
`;

const ifRun = (node: string, then: string) => `($('${node}').isExecuted ? ${then} : '')`;
const NAME = `'"' + $('Inputs').first().json.profile + '"'`;

/** One sentence after the other; empty where all went well. A run that could do nothing says why. */
export const PROBLEMS = `={{ [
	${PROFILE}?.status === 'Published' ? '' : 'The profile ' + ${NAME} + ' is not published. Publish it in the Guided Setup.',
	${PROFILE}?.reclaimSubflow ? '' : 'The profile ' + ${NAME} + ' only reports candidates: it has no reclaim subflow. To reclaim them, set "Reclaim subscriptions?" to Yes in the Guided Setup.',
	${ifRun('Candidates', "$('Candidates').first().json.tooMany")},
	${ifRun('Sorted', "$('Sorted').first().json.ask.length + $('Sorted').first().json.now.length > 0 ? '' : $('Sorted').first().json.left.join(' ')")},
	${ifRun('Dry Run', failureOf('Dry Run'))},
	${ifRun('Read Profile Again', "$('Read Profile Again').first().json.count > 0 ? '' : 'The profile was deleted while the job ran, so nothing was reclaimed.'")},
	${ifRun('Reclaim', failureOf('Reclaim'))},
].filter(Boolean).join(' ') }}`;

const rowsIfRun = (node: string) => `($('${node}').isExecuted ? ${itemsOf(node, 0)} : [])`;
/** One sentence for each reason, with the person, or how many there are. */
const reasonsIfRun = (node: string) =>
	`Object.entries(($('${node}').isExecuted ? ${itemsOf(node, 1)} : []).reduce((sum, row) => ({ ...sum, [row.unchangedBecause || 'No reason was given.']: [...(sum[row.unchangedBecause || 'No reason was given.'] ?? []), row.name || row.userId] }), {})).map(([reason, who]) => (who.length === 1 ? who[0] : who.length + ' candidates') + ': ' + reason)`;
/** The states that the candidates were left in; a plan that was applied counts by its outcome. */
const STATES = `[...new Map([...${rowsIfRun('Planned')}, ...${rowsIfRun('Outcomes')}].map((row) => [row.id, row.state]))].map((one) => one[1])`;

/** Why the dry run or the write led to nothing for some: each candidate that was chosen has an outcome or a reason. */
const LEFT = `[...new Set([...($('Sorted').isExecuted ? $('Sorted').first().json.left : []), ...${reasonsIfRun('Planned')}, ...${reasonsIfRun('Outcomes')}])]`;

export const ANSWER = `={{ ((sorted, problems, states, left) => ({
	status: problems ? 'failure' : 'success',
	errorMessage: problems || left.join(' '),
	isComplete: left.length === 0,
	counts: { asked: sorted.ask.length, chosen: sorted.now.length, calls: ${callsOf('Dry Run')} + ${callsOf('Reclaim')}, ...states.reduce((sum, one) => ({ ...sum, [one]: (sum[one] ?? 0) + 1 }), {}) }
}))($('Sorted').isExecuted ? $('Sorted').first().json : { ask: [], now: [] }, $('Problems').first().json.problems, ${STATES}, ${LEFT}) }}`;
