/** Error titles have no period at the end, and another sentence follows them. */
const SENTENCE =
	"const sentence = (text) => (text ? String(text).replace(/([^.!?])$/, '$1.') : '');";

export const DOWNLOAD_ANSWER = `
${SENTENCE}
const items = $input.all().map((item) => item.json);
const failed = items.find((item) => item.error !== undefined);
const { task } = $('Inputs').first().json;
if (failed) {
	const text = typeof failed.error === 'string' ? failed.error : failed.error.message;
	return [{ json: { status: 'failure', errorMessage: [sentence(text), failed.description].filter(Boolean).join(' '), counts: { rows: 0 }, rows: [] } }];
}
// The subscriptions are a file: only its summary passes through the workflows.
if (task === 'subscriptions') return [{ json: { status: 'success', errorMessage: '', counts: { rows: items[0].rows }, ...items[0] }, binary: $input.first().binary }];
// Without rows, the node returns one empty item, so that this node still runs.
const rows = items.filter((item) => Object.keys(item).length > 0);
const answer = { status: 'success', errorMessage: '', counts: { rows: rows.length }, rows };
if (task === 'access') answer.organization = $('Organization').first().json;
const reads = { licenses: 'Licenses', candidates: 'Candidates', preview: 'Candidates' };
// The second output of each read lists the kinds that were read completely.
const summary = reads[task] && $(reads[task]).first(1) ? $(reads[task]).first(1).json : {};
const { readKinds = [], unreadKinds = [], isComplete = false, warnings = [] } = summary;
Object.assign(answer, { readKinds, unreadKinds, isComplete, warnings });
// Only the figures: nobody has been made a candidate yet.
if (task === 'preview') answer.rows = [summary];
if (task === 'profiles') answer.rows = rows.flatMap(({ profiles }) => profiles);
return [{ json: answer }];
`;

export const ROWS = `
const rows = $input.first().json.rows || [];
if (rows.length === 0) return [{ json: { error: 'The subflow received no rows, so there is nothing to do.' } }];
return rows.map((json) => ({ json }));
`;

export const RECLAIM_ANSWER = `
${SENTENCE}
const { task } = $('Inputs').first().json;
const items = $input.all().map((item) => item.json).filter((item) => Object.keys(item).length > 0);
const whole = items.filter((item) => item.error !== undefined && item.outcome === undefined);
const text = (item) => sentence(typeof item.error === 'string' ? item.error : item.error.message);
const rows = items.filter((item) => item.error === undefined || item.outcome !== undefined);
const counts = {};
if (task !== 'access') for (const { outcome } of rows) counts[outcome] = (counts[outcome] || 0) + 1;
const failure = whole.length > 0;
return [{ json: {
	status: failure ? 'failure' : 'success',
	errorMessage: [...new Set(whole.map(text))].join(' '),
	counts: { rows: rows.length, ...counts },
	rows,
} }];
`;
