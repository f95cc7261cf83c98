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

export const ONE_AT_A_TIME = `
const HOURS_A_RUN_MAY_TAKE = 6;
const { refusal } = $('Begin').first().json;
const mine = $('Write Begin').first().json.rows[0];
const others = $('Read Runs').first().json.rows.filter((row) => row.status === 'Running' && row.id < mine.id);
const oldest = Date.now() - HOURS_A_RUN_MAY_TAKE * 3600000;
const running = others.find((row) => Date.parse(row.startedAt) > oldest);
const lost = others.filter((row) => Date.parse(row.startedAt) <= oldest);
return [{ json: {
	mine,
	refusal: refusal || (running ? 'Skipped: the run started at ' + running.startedAt + ' is still running.' : ''),
	lost: lost.map((row) => ({ ...row, status: 'Interrupted', endedAt: new Date().toISOString(), error: 'The run never finished.' })),
} }];
`;

export const END = `
const { mine, refusal, lost } = $('Already Running?').first().json;
const json = $input.first().json;
let answer;
if (refusal) answer = { status: refusal.startsWith('Skipped') ? 'skipped' : 'failure', errorMessage: refusal, counts: {}, created: 0, updated: 0, removed: 0 };
else if (json.status) answer = json;
else {
	const text = json.error === undefined ? 'The job returned no answer.' : (json.error.message || json.error);
	answer = { status: 'failure', errorMessage: String(text), counts: {}, created: 0, updated: 0, removed: 0 };
}
const complete = answer.isComplete === false ? 'Complete with warnings' : 'Complete';
const status = { success: complete, failure: 'Failed', skipped: 'Skipped' }[answer.status];
const result = { ...mine, status, endedAt: new Date().toISOString(), error: answer.errorMessage || '', createdRows: answer.created || 0, updatedRows: answer.updated || 0, removedRows: answer.removed || 0, counts: answer.counts };
return [{ json: { answer, name: mine.name, write: [result, ...lost] } }];
`;
