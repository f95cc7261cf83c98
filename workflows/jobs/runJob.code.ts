/** A run that is at work writes to its job result this often; without it for this long, its process is gone. */
export const SIGN_OF_LIFE = { everySeconds: 15, lostAfterSeconds: 45 };

export const BEGIN = `
const { job, profile, candidateIds, ask, startedBy } = $('Inputs').first().json;
const known = $('Read Profile').first().json.rows[0];
const names = {
	refresh: 'Refresh ' + profile + ' Subscriptions',
	identify: 'Identify new reclamation candidates of ' + profile,
	update: 'Update existing reclamation candidates of ' + profile,
	// Candidates whose users were asked are reclaimed one by one, alongside other runs.
	reclaim: ask === false ? 'Reclaim candidate ' + (candidateIds || []).join(', ') + ' of ' + profile : 'Reclaim candidates of ' + profile,
};
let refusal = '';
if (!names[job]) refusal = 'There is no job "' + job + '". The jobs are: ' + Object.keys(names).join(', ') + '.';
else if (!known) refusal = 'There is no profile "' + profile + '". Create one in the Guided Setup.';
else if (known.status !== 'Published') refusal = 'The profile "' + profile + '" is a draft. Publish it in the Guided Setup.';
return [{ json: { refusal, result: { name: names[job] || job, profile, job, status: 'Running', startedAt: new Date().toISOString(), executionId: String($execution.id), startedBy: startedBy || null } } }];
`;

/**
 * Every run stores its job result before it reads those of others, so of two that start at once one sees the other.
 * Both times are of the store, whatever the clocks of the processes say; one that cannot be read ends no run.
 * Candidates that a living run reclaims are not settled.
 */
export const ONE_AT_A_TIME = `
const { refusal } = $('Begin').first().json;
const { rows } = $('Read Runs').first().json;
const mine = rows.find(({ id }) => id === $('Write Begin').first().json.rows[0].id);
if (!mine) throw new Error('The job result of this run was deleted while the run started.');
const others = rows.filter((row) => row.status === 'Running' && row.id < mine.id);
const lives = (row) => !(Date.parse(mine.updatedAt) - Date.parse(row.updatedAt) > ${SIGN_OF_LIFE.lostAfterSeconds * 1000});
const running = others.find((row) => row.name === mine.name && lives(row));
const lost = others.filter((row) => !lives(row));
const writes = ({ job }) => ['reclaim', 'update'].includes(job);
return [{ json: {
	mine, lost,
	refusal: refusal || (running ? 'Skipped: the run started at ' + running.startedAt + ' is still running.' : ''),
	settle: lost.some(writes) && !others.some((row) => writes(row) && lives(row)),
} }];
`;

/** `status` of an answer that is none of these is a failure: nothing says that the job is complete. */
export const END = `
const { mine, refusal } = $('Already Running?').first().json;
const { error, ...json } = $input.first().json;
const none = { counts: {}, created: 0, updated: 0, removed: 0 };
let answer = { ...none, ...json };
if (refusal) answer = { ...none, status: refusal.startsWith('Skipped') ? 'skipped' : 'failure', errorMessage: refusal };
else if (!['success', 'failure', 'skipped'].includes(json.status)) {
	const text = (error && error.message) || error;
	answer = { ...none, status: 'failure', errorMessage: typeof text === 'string' && text ? text : 'The job returned no answer.' };
}
if (/Unrecognized node type/i.test(answer.errorMessage)) answer.errorMessage = answer.errorMessage.replace(/\\.?$/, '.') + ' Install the package on every n8n process: main, webhook processes and workers.';
const complete = answer.isComplete === false ? 'Complete with warnings' : 'Complete';
const status = { success: complete, failure: 'Failed', skipped: 'Skipped' }[answer.status];
return [{ json: { answer, name: mine.name, id: mine.id, startedAt: mine.startedAt, status } }];
`;
