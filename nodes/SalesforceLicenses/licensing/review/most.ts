/**
 * How many candidates a page of the review is made from: of a store that can filter and count, and of one that holds no
 * more than this.
 */
export const MOST = { counts: 5_000, rows: 20_000 } as const;
