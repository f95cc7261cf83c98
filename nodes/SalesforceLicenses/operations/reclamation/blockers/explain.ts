import type { IExecuteFunctions } from 'n8n-workflow';
import { ENDING } from '../../../licensing/model/actions';
import type { Blocker } from '../../../licensing/blockers/blockers';
import type { Candidate } from '../../../licensing/finding/candidates';
import type { Outcome } from '../../../licensing/planning/outcome';
import { planStep } from '../../../licensing/planning/steps';
import type { RightHolders } from '../../../licensing/model/rights';
import type { CurrentUser } from '../../../licensing/model/userState';
import type { Connection } from '../../../transport/connect';
import type { WithBlockers } from './blockers';
import { addBlockers, addBlockersToPlan } from './blockers';
import { addProbe } from './probe';

/** What stands in the way: as it can be read, and as Salesforce says if it is asked. */
export async function explainCandidates(
	context: IExecuteFunctions,
	connection: Connection,
	candidates: readonly Candidate[],
	itemIndex: number,
): Promise<Array<Candidate & WithBlockers>> {
	const looked = await addBlockers(context, connection, candidates, itemIndex);
	const probed = await addProbe(context, connection, looked, deactivationOf, itemIndex);
	sayBlockers(context, probed);
	return probed;
}

/** What the probe can try before there is a plan. Who is protected is left alone by it too. */
const deactivationOf = ({ action, userId, isActive, state }: Candidate) =>
	ENDING.includes(action) && isActive && state === 'Ready' ? [planStep('deactivate', userId)] : [];

export async function explainPlan(
	context: IExecuteFunctions,
	connection: Connection,
	plan: readonly Outcome[],
	current: ReadonlyMap<string, CurrentUser>,
	administrators: RightHolders,
): Promise<Outcome[]> {
	const looked = await addBlockersToPlan(context, connection, plan, current, administrators);
	const stepsOf = ({ outcome, steps }: Outcome) => (outcome === 'planned' ? steps : []);
	const probed = await addProbe(context, connection, looked, stepsOf, 0);
	sayBlockers(context, probed);
	return probed;
}

/** How much there is to mend, above the output. */
function sayBlockers(
	context: IExecuteFunctions,
	rows: ReadonlyArray<{ blockers: Blocker[] | null }>,
): void {
	const refuses = ({ effect }: Blocker) => effect === 'refuses';
	const refused = rows.filter(({ blockers }) => blockers?.some(refuses) === true).length;
	const blocked = rows.filter(({ blockers }) => (blockers ?? []).length > 0).length;
	if (blocked === 0) return;
	context.addExecutionHints({
		message: `Something hangs on ${blocked} of ${rows.length} candidates, and Salesforce would refuse ${refused} of them. The key blockers says what, and how to mend it.`,
		type: refused > 0 ? 'warning' : 'info',
		location: 'outputPane',
	});
}
