import type { IExecuteFunctions } from 'n8n-workflow';
import { DEACTIVATING_ACTIONS } from '../../../licensing/model/actions';
import type { Blocker } from '../../../licensing/blockers/blockers';
import type { Candidate } from '../../../licensing/finding/candidates';
import type { Outcome } from '../../../licensing/planning/outcome';
import { judgedCandidates, judgedPlan } from '../../../licensing/planning/judged';
import { planStep } from '../../../licensing/planning/steps';
import type { RightHolders } from '../../../licensing/model/rights';
import type { CurrentUser } from '../../../licensing/model/userState';
import { readBlockers } from '../../../salesforce/blockers/blockers';
import type { Connection } from '../../../transport/connect';
import type { Parameters } from '../../parameters/values';
import { BLOCKERS_FIELD, PROBE_FIELD } from './blockerFields';
import { addProbe } from './probe';
import { plural } from '../../../licensing/model/plural';

/** Null: blockers were not read. */
export interface WithBlockers {
	blockers: Blocker[] | null;
	blockersNotRead: string[];
}

const NOT_ASKED: WithBlockers = { blockers: null, blockersNotRead: [] };
const NOTHING_KNOWN = { seatsOf: null, administrators: null };

/** What to read besides the plan. */
export interface Looks {
	blockers: boolean;
	probe: boolean;
}

export function looksParameter(given: Parameters): Looks {
	return {
		blockers: given.toggle(BLOCKERS_FIELD),
		probe: given.toggle(PROBE_FIELD),
	};
}

/** Adds blockers: those that can be read, and those that Salesforce reports in the test. */
export async function explainCandidates(
	context: IExecuteFunctions,
	connection: Connection,
	candidates: readonly Candidate[],
	looks: Looks,
): Promise<Array<Candidate & WithBlockers>> {
	const found = looks.blockers
		? await readBlockers(connection, judgedCandidates(candidates), NOTHING_KNOWN)
		: [];
	const looked = candidates.map((candidate, index) => ({
		...candidate,
		...(found[index] ?? NOT_ASKED),
	}));
	const probed = looks.probe ? await addProbe(context, connection, looked, deactivationOf) : looked;
	reportBlockers(context, probed);
	return probed;
}

/** The steps that can be tested before there is a plan. Protected users are skipped here too. */
const deactivationOf = ({ action, userId, isActive, state }: Candidate) =>
	DEACTIVATING_ACTIONS.includes(action) && isActive && state === 'Ready'
		? [planStep('deactivate', userId)]
		: [];

export async function explainPlan(
	context: IExecuteFunctions,
	connection: Connection,
	plan: readonly Outcome[],
	current: ReadonlyMap<string, CurrentUser>,
	administrators: RightHolders,
	looks: Looks,
): Promise<Outcome[]> {
	const planned = looks.blockers ? plan.filter(({ outcome }) => outcome === 'planned') : [];
	const found = await readBlockers(connection, judgedPlan(planned, current), {
		seatsOf: (userId) => current.get(userId),
		administrators,
	});
	const byOutcome = new Map(planned.map((outcome, index) => [outcome, found[index]]));
	const looked = plan.map((outcome) => ({ ...outcome, ...byOutcome.get(outcome) }));
	const stepsOf = ({ outcome, steps }: Outcome) => (outcome === 'planned' ? steps : []);
	const probed = looks.probe ? await addProbe(context, connection, looked, stepsOf) : looked;
	reportBlockers(context, probed);
	return probed;
}

/** Shows above the output how many candidates have blockers. */
function reportBlockers(
	context: IExecuteFunctions,
	rows: ReadonlyArray<{ blockers: Blocker[] | null }>,
): void {
	const refuses = ({ effect }: Blocker) => effect === 'refuses';
	const refused = rows.filter(({ blockers }) => blockers?.some(refuses) === true).length;
	const blocked = rows.filter(({ blockers }) => (blockers ?? []).length > 0).length;
	if (blocked === 0) return;
	context.addExecutionHints({
		message: `${blocked} of ${plural(rows.length, 'candidate')} ${blocked === 1 ? 'has' : 'have'} blockers, and Salesforce would reject ${refused} of them. See "blockers" in each item for the details and the fix.`,
		type: refused > 0 ? 'warning' : 'info',
		location: 'outputPane',
	});
}
