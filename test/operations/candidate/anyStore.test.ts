import type { IDataObject, INode } from 'n8n-workflow';
import { ago, runCandidates } from '../../support/candidateRows';
import { findCandidates, userOf } from '../../support/candidates';
import { runNode } from '../../support/inProcess';
import { clientCredentials, seeAll, useOrg } from '../../support/org';

/** The recipe of docs/operations/candidate.md: the chain of nodes, with a spreadsheet for a store. */

const org = useOrg({ users: 60, seed: 7 });
const PROFILE = { dryRun: false, notifyUser: false, graceDays: 0, jsonColumns: 'text' };

/** What a spreadsheet makes of a row: text in every cell, and the number of the line. */
const cells = (row: IDataObject, line: number): IDataObject => ({
	...Object.fromEntries(
		Object.entries(row).map(([key, value]) => [key, value === null ? '' : String(value)]),
	),
	row_number: line,
});

class Sheet {
	rows: IDataObject[] = [];
	append = (rows: readonly IDataObject[]) =>
		rows.forEach((row) => this.rows.push(cells(row, this.rows.length + 2)));
	update(rows: readonly IDataObject[]) {
		for (const row of rows) {
			const line = Number(row.row_number);
			this.rows[line - 2] = cells(row, line);
		}
	}
	inState = (state: string) => this.rows.filter((row) => row.state === state);
}

const write = async (operation: string, items: IDataObject[], parameters: object = {}) => {
	const { outputs, error } = await runNode(
		{ resource: 'reclamation', operation, maxPercent: 100, ...parameters } as INode['parameters'],
		clientCredentials(org()),
		items,
	);
	expect(error).toBeNull();
	return outputs.flat().map(({ json }) => json);
};

const decide = async (sheet: Sheet, state: string, parameters: object) => {
	const run = await runCandidates('decide', sheet.inState(state), { ...PROFILE, ...parameters });
	expect(run.error).toBeNull();
	sheet.update(run.toWrite);
	return run.toReclaim;
};

/** A sheet with three candidates. */
async function filled(): Promise<Sheet> {
	seeAll(org());
	const { items } = await findCandidates(org(), {
		licenseKinds: ['userLicense'],
		inactiveDays: 30,
		blockers: false,
	});
	const sheet = new Sheet();
	const open = { profile: 'Sales', notifyUser: false, jsonColumns: 'text' };
	sheet.append((await runCandidates('open', items.slice(0, 3), open)).toWrite);
	const again = await runCandidates('open', items.slice(0, 3), {
		...open,
		storedCandidates: sheet.rows,
	});
	expect([again.error, again.toWrite]).toEqual([null, []]);
	return sheet;
}

const isActive = ({ userId }: IDataObject) => userOf(org(), userId).IsActive;

describe('candidates in a spreadsheet', () => {
	it('are found, planned, reclaimed and restored', async () => {
		const sheet = await filled();
		expect(sheet.inState('Ready')).toHaveLength(3);

		const plans = await write('reclaim', await decide(sheet, 'Ready', { event: 'nextStep' }));
		const due = await decide(sheet, 'Ready', { event: 'outcome', outcomes: plans });
		expect(sheet.inState('Awaiting Revocation')).toHaveLength(3);
		expect(sheet.rows.map(isActive)).toEqual([true, true, true]);

		const outcomes = await write('reclaim', due, { dryRun: false });
		await decide(sheet, 'Awaiting Revocation', { event: 'outcome', outcomes });
		expect(sheet.inState('Closed Complete')).toHaveLength(3);
		expect(sheet.rows.map(isActive)).toEqual([false, false, false]);

		const results = sheet.rows.map(({ result }) => JSON.parse(String(result)) as IDataObject);
		const restored = await write('restore', results, { dryRun: false });
		await decide(sheet, 'Closed Complete', { event: 'restored', outcomes: restored });
		expect(sheet.inState('Closed Skipped')).toHaveLength(3);
		expect(sheet.rows.map(isActive)).toEqual([true, true, true]);
	});

	it('are frozen first, and deactivated by Update after the grace period; Restore undoes both', async () => {
		const sheet = await filled();
		const grace = { graceDays: 5 };
		const plans = await write(
			'reclaim',
			await decide(sheet, 'Ready', { event: 'nextStep', ...grace }),
		);
		const due = await decide(sheet, 'Ready', { event: 'outcome', outcomes: plans, ...grace });
		const frozen = await write('reclaim', due, { dryRun: false });
		await decide(sheet, 'Awaiting Revocation', { event: 'outcome', outcomes: frozen, ...grace });
		expect(sheet.rows.map(isActive)).toEqual([true, true, true]);
		sheet.rows = sheet.rows.map((row) => ({ ...row, graceUntil: ago(1) }));

		const again = await write(
			'reclaim',
			await decide(sheet, 'Awaiting Revocation', { event: 'plan' }),
		);
		const run = await runCandidates('update', sheet.rows, { ...PROFILE, outcomes: again });
		sheet.update(run.toWrite);
		const outcomes = await write('reclaim', run.toReclaim, { dryRun: false });
		await decide(sheet, 'Awaiting Revocation', { event: 'outcome', outcomes });
		expect(sheet.inState('Closed Complete')).toHaveLength(3);
		expect(sheet.rows.map(isActive)).toEqual([false, false, false]);

		const results = sheet.rows.map(({ result }) => JSON.parse(String(result)) as IDataObject);
		await write('restore', results, { dryRun: false });
		expect(sheet.rows.map(isActive)).toEqual([true, true, true]);
	});

	it('are settled by Update after a run that was cut off', async () => {
		const sheet = await filled();
		const plans = await write('reclaim', await decide(sheet, 'Ready', { event: 'nextStep' }));
		const due = await decide(sheet, 'Ready', { event: 'outcome', outcomes: plans });
		// Written, and nobody heard of it.
		await write('reclaim', due, { dryRun: false });
		sheet.rows = sheet.rows.map((row) => ({ ...row, revocationStartedAt: ago(1) }));

		const seen = await write(
			'reclaim',
			await decide(sheet, 'Awaiting Revocation', { event: 'plan' }),
		);
		const run = await runCandidates('update', sheet.rows, { ...PROFILE, outcomes: seen });
		sheet.update(run.toWrite);
		expect(sheet.inState('Closed Complete')).toHaveLength(3);
	});
});
