/** The few lines of glue of the guided setup; what its pages say and decide is in Profile > Form. */

export const FIRST_PAGE =
	"return [{ json: { page: 'profiles', displayName: '', needs: 'nothing', subflows: { download: '', reclaim: '' } } }];";

export const CLOSE_CANDIDATES = `
const now = new Date().toISOString();
const text = 'The profile was deleted.';
const rows = $input.first().json.rows.filter((row) => !row.state.startsWith('Closed'));
return [{ json: { rows: rows.map((row) => ({ ...row, state: 'Closed Skipped', closedAt: now, reason: text, notes: [...(row.notes || []), { at: now, text }] })) } }];
`;
