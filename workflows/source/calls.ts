import type { NodeOnCanvas } from './canvas';
import { IDS } from './ids';
import { call } from './nodes';
import type { Table } from './tables';

type At = [column: number, row: number];

export function readRows(at: At, table: Table, column = '', value = ''): NodeOnCanvas {
	return call(at, IDS.storage, {
		action: ['string', 'read'],
		table: ['string', table],
		rows: ['array', '={{ [] }}'],
		column: ['string', column],
		value: ['string', value],
	});
}

export function writeRows(at: At, table: Table, rows: string): NodeOnCanvas {
	return call(at, IDS.storage, {
		action: ['string', 'write'],
		table: ['string', table],
		rows: ['array', rows],
		column: ['string', ''],
		value: ['string', ''],
	});
}

export function deleteRows(at: At, table: Table, rows: string): NodeOnCanvas {
	return call(at, IDS.storage, {
		action: ['string', 'delete'],
		table: ['string', table],
		rows: ['array', rows],
		column: ['string', ''],
		value: ['string', ''],
	});
}

/** A subflow that cannot be called (unpublished, deleted) answers like one that failed. */
const ANSWER_FOR_IT = { onError: 'continueRegularOutput' } as const;

export function callDownload(at: At, subflow: string, task: string, rulesJson = ''): NodeOnCanvas {
	return call(
		at,
		subflow,
		{ task: ['string', task], rulesJson: ['string', rulesJson] },
		ANSWER_FOR_IT,
	);
}

export function callReclaim(
	at: At,
	subflow: string,
	values: { task: string; rows: string; dryRun: string; maxUsers: string; maxPercent: string },
): NodeOnCanvas {
	return call(
		at,
		subflow,
		{
			task: ['string', values.task],
			rows: ['array', values.rows],
			dryRun: ['boolean', values.dryRun],
			maxUsers: ['number', values.maxUsers],
			maxPercent: ['number', values.maxPercent],
		},
		ANSWER_FOR_IT,
	);
}

/** For Code nodes: what a subflow answered, in the playbook's contract whatever came. */
export const CONTRACT = `
function contract(answer) {
	if (answer && answer.status === 'success') return answer;
	const text = (answer && (answer.errorMessage || (answer.error && answer.error.message) || answer.error)) || 'The subflow gave no answer.';
	const hint = /not active|not find|does not exist/i.test(String(text)) ? ' Check that the subflow named in the profile exists, has a credential and is published.' : '';
	return { status: 'failure', errorMessage: String(text) + hint, counts: {}, rows: [] };
}
`;
