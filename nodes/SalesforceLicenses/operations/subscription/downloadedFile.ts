import type { IExecuteFunctions } from 'n8n-workflow';
import { NodeOperationError } from 'n8n-workflow';
import { plural } from '../../licensing/model/plural';
import type { Row } from '../../licensing/playbook/subscriptionRows';

/** The border for a file of Download: NDJSON, a subscription or a user in each line. */

const FIX =
	'Nothing was compared. Feed in the item of Subscription > Download with Output set to File and File Format to NDJSON.';

/** The rows in the file of the first input item, as many as its Summary says. */
export async function rowsInFile(context: IExecuteFunctions): Promise<Row[]> {
	const [item] = context.getInputData();
	const refuse = (complaint: string) =>
		new NodeOperationError(context.getNode(), complaint, { description: FIX, itemIndex: 0 });
	if (item?.binary?.data === undefined) {
		throw refuse('The input item has no file (binary property "data")');
	}
	const file = await context.helpers.getBinaryDataBuffer(0, 'data');
	const rows: Row[] = [];
	for (const [index, line] of file.toString('utf8').split('\n').entries()) {
		if (line.trim() === '') continue;
		const read = rowsInLine(line);
		if (read === null) throw refuse(`Line ${index + 1} of the file is not a row of NDJSON`);
		for (const row of read) rows.push(row);
	}
	const { subscriptions } = item.json;
	if (typeof subscriptions === 'number' && subscriptions !== rows.length) {
		throw refuse(
			`The file has ${plural(rows.length, 'subscription')}, but its Summary says ${subscriptions}`,
		);
	}
	return rows;
}

/** One subscription, or those of one user; null for what is neither. */
function rowsInLine(line: string): Row[] | null {
	let value: unknown;
	try {
		value = JSON.parse(line);
	} catch {
		return null;
	}
	if (typeof value !== 'object' || value === null || Array.isArray(value)) return null;
	const { subscriptions, ...row } = value as Record<string, unknown>;
	if (subscriptions === undefined) return [row];
	if (!Array.isArray(subscriptions)) return null;
	return subscriptions.map((held: Row) => ({ ...row, ...held }));
}
