import type { INodeExecutionData, IPollFunctions } from 'n8n-workflow';
import type { Happening } from '../../licensing/watching/events';
import { toEventRow } from '../../licensing/watching/rows';
import type { Connection } from '../../transport/connect';
import { connect } from '../../transport/connect';
import { toNodeError } from '../../transport/nodeErrors';
import { readPeople } from '../../salesforce/watching/people';
import type { Pools } from '../../salesforce/watching/watchPools';
import { timeOf } from '../../salesforce/organization/orgTime';
import { watchOrg } from '../../salesforce/watching/watchOrg';
import type { Memory } from '../../licensing/watching/memory';
import { parseMemory } from './memory';
import type { TriggerParameters } from './parameters';
import { triggerParameters } from './parameters';
import { sampleOf } from './sample';
import { checkFilters } from './checkFilters';

/** Polls that have not finished, by workflow and node: n8n starts the next one even then. */
const underWay = new Set<string>();

/**
 * One poll. Its events and the new memory are stored together: if reading fails halfway, the poll fails,
 * nothing is remembered, and the next poll finds all events again.
 */
export async function poll(context: IPollFunctions): Promise<INodeExecutionData[][] | null> {
	const key = `${context.getWorkflow().id}:${context.getNode().id}`;
	const isManual = context.getMode() === 'manual';
	// Two polls that start with the same memory would report the same events twice; the next poll catches
	// up.
	if (!isManual && underWay.has(key)) return null;
	if (!isManual) underWay.add(key);
	try {
		const parameters = triggerParameters(context);
		const connection = await connect(context);
		return isManual
			? await trial(context, connection, parameters)
			: await realPoll(context, connection, parameters);
	} catch (error) {
		throw await toNodeError(context, error);
	} finally {
		if (!isManual) underWay.delete(key);
	}
}

async function realPoll(
	context: IPollFunctions,
	connection: Connection,
	parameters: TriggerParameters,
): Promise<INodeExecutionData[][] | null> {
	const { client, org } = connection;
	const kept = context.getWorkflowStaticData('node');
	const last = parseMemory(kept.memory);
	if (last === 'unreadable')
		client.report.warn(
			'What the trigger remembered cannot be read, so this poll sets a new baseline.',
		);
	const { events, kinds, inactiveDays, emitAll, limits, softwareOf, softwareModels } = parameters;
	const wish = {
		events,
		kinds,
		inactiveDays,
		emitAll,
		pools: { limits, softwareOf, config: JSON.stringify(limits) + softwareModels },
	};
	const memoryBefore = last === 'unreadable' ? null : last;
	const now = timeOf(connection.clock, client.orgTime, timeBefore(memoryBefore, connection));
	const watched = await watchOrg({ ...connection, now }, memoryBefore, wish);
	await checkFilters(context, client, org.name, watched.pools, parameters);
	const rows = await tell(watched.happenings, { client, org }, parameters, watched.pools, now);
	for (const warning of client.report.warnings)
		context.logger.warn(`Salesforce Licenses Trigger: ${warning}`);
	kept.memory = watched.memory as unknown as typeof kept;
	return rows.length === 0 ? null : [context.helpers.returnJsonArray(rows as never[])];
}

/** The last poll has been, so no clock that is right is before it. Without one, the clock of the org counts. */
function timeBefore(last: Memory | null, { orgId, client }: Connection): number | undefined {
	const polledAt = last?.orgId === orgId ? Date.parse(last.polledAt) : NaN;
	return Number.isNaN(polledAt) ? client.orgTime?.getTime() : polledAt;
}

/** The items of the events, in the order in which they were found. */
async function tell(
	happenings: readonly Happening[],
	{ client, org }: Pick<Connection, 'client' | 'org'>,
	{ filter, softwareOf, kinds }: TriggerParameters,
	pools: Pools,
	now: Date,
): Promise<object[]> {
	const userIds = happenings.flatMap((one) => ('userId' in one ? [one.userId] : []));
	const people = await readPeople(client, userIds, {
		orgId: org.orgId,
		kinds,
		pools,
		softwareOf,
		now,
	});
	const telling = {
		orgId: org.orgId,
		detectedAt: now.toISOString(),
		filter,
		softwareOf,
		personOf: (userId: string) => people.get(userId),
	};
	return happenings.flatMap((happening) => toEventRow(happening, telling) ?? []);
}

/** The test button in the editor: examples of the selected events in this org. Nothing is remembered. */
async function trial(
	context: IPollFunctions,
	connection: Connection,
	parameters: TriggerParameters,
): Promise<INodeExecutionData[][] | null> {
	const { client, org } = connection;
	const { happenings, pools } = await sampleOf(connection, parameters);
	await checkFilters(context, client, org.name, pools, parameters);
	const unfiltered = {
		...parameters,
		filter: { licenseIdentifiers: [], softwareModels: [], userTypes: [], profiles: [] },
	};
	const rows = await tell(happenings, connection, unfiltered, pools, connection.now);
	const items = rows.map((row) => ({ ...row, isSample: true }));
	return items.length === 0 ? null : [context.helpers.returnJsonArray(items as never[])];
}
