import type {
	IDataObject,
	IExecuteFunctions,
	INodeExecutionData,
	INodeProperties,
} from 'n8n-workflow';
import { NodeOperationError } from 'n8n-workflow';
import { closest } from '../../licensing/model/closest';
import type { Change, Comparison, RowFault } from '../../licensing/playbook/compareSubscriptions';
import { compareSubscriptions } from '../../licensing/playbook/compareSubscriptions';
import { kindsRead } from '../../licensing/playbook/readKinds';
import type { Row } from '../../licensing/playbook/subscriptionRows';
import { columnsIn } from '../../licensing/playbook/subscriptionRows';
import { KEY_PREFIX } from '../../salesforce/schema/schema';
import { isId, toLongId } from '../../salesforce/schema/soql';
import type { OperationRun } from '../operation';
import type { Parameters } from '../parameters/values';
import { parametersOf, WHOLE_RUN } from '../parameters/values';
import { runsAsTool } from '../runsAsTool';
import {
	AFTER_FIELD,
	COLUMNS_FIELD,
	DOWNLOADED_FIELD,
	LIST_UNCHANGED_FIELD,
	PROFILE_FIELD,
	READ_KINDS_FIELD,
	RETURN_FIELD,
	SOURCE_FIELD,
	STORED_COLUMNS_FIELD,
	STORED_FIELD,
	UP_TO_FIELD,
} from './compareFields';
import { rowsInFile } from './downloadedFile';
import { rowsToStore } from './rowsToStore';
import { storedRows } from './storedRows';

export const mode = 'wholeRun';

export const execute: OperationRun['execute'] = async (context) => {
	const given = parametersOf(context, WHOLE_RUN);
	// Evaluated once: otherwise the whole store would be read again for each of a hundred thousand items.
	const once = parametersOf(context, 0);
	const isFile = given.option(SOURCE_FIELD, ['items', 'file']) === 'file';
	const downloaded = isFile ? await rowsInFile(context) : downloadedRows(context, once);
	const returned = given.option(RETURN_FIELD, ['changes', 'rows']);
	const stored = rowsOf(once, STORED_FIELD, READS_NOTHING);
	const range = { after: userId(given, AFTER_FIELD), upTo: userId(given, UP_TO_FIELD) };
	if (range.after !== null && range.upTo !== null && range.upTo <= range.after) {
		throw given.refuse(
			UP_TO_FIELD,
			`the range ends before it begins (${AFTER_FIELD.displayName} is ${range.after})`,
			'Swap the two, or clear one of them.',
		);
	}
	const profile = given.text(PROFILE_FIELD);
	if (profile === '' && given.isExpression(PROFILE_FIELD)) {
		throw given.refuse(PROFILE_FIELD, 'its expression returns an empty text', FIX_EXPRESSION);
	}
	const compared = compareSubscriptions({
		downloaded,
		stored,
		profile: profile === '' ? null : profile,
		read: kindsRead(once.value(READ_KINDS_FIELD)),
		range,
		columns: columnsOf(given, COLUMNS_FIELD, downloaded),
		listUnchanged: returned === 'rows' || given.toggle(LIST_UNCHANGED_FIELD),
	});
	if (!compared.ok) throw refuseRow(context, given, compared.fault);
	const { value } = compared;
	if (value.warnings.length > 0) {
		context.addExecutionHints(
			...value.warnings.map((message) => ({
				message,
				type: 'warning' as const,
				location: 'outputPane' as const,
			})),
		);
	}
	const json = summaryOf(value, { downloaded, stored, range });
	const lastItem = context.getInputData().length - 1;
	const summary: INodeExecutionData[] = [{ json, pairedItem: { item: 0 } }];
	if (returned === 'changes') {
		return [value.changes.map((change) => toItem(change, lastItem)), summary];
	}
	const columns = columnsOf(given, STORED_COLUMNS_FIELD, downloaded);
	const rows = json.isChanged === true ? rowsToStore(value, columns) : [];
	return [rows.map((row) => ({ json: row as IDataObject, pairedItem: { item: 0 } })), summary];
};

const READS_NOTHING =
	'Refer to the node that reads the stored rows. An empty list [] means that nothing is stored.';
const FIX_EXPRESSION = 'Check the expression, or clear the parameter.';

/** The input items, or those from an agent. n8n passes an empty item if a node found nothing. */
function downloadedRows(context: IExecuteFunctions, given: Parameters): readonly Row[] {
	if (runsAsTool(context)) {
		const rows = rowsOf(
			given,
			DOWNLOADED_FIELD,
			'Pass in rows as Subscription > Download returns them.',
		);
		if (rows.length > 0) return rows;
	}
	const rows: Row[] = context.getInputData().map(({ json }) => json);
	return rows.length === 1 && Object.keys(rows[0]).length === 0 ? [] : rows;
}

function rowsOf(given: Parameters, field: INodeProperties, cure: string): readonly Row[] {
	const parsed = storedRows(given.value(field), given.isExpression(field));
	if (parsed.ok) return parsed.rows;
	throw given.refuse(field, parsed.reason, cure);
}

function userId(given: Parameters, field: INodeProperties): string | null {
	const id = given.text(field);
	if (id === '') {
		// If the expression yields nothing, the end of the range is lost, and rows outside could be
		// removed.
		if (!given.isExpression(field)) return null;
		throw given.refuse(field, 'its expression returns an empty text', FIX_EXPRESSION);
	}
	if (isId(id, KEY_PREFIX.User)) return toLongId(id);
	throw given.refuse(field, `"${id}" is not a user ID`, 'A user ID starts with 005.');
}

function columnsOf(
	given: Parameters,
	field: INodeProperties,
	downloaded: readonly Row[],
): string[] {
	const columns = given.list(field);
	if (columns.length === 0 || downloaded.length === 0) return columns;
	const known = columnsIn(downloaded);
	const wrong = columns.find((column) => !known.has(column));
	if (wrong === undefined) return columns;
	const [near] = closest(wrong, [...known], 1);
	const hint = near === undefined ? '' : `; closest match: "${near}"`;
	const complaint = `the downloaded rows have no column "${wrong}"${hint}`;
	throw given.refuse(field, complaint, 'Correct the name, or remove it.');
}

function refuseRow(
	context: IExecuteFunctions,
	given: Parameters,
	{ side, index, reason }: RowFault,
): NodeOperationError {
	if (side === 'stored') {
		const cure =
			'Read only the rows of one profile and org, each with its subscriptionKey, and repair or delete rows that were changed by hand.';
		return given.refuse(STORED_FIELD, `row ${index + 1} cannot be compared: ${reason}`, cure);
	}
	return new NodeOperationError(
		context.getNode(),
		`Item ${index + 1} is not a subscription that can be compared: ${reason}`,
		{
			description:
				'Nothing was written. As input, use the output Subscriptions of Subscription > Download for one org, with Group By set to Subscription.',
			itemIndex: Math.min(index, context.getInputData().length - 1),
		},
	);
}

/** Removed rows come from no input item, and an agent passes all rows in one item: n8n links both to it. */
function toItem(
	{ change, reason, changedColumns, row, stored, index }: Change,
	lastItem: number,
): INodeExecutionData {
	return {
		json: { change, reason, changedColumns, ...row, stored } as IDataObject,
		pairedItem: { item: Math.min(index ?? 0, lastItem) },
	};
}

function summaryOf(
	{ counts, orgId, profile, isComplete, warnings }: Comparison,
	{
		downloaded,
		stored,
		range,
	}: {
		downloaded: readonly Row[];
		stored: readonly Row[];
		range: { after: string | null; upTo: string | null };
	},
): IDataObject {
	return {
		orgId,
		profile,
		isComplete,
		isChanged: counts.added + counts.changed + counts.removed + counts.storedTwice > 0,
		...counts,
		rows: downloaded.length,
		storedRows: stored.length,
		afterUserId: range.after,
		upToUserId: range.upTo,
		warnings,
	};
}
