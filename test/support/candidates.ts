import type { IDataObject } from 'n8n-workflow';
import { LICENSE_KINDS } from '../../nodes/SalesforceLicenses/licensing/model/licenses';
import type { Row } from '../org/org';
import type { RunningOrg } from '../org/server';
import type { NodeRun } from './inProcess';
import { runNode } from './inProcess';
import { clientCredentials } from './org';

/** Runs Find Candidates through the node, and reads from the org what the result should be. */

/** The node begins with user licenses alone. */
export const FIND_IN_ALL_KINDS = {
	resource: 'reclamation',
	operation: 'findCandidates',
	licenseKinds: [...LICENSE_KINDS],
};

export const findCandidates = async (
	running: RunningOrg,
	parameters: IDataObject = {},
): Promise<NodeRun> =>
	await runNode(
		{ ...FIND_IN_ALL_KINDS, ...parameters } as never,
		clientCredentials(running),
	);

/** With rules as JSON. */
export const findByRules = async (
	running: RunningOrg,
	rules: unknown,
	parameters: IDataObject = {},
): Promise<NodeRun> =>
	await findCandidates(running, {
		rulesSource: 'json',
		rulesJson: JSON.stringify(rules),
		...parameters,
	});

/** Each user once, in a fixed order. */
export const usersOf = (items: readonly IDataObject[]): string[] =>
	[...new Set(items.map(({ userId }) => String(userId)))].sort();

export const truthOf = ({ org }: RunningOrg, ...places: string[]): string[] =>
	[...new Set(places.flatMap((place) => org.groundTruth[place] ?? []))].sort();

export const userOf = ({ org }: RunningOrg, id: unknown): Row =>
	org.rows('User').find(({ Id }) => Id === id) as Row;

export const evidenceOf = (item: IDataObject, signal: string): IDataObject | undefined =>
	(item.evidence as IDataObject[]).find((one) => one.signal === signal);
