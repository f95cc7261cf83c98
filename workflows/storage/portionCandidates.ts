import type { IDataObject } from 'n8n-workflow';

import type { NodeOnCanvas } from '../kit/canvas';
import { dataTable, ifTrue, raw, splitOut } from '../kit/nodes';
import type { At } from '../subflows/calls';
import { allOf } from './portion.workflow';

/** What Reclaim reads of the candidates in Data Tables: those chosen by a person, those that are Ready, and whom the cap counts. */

export const CANDIDATES = 'salesforce_candidates';

export const IN_ORDER = { orderBy: true, orderByColumn: 'userIdDigits', orderByDirection: 'ASC' };

/** n8n reads by pages, and stops if another run adds a row between two of them. */
const AGAIN = { alwaysOutputData: true, retryOnFail: true, maxTries: 3, waitBetweenTries: 500 };

export function read(at: At, table: string, parameters: IDataObject): NodeOnCanvas {
	return { ...dataTable(at, { operation: 'get', ...parameters }, table), settings: AGAIN };
}

/** If more rows than this are chosen, one read of the range of their IDs replaces a read for each. */
const FEW_CHOSEN = 50;
const IDS_GIVEN =
	"$('Request').first().json.rows.map((row) => Number(row.id)).filter(Number.isSafeInteger)";
const edge = (of: 'min' | 'max') => `={{ ${IDS_GIVEN}.reduce((one, id) => Math.${of}(one, id)) }}`;
const THOSE_CHOSEN = `={{ { rows: ((ids) => $input.all().map((one) => one.json).filter((row) => ids.has(row.id)))(new Set(${IDS_GIVEN})) } }}`;

/** Nobody has as many candidates on average: a read that has them all is not known to be complete. */
export const CANDIDATES_OF_A_USER = 20;

/** The cap counts 24 hours; texts of other time zones may be up to a day off. */
export const STARTED_SINCE = '={{ $now.minus({ days: 2 }).toUTC().toISO() }}';

export const CANDIDATES_BY_ID_OR_STATE: Record<string, NodeOnCanvas> = {
	'Many Chosen?': ifTrue([2, 2.3], `={{ ${IDS_GIVEN}.length > ${FEW_CHOSEN} }}`),
	'Chosen by Range': read([3, 1.9], CANDIDATES, {
		...allOf(['id', 'gte', edge('min')], ['id', 'lte', edge('max')]),
		returnAll: true,
	}),
	'Those Chosen': { ...raw([4, 1.9], THOSE_CHOSEN), settings: { executeOnce: true } },
	'Each of Those': splitOut([5, 1.9], 'rows'),
	'IDs to Read': splitOut([3, 2.5], 'rows'),
	'Chosen Candidates': read([4, 2.5], CANDIDATES, {
		...allOf(['id', 'eq', '={{ $json.id }}']),
		limit: 1,
	}),
	'Ready Candidates': read([2, 10.1], CANDIDATES, {
		...allOf(['profile', 'eq', '={{ $json.profile }}'], ['state', 'eq', 'Ready']),
		limit: `={{ $json.limit * ${CANDIDATES_OF_A_USER} }}`,
		...IN_ORDER,
	}),
	'Started Lately': read([2, 10.9], CANDIDATES, {
		...allOf(
			['profile', 'eq', '={{ $json.profile }}'],
			['revocationStartedAt', 'gte', STARTED_SINCE],
		),
		returnAll: true,
	}),
};

export const FLOW_BY_ID_OR_STATE: string[] = [
	'Action.3 > Many Chosen?',
	'Many Chosen?.0 > Chosen by Range > Those Chosen > Each of Those',
	'Many Chosen?.1 > IDs to Read > Chosen Candidates',
	'Action.12 > Ready Candidates',
	'Action.13 > Started Lately',
];
