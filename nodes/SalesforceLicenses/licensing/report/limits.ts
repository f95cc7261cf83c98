/** How much of long lists a page, a mail and a message show. JSON and CSV have all of it. */
export const LICENSES_SHOWN = 10;
export const GROUPS_SHOWN = 15;
/** A mail is read on a phone: rows of all its sections together, and figures in large type. */
export const ROWS_IN_MAIL = 5;
export const TILES_IN_MAIL = 4;
