/* eslint-disable @n8n/community-nodes/no-restricted-imports */
import { runInNewContext } from 'node:vm';
import type { IDataObject } from 'n8n-workflow';
import type { Columns } from '../../nodes/SalesforceLicenses/licensing/playbook/storing/fitRows';
import { fitRequest } from '../../nodes/SalesforceLicenses/licensing/playbook/storing/fitRows';
import { READ } from '../../workflows/storage/storage.code';
import { DATA_TABLES, TABLES } from '../../workflows/storage/tables';
import type { Row } from '../org/org';
import { runCandidates } from '../support/candidateRows';
import { useOrg } from '../support/org';
import type { OutcomeItem } from '../support/seats';
import {
	differences,
	outcomesOf,
	peopleWith,
	reclaim,
	restore,
	seatItem,
	stateOf,
	tally,
} from '../support/seats';

jest.setTimeout(60_000);

/** What the playbook stores of a reclaim is what Restore takes: out of both stores, over several runs. */
const org = useOrg({ users: 60, seed: 51 });

/** Values made in another context have other prototypes. */
const plain = <T>(value: T): T => JSON.parse(JSON.stringify(value)) as T;

/** Runs a Code node with these items, and these outputs of nodes before it. */
function code(source: string, items: IDataObject[], nodes: Record<string, IDataObject> = {}) {
	const given = items.map((json) => ({ json }));
	const $input = { first: () => given[0], all: () => given };
	const $ = (name: string) => ({ first: () => ({ json: nodes[name] }) });
	const [{ json }] = runInNewContext(`(() => {${source}})()`, { $input, $ }) as [
		{ json: IDataObject },
	];
	return plain(json);
}

const writing = (row: IDataObject) => ({
	action: 'write',
	table: 'salesforce_candidates',
	rows: [row],
});

/** PostgreSQL keeps the keys of jsonb by their length. */
function jsonb(value: unknown): unknown {
	if (Array.isArray(value)) return value.map(jsonb);
	if (typeof value !== 'object' || value === null) return value;
	const entries = Object.entries(value).sort(([a], [b]) => a.length - b.length || (a < b ? -1 : 1));
	return Object.fromEntries(entries.map(([key, inner]) => [key, jsonb(inner)]));
}

function fit(
	row: IDataObject,
	tables: Record<string, Columns>,
	jsonColumns: 'object' | 'text',
): IDataObject {
	const request = { ...writing(row), tables, jsonColumns, column: '', value: '' };
	const fitted = fitRequest(request, () => '');
	if (!fitted.ok) throw new Error(fitted.reason);
	return plain(fitted.value) as unknown as IDataObject;
}

const STORES: Record<string, (row: IDataObject) => IDataObject> = {
	'Data Tables': (row) => {
		const fitted = fit(row, DATA_TABLES, 'text');
		const [stored] = fitted.insert as IDataObject[];
		expect(typeof stored.candidate).toBe('string');
		const read = code(READ, [{ ...stored, id: 1 }], { 'Fit to the Table': fitted });
		return { ...(read.rows as IDataObject[])[0], id: undefined };
	},
	PostgreSQL: (row) => {
		const [stored] = fit(row, TABLES, 'object').insert as IDataObject[];
		return jsonb(stored) as IDataObject;
	},
};

const run = async (items: IDataObject[], parameters: IDataObject = {}): Promise<OutcomeItem> =>
	outcomesOf(await reclaim(org(), plain(items), parameters))[0];

/** The node's operations with the settings of a profile, as the workflows run them. */
class Playbook {
	constructor(
		private readonly store: (row: IDataObject) => IDataObject,
		private readonly profile: IDataObject = {},
	) {}

	async open({ Id }: Row, action: string): Promise<IDataObject> {
		const orgId = org().org.rows('Organization')[0].Id;
		const candidateKey = `${orgId}:${Id}:userLicense:SFDC`;
		const found = { ...seatItem(Id, action), orgId, candidateKey, state: 'Ready' };
		const { toWrite } = await this.candidates('open', found, {});
		return this.store(toWrite[0]);
	}

	/** The item for Reclaim that the next step of the candidate is. */
	async request(row: IDataObject): Promise<IDataObject> {
		const { toReclaim } = await this.decide(row, 'nextStep');
		expect(toReclaim).toHaveLength(1);
		return toReclaim[0];
	}

	/** Plans, stores the plan, and gives what is to be written now. */
	async begin(row: IDataObject): Promise<{ row: IDataObject; request: IDataObject }> {
		const plan = await run([await this.request(row)], { dryRun: true });
		const { toWrite, toReclaim } = await this.decide(row, 'outcome', { outcomes: [plan] });
		return { row: this.store(toWrite[0]), request: toReclaim[0] };
	}

	async reclaim(row: IDataObject): Promise<IDataObject> {
		const begun = await this.begin(row);
		return await this.settle(begun.row, await run([begun.request]));
	}

	async settle(row: IDataObject, outcome: OutcomeItem): Promise<IDataObject> {
		const { toWrite } = await this.decide(row, 'outcome', { outcomes: [outcome] });
		return this.store(toWrite[0]);
	}

	/** What the Update job makes of it: a dry run first, and the real one where something is left to do. */
	async update(row: IDataObject): Promise<{ row: IDataObject; looked: OutcomeItem }> {
		const { toReclaim: toPlan } = await this.decide(row, 'plan');
		const looked = await run(toPlan, { dryRun: true });
		const updated = await this.candidates('update', row, {
			...this.settings,
			outcomes: [looked],
		});
		const stored = this.store(updated.toWrite[0]);
		if (updated.toReclaim.length === 0) return { row: stored, looked };
		return { row: await this.settle(stored, await run(updated.toReclaim)), looked };
	}

	async giveBack(row: IDataObject): Promise<OutcomeItem[]> {
		const { toRestore } = await this.decide(row, 'giveBack');
		expect(toRestore).toHaveLength(1);
		return outcomesOf(await restore(org(), plain(toRestore)));
	}

	private get settings() {
		const storedProfile = {
			displayName: 'EMEA',
			dryRun: false,
			notifyUser: false,
			graceDays: 0,
			maxUsers: 10,
			...this.profile,
		};
		return { settingsFrom: 'profile', storedProfile };
	}

	private async decide(row: IDataObject, event: string, more: IDataObject = {}) {
		return await this.candidates('decide', row, { event, ...this.settings, ...more });
	}

	private async candidates(
		operation: Parameters<typeof runCandidates>[0],
		row: IDataObject,
		parameters: object,
	) {
		const ran = await runCandidates(operation, [plain(row)], {
			...this.settings,
			...plain(parameters),
		});
		expect(ran.error).toBeNull();
		return ran;
	}
}

describe.each(Object.keys(STORES))('a candidate stored in %s', (name) => {
	const store = (row: IDataObject) => STORES[name](plain(row));

	it('is restored from its stored row', async () => {
		const before = stateOf(org());
		const playbook = new Playbook(store);
		const row = await playbook.reclaim(await playbook.open(peopleWith(org())[0], 'wholeSeat'));
		expect(row).toMatchObject({ state: 'Closed Complete', seal: expect.stringMatching(/^v1\./) });
		expect(tally(await playbook.giveBack(row))).toEqual({ done: 1 });
		expect(differences(before, stateOf(org()))).toEqual([]);
	});

	it('is restored after the grace period: the freeze and the later steps', async () => {
		const before = stateOf(org());
		const playbook = new Playbook(store, { graceDays: 3 });
		let row = await playbook.reclaim(await playbook.open(peopleWith(org())[0], 'deactivate'));
		expect(row).toMatchObject({ state: 'Awaiting Revocation', outcome: 'done' });
		expect(Date.parse(String(row.graceUntil))).toBeGreaterThan(Date.now());
		row = { ...row, graceUntil: new Date(Date.now() - 1000).toISOString() };
		row = await playbook.reclaim(row);
		expect(row).toMatchObject({ state: 'Closed Complete', before: { isFrozen: false } });
		expect(tally(await playbook.giveBack(row))).toEqual({ done: 1 });
		expect(differences(before, stateOf(org()))).toEqual([]);
	});

	it.each([
		['wrote', true],
		['did not write', false],
	])('is finished and restored if the run was interrupted and the org %s', async (_, written) => {
		const before = stateOf(org());
		const playbook = new Playbook(store);
		const begun = await playbook.begin(await playbook.open(peopleWith(org())[0], 'deactivate'));
		expect(begun.row).toMatchObject({ state: 'Awaiting Revocation' });
		if (written) await run([begun.request]);
		const interrupted = { ...begun.row, executionId: 'interrupted' };
		const { row, looked } = await playbook.update(interrupted);
		expect(looked.outcome).toBe(written ? 'alreadyDone' : 'planned');
		expect(row.state).toBe('Closed Complete');
		expect(tally(await playbook.giveBack(row))).toEqual({ done: 1 });
		expect(differences(before, stateOf(org()))).toEqual([]);
	});

	it('is not restored once a person changed the row', async () => {
		const playbook = new Playbook(store);
		const row = await playbook.reclaim(await playbook.open(peopleWith(org())[0], 'deactivate'));
		const { writes } = org().org.inspector;
		const forged = { ...row, before: { ...(row.before as IDataObject), isFrozen: true } };
		expect(await playbook.giveBack(forged)).toMatchObject([
			{ outcome: 'blocked', errorCode: 'NOT_SEALED' },
		]);
		expect(org().org.inspector.writes).toBe(writes);
	});
});
