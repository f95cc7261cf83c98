/** A run that is at work writes to its job result this often; without it for this long, its process is gone. */
export const SIGN_OF_LIFE = { everySeconds: 15, lostAfterSeconds: 45 };

/** A store that is away for some 20 seconds, as in a restart of Postgres, loses no result. */
export const STORE_AGAIN = { retryOnFail: true, maxTries: 5, waitBetweenTries: 5_000 };

/** A process that lives stores why its run failed. Without a result, nothing tells a stopped process from a store that was away. */
export const INTERRUPTED_BY =
	'The run stopped giving signs of life. The n8n process that ran the job was stopped, or it could not reach the tables; then the reason is in the alert of n8n.';

const JOBS = ['refresh', 'identify', 'update', 'reclaim'];

/** Candidates whose users were asked are reclaimed one by one, alongside other runs. */
export const JOB_NAME = `={{ (({ job, profile, candidateIds, ask }) => ({ name:
	job === 'refresh' ? 'Refresh ' + profile + ' Subscriptions' :
	job === 'identify' ? 'Identify new reclamation candidates of ' + profile :
	job === 'update' ? 'Update existing reclamation candidates of ' + profile :
	job !== 'reclaim' ? String(job) :
	ask === false ? 'Reclaim candidate ' + (candidateIds || []).join(', ') + ' of ' + profile : 'Reclaim candidates of ' + profile
}))($json) }}`;

export const BEGIN = `
const { job, profile, startedBy } = $('Inputs').first().json;
const known = $('Read Profile').first().json.rows[0];
let refusal = '';
if (!${JSON.stringify(JOBS)}.includes(job)) refusal = 'There is no job "' + job + '". The jobs are: ${JOBS.join(', ')}.';
else if (!known) refusal = 'There is no profile "' + profile + '". Create one in the Guided Setup.';
else if (known.status !== 'Published') refusal = 'The profile "' + profile + '" is a draft. Publish it in the Guided Setup.';
return [{ json: { refusal, result: { name: $('Job Name').first().json.name, profile, job, status: 'Running', startedAt: new Date().toISOString(), executionId: String($execution.id), startedBy: startedBy || null } } }];
`;

/** Why the tables could not even be read. Every access to them needs the package, in the process that runs the job. */
const WHY = `((said) => /Unrecognized node type: n8n-nodes-salesforce-licenses/i.test(said) ? 'The n8n process that ran the execution ' + $execution.id + ' does not have the package n8n-nodes-salesforce-licenses, so the job did not begin. Install the package on every n8n process: main, webhook processes and workers. n8n said: ' + said : 'The job did not begin, because the tables of the playbook could not be read: ' + said)(String($json.error?.message ?? $json.error ?? 'no reason was given'))`;

/** The job result of a run that could not begin, and its answer. */
export const NOT_BEGUN = `={{ ((why, now, { profile, job, startedBy }) => ({
	result: { name: $('Job Name').first().json.name, profile, job, status: 'Failed', startedAt: now, endedAt: now, error: why, executionId: String($execution.id), startedBy: startedBy || null },
	answer: { status: 'failure', errorMessage: why, counts: {}, created: 0, updated: 0, removed: 0 }
}))(${WHY}, new Date().toISOString(), $('Inputs').first().json) }}`;

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
const { mine: { id, name, startedAt }, refusal } = $('Already Running?').first().json;
const { versionNote } = $('Read Profile').first().json;
const { error, ...json } = $input.first().json;
const labels = { success: 'Complete', failure: 'Failed', skipped: 'Skipped' };
const ended = (status, errorMessage) => ({ counts: {}, created: 0, updated: 0, removed: 0, status, errorMessage });
const text = error?.message || error;
const answer = refusal ? ended(refusal.startsWith('Skipped') ? 'skipped' : 'failure', refusal)
	: Object.hasOwn(labels, json.status) ? { ...ended(), ...json }
	: ended('failure', typeof text === 'string' && text ? text : 'The job returned no answer.');
const add = (more) => { answer.errorMessage = (answer.errorMessage || '').replace(/(.)\\.?$/, '$1. ') + more; };
if (/Unrecognized node type/i.test(answer.errorMessage)) add('Install the package on every n8n process: main, webhook processes and workers.');
if (versionNote && !refusal) { answer.isComplete = false; add(versionNote); }
return [{ json: { answer, id, name, startedAt, status: answer.status === 'success' && answer.isComplete === false ? 'Complete with warnings' : labels[answer.status] } }];
`;
