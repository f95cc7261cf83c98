import type { NodeOnCanvas } from '../kit/canvas';
import { IDS, LISTS_ID } from '../kit/ids';
import { call, itemsOf } from '../kit/nodes';
import type { At } from '../subflows/calls';
import type { Table } from './tables';

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

/** Deletes all rows with this value at once. */
export function clearRows(at: At, table: Table, column: string, value: string): NodeOnCanvas {
	return call(at, IDS.storage, {
		action: ['string', 'delete'],
		table: ['string', table],
		rows: ['array', '={{ [] }}'],
		column: ['string', column],
		value: ['string', value],
	});
}

/** Stores the candidates that an operation changed, whatever the number of items. */
export function storeCandidates(at: At, node: string): NodeOnCanvas {
	return {
		...writeRows(at, 'salesforce_candidates', `={{ ${itemsOf(node, 0)} }}`),
		settings: { executeOnce: true },
	};
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

/** Reads the rows that a page or a digest shows: the lists that the operation Report > Create asked for. */
export function readPageLists(at: At, lists: string): NodeOnCanvas {
	return {
		...call(at, LISTS_ID, { lists: ['array', lists] }),
		settings: { alwaysOutputData: true },
	};
}
