export const DOWNLOAD_ANSWER = `
const items = $input.all().map((item) => item.json);
const failed = items.find((item) => item.error !== undefined);
const { task } = $('Inputs').first().json;
if (failed) {
	const text = typeof failed.error === 'string' ? failed.error : failed.error.message;
	return [{ json: { status: 'failure', errorMessage: [text, failed.description].filter(Boolean).join(' '), counts: { rows: 0 }, rows: [] } }];
}
// An org without rows gives one empty item, so that the answer comes all the same.
const rows = items.filter((item) => Object.keys(item).length > 0);
const answer = { status: 'success', errorMessage: '', counts: { rows: rows.length }, rows };
if (task === 'access') answer.organization = $('Organization').first().json;
const reads = { subscriptions: 'Subscriptions', licenses: 'Licenses', candidates: 'Candidates' };
// Each read says on its second output which kinds it read to the last row.
const summary = reads[task] && $(reads[task]).first(1) ? $(reads[task]).first(1).json : {};
const { readKinds = [], unreadKinds = [], isComplete = false, warnings = [] } = summary;
Object.assign(answer, { readKinds, unreadKinds, isComplete, warnings });
return [{ json: answer }];
`;

export const ROWS = `
const rows = $input.first().json.rows || [];
if (rows.length === 0) return [{ json: { error: 'No rows came in, so there is nothing to do.' } }];
return rows.map((json) => ({ json }));
`;

export const RECLAIM_ANSWER = `
const { task } = $('Inputs').first().json;
const items = $input.all().map((item) => item.json).filter((item) => Object.keys(item).length > 0);
const whole = items.filter((item) => item.error !== undefined && item.outcome === undefined);
const text = (item) => (typeof item.error === 'string' ? item.error : item.error.message);
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
