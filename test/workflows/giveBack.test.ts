/* eslint-disable @n8n/community-nodes/no-restricted-imports */
import { runInNewContext } from 'node:vm';
import type { IDataObject } from 'n8n-workflow';
import { CANDIDATE_STATES } from '../../workflows/candidates/states.code';
import { FIT, READ } from '../../workflows/storage/storage.code';
import { STATEMENTS } from '../../workflows/storage/storagePostgres.code';
import type { Row } from '../org/org';
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

interface States {
	request: (candidate: IDataObject, action: string) => IDataObject;
	toRestore: (candidate: IDataObject) => IDataObject;
	underWay: (plan: IDataObject) => IDataObject;
	afterReclaim: (candidate: IDataObject, outcome: IDataObject) => IDataObject;
	afterFreeze: (candidate: IDataObject, outcome: IDataObject, days: number) => IDataObject;
	canBeGivenBack: (candidate: IDataObject) => boolean;
	moved: (candidate: IDataObject, changes: IDataObject, note: string) => IDataObject;
}
const NAMES = 'request, toRestore, underWay, afterReclaim, afterFreeze, canBeGivenBack, moved';
/** Values made in another context have other prototypes. */
const plain = <T>(value: T): T => JSON.parse(JSON.stringify(value)) as T;
const states = runInNewContext(`${CANDIDATE_STATES}; ({ ${NAMES} })`) as States;

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

const STORES: Record<string, (row: IDataObject) => IDataObject> = {
	'Data Tables': (row) => {
		const fitted = code(FIT, [writing(row)]);
		const [stored] = fitted.insert as IDataObject[];
		expect(typeof stored.candidate).toBe('string');
		const read = code(READ, [{ ...stored, id: 1 }], { 'Fit to the Table': fitted });
		return { ...(read.rows as IDataObject[])[0], id: undefined };
	},
	PostgreSQL: (row) => {
		const { run } = code(STATEMENTS, [writing(row)]);
		const [{ values }] = run as Array<{ values: string[] }>;
		return jsonb((JSON.parse(values[0]) as IDataObject[])[0]) as IDataObject;
	},
};

const run = async (items: IDataObject[], parameters: IDataObject = {}): Promise<OutcomeItem> =>
	outcomesOf(await reclaim(org(), plain(items), parameters))[0];
const candidateOf = ({ Id }: Row, action: string): IDataObject => {
	const found = seatItem(Id, action);
	return { ...found, candidateKey: `key of ${Id}`, state: 'Ready', candidate: found };
};

describe.each(Object.keys(STORES))('a candidate stored in %s', (name) => {
	const store = (row: IDataObject) => STORES[name](plain(row));
	const giveBack = async (row: IDataObject) =>
		outcomesOf(await restore(org(), [plain(states.toRestore(row))]));

	it('is restored from its stored row', async () => {
		const before = stateOf(org());
		let row = store(candidateOf(peopleWith(org())[0], 'wholeSeat'));
		row = store(states.afterReclaim(row, await run([states.request(row, 'wholeSeat')])));
		expect(row).toMatchObject({ state: 'Closed Complete', seal: expect.stringMatching(/^v1\./) });
		expect(states.canBeGivenBack(row)).toBe(true);
		expect(tally(await giveBack(row))).toEqual({ done: 1 });
		expect(differences(before, stateOf(org()))).toEqual([]);
	});

	it('is restored after the grace period: the freeze and the later steps', async () => {
		const before = stateOf(org());
		let row = store(candidateOf(peopleWith(org())[0], 'deactivate'));
		row = store(states.afterFreeze(row, await run([states.request(row, 'freeze')]), 3));
		row = store(states.afterReclaim(row, await run([states.request(row, 'deactivate')])));
		expect(row).toMatchObject({ state: 'Closed Complete', before: { isFrozen: false } });
		expect(tally(await giveBack(row))).toEqual({ done: 1 });
		expect(differences(before, stateOf(org()))).toEqual([]);
	});

	it.each([
		['wrote', true],
		['did not write', false],
	])(
		'is finished and restored if the run was interrupted and the org %s',
		async (_, written) => {
			const before = stateOf(org());
			let row = store(candidateOf(peopleWith(org())[0], 'deactivate'));
			const plan = await run([states.request(row, 'deactivate')], { dryRun: true });
			row = store(
				states.moved(row, { state: 'Awaiting Revocation', ...states.underWay(plan) }, ''),
			);
			if (written) await run([states.request(row, 'deactivate')]);
			// The Update job: a dry run first, and the real one where something is left to do.
			const looked = await run([states.request(row, 'deactivate')], { dryRun: true });
			expect(looked.outcome).toBe(written ? 'alreadyDone' : 'planned');
			const outcome = written ? looked : await run([states.request(row, 'deactivate')]);
			row = store(states.afterReclaim(row, outcome));
			expect(row.state).toBe('Closed Complete');
			expect(tally(await giveBack(row))).toEqual({ done: 1 });
			expect(differences(before, stateOf(org()))).toEqual([]);
		},
	);

	it('is not restored once a person changed the row', async () => {
		let row = store(candidateOf(peopleWith(org())[0], 'deactivate'));
		row = store(states.afterReclaim(row, await run([states.request(row, 'deactivate')])));
		const { writes } = org().org.inspector;
		const forged = { ...row, before: { ...(row.before as IDataObject), isFrozen: true } };
		expect(await giveBack(forged)).toMatchObject([{ outcome: 'blocked', errorCode: 'NOT_SEALED' }]);
		expect(org().org.inspector.writes).toBe(writes);
	});
});
