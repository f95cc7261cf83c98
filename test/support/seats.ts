import type { IDataObject } from 'n8n-workflow';
import type { Row } from '../org/org';
import type { RunningOrg } from '../org/server';
import type { NodeRun } from './inProcess';
import { runNode } from './inProcess';
import { clientCredentials } from './org';

/** Runs Reclaim and Restore through the node, and reads from the org what the result should be. */

export interface StepItem extends IDataObject {
	step: string;
	recordId: string;
	target: string | null;
	outcome: string;
	reason: string | null;
	frees: string | null;
}

export interface OutcomeItem extends IDataObject {
	userId: string;
	outcome: string;
	reason: string | null;
	errorCode: string | null;
	steps: StepItem[];
	warnings: string[];
	run: {
		calls: number;
		users: number;
		steps: number;
		seats: IDataObject[];
		savings: IDataObject[];
	};
}

export const outcomesOf = (run: NodeRun): OutcomeItem[] => {
	// In the order of the input, whichever output they are on.
	const items = run.outputs.flat().map(({ json, pairedItem }) => ({
		json: json as OutcomeItem,
		from: (pairedItem as { item: number }).item,
	}));
	return items.sort((a, b) => a.from - b.from).map(({ json }) => json);
};

export const tally = (items: readonly OutcomeItem[]): Record<string, number> => {
	const counts: Record<string, number> = {};
	for (const { outcome } of items) counts[outcome] = (counts[outcome] ?? 0) + 1;
	return counts;
};

/** A real run without caps, unless the test says otherwise. */
export const reclaim = async (
	running: RunningOrg,
	items: IDataObject[],
	parameters: IDataObject = {},
	options: Parameters<typeof runNode>[3] = {},
): Promise<NodeRun> =>
	await runNode(
		{
			resource: 'reclamation',
			operation: 'reclaim',
			dryRun: false,
			maxPercent: 100,
			maxUsers: 100_000,
			...parameters,
		} as never,
		clientCredentials(running),
		items,
		options,
	);

/** The same for Restore. */
export const restore = async (
	running: RunningOrg,
	items: IDataObject[],
	parameters: IDataObject = {},
): Promise<NodeRun> =>
	await runNode(
		{
			resource: 'reclamation',
			operation: 'restore',
			dryRun: false,
			maxUsers: 100_000,
			...parameters,
		} as never,
		clientCredentials(running),
		items,
	);

/** Every seat of the org, as Download returns it. */
export const download = async (running: RunningOrg): Promise<IDataObject[]> => {
	const { items, error } = await runNode(
		{ resource: 'subscription', operation: 'download' },
		clientCredentials(running),
	);
	expect(error).toBeNull();
	return items;
};

export const profileNamed = ({ org }: RunningOrg, name: string): Row =>
	org.rows('Profile').find(({ Name }) => Name === name) as Row;

/** Active people with a profile who can be deactivated without a blocker. */
export const peopleWith = (running: RunningOrg, profileName = 'Standard User'): Row[] => {
	const { org } = running;
	const profile = profileNamed(running, profileName);
	return org
		.rows('User')
		.filter(
			({ Id, IsActive, Username, ProfileId }) =>
				IsActive === true &&
				String(Username).startsWith('user') &&
				ProfileId === profile.Id &&
				!org.blockers.some(({ userId }) => userId === Id),
		);
};

/** A row built by hand, for the user license. */
export const seatItem = (
	userId: string,
	action = 'deactivate',
	more: IDataObject = {},
): IDataObject => ({
	userId,
	licenseKind: 'userLicense',
	licenseIdentifier: 'SFDC',
	action,
	...more,
});

/** Rows that are restored as new records: their values count, not their ids. */
const RECREATED = ['PermissionSetAssignment', 'PermissionSetLicenseAssign', 'UserPackageLicense'];
/** Timestamps of the last change, and of the creation of rows that were created again. */
const STAMPS = [
	'LastModifiedDate',
	'LastModifiedById',
	'SystemModstamp',
	'UsedLicensesLastUpdated',
];

/** The content of the org, without what no restore can bring back: ids of new rows, and timestamps. */
export function stateOf({ org }: RunningOrg): Record<string, string[]> {
	const line = (object: string, row: Row) => {
		const left = [
			...STAMPS,
			...(RECREATED.includes(object) ? ['Id', 'CreatedDate', 'CreatedById'] : []),
		];
		const values = Object.entries(row).filter(
			([name, value]) => !left.includes(name) && value !== null && value !== false,
		);
		return JSON.stringify(values.sort(([a], [b]) => (a < b ? -1 : 1)));
	};
	return Object.fromEntries(
		Object.entries(org.dump()).map(([object, rows]) => [
			object,
			rows.map((row) => line(object, row)).sort(),
		]),
	);
}

/** The records that these outcomes report as written, each once, even if candidates share it. */
export function recordsWritten(items: readonly OutcomeItem[]): number {
	const written = new Set<string>();
	for (const { steps } of items) {
		for (const { step, recordId, target, outcome, reason } of steps) {
			if (outcome !== 'done' || /Salesforce removed the license together/.test(reason ?? ''))
				continue;
			// Features of one user are written in one record.
			const ofUser = /FeatureLicense$/.test(step);
			written.add([step, recordId, ofUser ? '' : (target ?? '')].join(':'));
		}
	}
	return written.size;
}

/** What one state contains and the other does not, line by line. */
export function differences(
	before: Record<string, string[]>,
	after: Record<string, string[]>,
): string[] {
	const objects = [...new Set([...Object.keys(before), ...Object.keys(after)])];
	return objects.flatMap((object) => {
		const [was, is] = [new Set(before[object]), new Set(after[object])];
		return [
			...[...was].filter((line) => !is.has(line)).map((line) => `- ${object} ${line}`),
			...[...is].filter((line) => !was.has(line)).map((line) => `+ ${object} ${line}`),
		];
	});
}
