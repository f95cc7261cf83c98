import type { IExecuteFunctions } from 'n8n-workflow';
import { NodeOperationError } from 'n8n-workflow';
import type { Blocker } from '../../../licensing/blockers/blockers';
import { blockerOfRefusal, mergeBlockers } from '../../../licensing/blockers/refusals';
import type { Step } from '../../../licensing/planning/steps';
import { isDue, STEP_LABELS, stepKey } from '../../../licensing/planning/steps';
import type { Probed } from '../../../salesforce/writes/probe';
import { probeSteps } from '../../../salesforce/writes/probe';
import type { Connection } from '../../../transport/connect';
import { writesWithheld } from '../run/asTool';
import { plural } from '../../../licensing/model/plural';

interface Probable {
	userId: string;
	username: string | null;
	blockers: Blocker[] | null;
	blockersNotRead: string[];
}

/** Makes Salesforce report which steps of each row it would refuse; nothing is saved. */
export async function addProbe<T extends Probable>(
	context: IExecuteFunctions,
	{ client, org }: Connection,
	rows: readonly T[],
	stepsOf: (row: T) => readonly Step[],
): Promise<T[]> {
	if (writesWithheld(context)) {
		client.report.warn(
			'Test with Salesforce (Rolled Back) was skipped, because it sends changes to Salesforce and an AI agent is using this node as a tool.',
		);
		return [...rows];
	}
	const users = rows.map((row) => ({ userId: row.userId, steps: stepsOf(row) }));
	const isCanceled = () => context.getExecutionCancelSignal()?.aborted === true;
	const probed = await probeSteps(client, users, isCanceled);
	if (probed.saved.length > 0) throw notRolledBack(context, org.name, rows, probed);
	if (probed.notRead.size > 0) {
		client.report.warn(
			`Salesforce could not test ${plural(probed.notRead.size, 'change')}: ${[...new Set(probed.notRead.values())].join('; ')}`,
		);
	}
	return rows.map((row, index) => {
		const keys = users[index].steps.filter(isDue).map(stepKey);
		const refused = keys.flatMap((key) => {
			const refusal = probed.refused.get(key);
			return refusal === undefined ? [] : [blockerOfRefusal(refusal.errorCode, refusal.message)];
		});
		const unknown = keys.flatMap((key) => probed.notRead.get(key) ?? []);
		return {
			...row,
			blockers: keys.length === 0 ? row.blockers : mergeBlockers(row.blockers ?? [], refused),
			blockersNotRead: [...row.blockersNotRead, ...new Set(unknown)],
		};
	});
}

/** This must never happen, so the error lists everything that was changed. */
function notRolledBack(
	context: IExecuteFunctions,
	orgName: string,
	rows: ReadonlyArray<Pick<Probable, 'userId' | 'username'>>,
	{ saved }: Probed,
): NodeOperationError {
	const nameOf = new Map(rows.map(({ userId, username }) => [userId, username ?? userId]));
	const lines = saved.map(
		({ userId, step }) =>
			`${STEP_LABELS[step.step]}${step.name === null ? '' : ` ${step.name}`} (${nameOf.get(userId) ?? userId})`,
	);
	return new NodeOperationError(
		context.getNode(),
		`The test was not rolled back: Salesforce saved ${plural(saved.length, 'change')} in ${orgName}`,
		{
			description: `Saved: ${[...new Set(lines)].join('; ')}. Undo these changes in Setup > Users > Users, and turn off Test with Salesforce (Rolled Back).`,
		},
	);
}
