/** The rows that the subflow was given, each an item for Reclaim or Restore. */
export const ROWS = `
const rows = $input.first().json.rows || [];
if (rows.length === 0) return [{ json: { error: 'The subflow received no rows, so there is nothing to do.' } }];
return rows.map((json) => ({ json }));
`;
