import type { INodeExecutionData } from 'n8n-workflow';
import type { LedgerRow } from '../../../licensing/playbook/ledger/ledgerRow';
import { explainTaken } from '../../../licensing/playbook/ledger/takers';
import { readTakings } from '../../../salesforce/subscriptions/takings';
import { connect } from '../../../transport/connect';
import type { OperationRun } from '../../operation';
import { showWarnings } from '../../output';
import { serveItems } from '../border';
import { ledgerRow } from '../ledgerRows';

export const mode = 'wholeRun';

export const execute: OperationRun['execute'] = async (context) => {
	const given: Array<{ row: LedgerRow; item: number }> = [];
	const errors = serveItems(
		context,
		ledgerRow,
		({ value, itemIndex }) => given.push({ row: value, item: itemIndex }),
		'the row',
	);
	const taken = given.map(({ row }) => row).filter(({ entry }) => entry === 'takenAgain');
	const explained = taken.length === 0 ? null : await explain(context, taken);
	const items = given.map(
		({ row, item }): INodeExecutionData => ({
			json: { ...(explained?.(row) ?? row) },
			pairedItem: { item },
		}),
	);
	return [[...items, ...errors]];
};

async function explain(
	context: Parameters<OperationRun['execute']>[0],
	taken: readonly LedgerRow[],
): Promise<(row: LedgerRow) => LedgerRow> {
	const connection = await connect(context);
	// IDs of another org name nobody here, and would be searched for in vain.
	const own = taken.filter(({ orgId }) => orgId === null || orgId === connection.orgId);
	const takings = await readTakings(connection, own);
	showWarnings(context, connection.client);
	const isOwn = new Set(own);
	return (row) =>
		isOwn.has(row) ? explainTaken(row, takings.of(row), takings.notRead(row.licenseKind)) : row;
}
