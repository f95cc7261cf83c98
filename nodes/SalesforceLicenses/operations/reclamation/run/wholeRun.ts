import type { IExecuteFunctions, INodeExecutionData } from 'n8n-workflow';
import { NodeOperationError, sleep } from 'n8n-workflow';
import type { Outcome } from '../../../licensing/planning/outcome';
import { needsAttention } from '../../../licensing/planning/outcome';
import type { RunSummary } from '../../../licensing/planning/runSummary';
import type { ApplyOptions } from '../../../salesforce/writes/applyPlan';
import { applyPlan } from '../../../salesforce/writes/applyPlan';
import type { Connection } from '../../../transport/connect';
import type { Parsed } from '../../parameters/inputs';
import { inReadingOrder } from '../../output';
import { OUTCOME_ORDER } from '../readingOrder';
import { inputItems } from './toolItems';
import { formatCount, plural } from '../../../licensing/model/plural';

/** Shared by Reclaim and Restore: each input item becomes exactly one item, on one of two outputs. */

export interface Row<T> {
	itemIndex: number;
	request: T;
}

/**
 * Parses every item before anything is written. An invalid item stops the run, or, with "Continue on
 * Fail", becomes an error item while the others continue.
 */
export function parseItems<T extends { orgId: string | null }>(
	context: IExecuteFunctions,
	connection: Connection,
	parse: (json: unknown, connection: Connection) => Parsed<T>,
): { rows: Array<Row<T>>; errors: INodeExecutionData[] } {
	const { org } = connection;
	const rows: Array<Row<T>> = [];
	const errors: INodeExecutionData[] = [];
	inputItems(context).forEach(({ json }, itemIndex) => {
		const parsed = parse(json, connection);
		const request = parsed.ok ? parsed.value : null;
		const foreign = request !== null && request.orgId !== null && request.orgId !== org.orgId;
		if (request !== null && !foreign) {
			rows.push({ itemIndex, request });
			return;
		}
		const reason = parsed.ok
			? `it belongs to the org ${parsed.value.orgId}, but the credential is for ${org.orgId} (${org.name})`
			: parsed.reason;
		const message = `Item ${itemIndex + 1} cannot be used: ${reason}`;
		if (!context.continueOnFail()) {
			throw new NodeOperationError(context.getNode(), message, {
				description:
					'Nothing was written. Fix the item, or connect the output of Find Candidates or Reclaim.',
				itemIndex,
			});
		}
		errors.push({ json: { ...json, error: message }, pairedItem: { item: itemIndex } });
	});
	return { rows, errors };
}

export async function apply(
	context: IExecuteFunctions,
	{ client, org }: Connection,
	planned: readonly Outcome[],
	limits: Pick<ApplyOptions, 'maxErrorPercent' | 'parallelCalls' | 'maxRecordsPerCall'>,
): Promise<Outcome[]> {
	const canceled = context.getExecutionCancelSignal();
	return await applyPlan(client, planned, {
		...limits,
		sleep: async (milliseconds) => await sleep(milliseconds, canceled),
		now: () => new Date(),
		isCanceled: () => canceled?.aborted === true,
		onProgress: (done, total) =>
			context.logger.info(
				`Salesforce Licenses: ${formatCount(done)} of ${plural(total, 'step')} written in ${org.name}`,
			),
	});
}

/** Splits outcomes between Done and Attention Required, each linked to its item. */
export function toOutputs(
	outcomes: readonly Outcome[],
	rows: ReadonlyArray<Row<unknown>>,
	errors: INodeExecutionData[],
	run?: RunSummary,
): INodeExecutionData[][] {
	const items = outcomes.map((outcome, index) => ({
		attention: needsAttention(outcome),
		item: {
			json: inReadingOrder(
				{ ...outcome, ...(run === undefined ? {} : { run }) },
				OUTCOME_ORDER,
			) as INodeExecutionData['json'],
			pairedItem: { item: rows[index].itemIndex },
		},
	}));
	return [
		items.filter(({ attention }) => !attention).map(({ item }) => item),
		[...items.filter(({ attention }) => attention).map(({ item }) => item), ...errors],
	];
}

export function usersToWrite(outcomes: readonly Outcome[]): number {
	return new Set(
		outcomes.filter(({ outcome }) => outcome === 'planned').map(({ userId }) => userId),
	).size;
}
