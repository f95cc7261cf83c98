import { failureOf } from '../subflows/contract';

const ifRun = (node: string) => `($('${node}').isExecuted ? ${failureOf(node)} : '')`;

/** Savings are counted from the ledger only, so a person has to know when it could not be written. */
const LEDGER = `((error) => error ? 'The savings ledger was not updated: ' + String(error.message ?? error) : '')($('Update Ledger').first()?.json?.error)`;

/** One sentence after the other; empty where all went well. */
export const PROBLEMS = `={{ [${ifRun('Dry Run')}, ${ifRun('Finish Reclaim')}, ${LEDGER}].filter(Boolean).join(' ') }}`;

export const UPDATE_ANSWER = `
const errorMessage = $('Problems').first().json.problems;
const written = ['Update', 'Outcomes'].flatMap((node) => ($(node).isExecuted ? $(node).all(0) : []));
const last = new Map(written.filter(({ json }) => json.candidateKey).map(({ json }) => [json.id, json.state]));
const counts = { open: $('To Check').all(2).length };
for (const state of last.values()) counts[state] = (counts[state] || 0) + 1;
return [{ json: { status: errorMessage ? 'failure' : 'success', errorMessage, created: 0, updated: last.size, removed: 0, counts } }];
`;
