import type { IDataObject } from 'n8n-workflow';
import type { Row } from '../../org/org';
import type { RunningOrg } from '../../org/server';
import { startOrg } from '../../org/server';
import type { NodeRun } from '../inProcess';
import { runNode } from '../inProcess';
import { clientCredentials } from '../org';
import type { OutcomeItem } from '../seats';
import { outcomesOf, reclaim } from '../seats';
import { addAdministrators, fillPools, itemsOf, parametersOf } from './company';
import type { Facts } from './facts';
import { factsOf, restOf } from './facts';
import type { Trouble } from './faultClasses';
import { befall, endTroubles } from './faultClasses';
import type { Happening } from './happenings';
import { happen } from './happenings';
import { Journal } from './journal';
import { beforeOf, falselyDone, notGivenBack, outsideThePlan, tooFar } from './promises';
import type { Scenario } from './scenario';
import { liesIn } from './verdict';

/** One scenario from the items to the last Restore. Returns the broken promises, each with its evidence. */
export async function brokenPromises(scenario: Scenario): Promise<string[]> {
	const running = await startOrg(scenario.org);
	try {
		return await new Story(running, scenario).tell();
	} finally {
		await running.close();
	}
}

/** In the form in which a store keeps it. */
const stored = (items: readonly OutcomeItem[]) => structuredClone(items) as OutcomeItem[];

const restore: typeof reclaim = async (running, items, parameters, options) =>
	await runNode(
		{ resource: 'reclamation', operation: 'restore', maxUsers: 100_000, ...parameters } as never,
		clientCredentials(running),
		items,
		options,
	);

/** Rows that are neither planned nor settled: they are used as input again and read anew. */
const undecided = (plan: readonly OutcomeItem[]) =>
	new Set(
		plan
			.filter(({ outcome }) => !/^(planned|alreadyDone)$/.test(outcome))
			.map(({ userId }) => userId),
	);

class Story {
	private readonly broken: string[] = [];
	private readonly touched = new Set<string>();
	/** The final result of each. */
	private readonly restored: OutcomeItem[] = [];
	/** Users for whom Reclaim warned that it cannot be undone. */
	private readonly warned = new Set<string>();

	constructor(
		private readonly running: RunningOrg,
		private readonly scenario: Scenario,
	) {}

	async tell(): Promise<string[]> {
		const { running, scenario } = this;
		const { org } = running;
		fillPools(org, scenario.pools);
		addAdministrators(org, scenario.administratorsBySet);
		const items = await itemsOf(running, scenario);
		const parameters = parametersOf(org, scenario);
		if (items.length === 0) return [];

		const plan = await this.dryRun('Reclaim', items, reclaim, parameters);
		const was = factsOf(org);
		const fed = scenario.fed === 'plan' && plan !== null ? stored(plan) : items;
		const first = await this.realReclaim('first', fed, plan, parameters, scenario.troubles);
		const taken = first === null ? [] : [first];
		if (first !== null && scenario.again !== 'no') {
			const again = scenario.again === 'items' ? items : stored(first);
			const second = await this.realReclaim('second', again, null, parameters, []);
			if (second !== null && scenario.again === 'items') taken.unshift(second);
			if (second !== null && scenario.again === 'outcomes') taken.splice(0, 1, second);
		}
		for (const outcomes of taken)
			await this.giveBack(stored(outcomes), was, outcomes === taken.at(-1));
		return this.broken;
	}

	private note(chapter: string, lies: readonly string[]): void {
		this.broken.push(...lies.map((lie) => `${chapter}: ${lie}`));
		this.broken.push(...this.running.org.checkInvariants().map((fault) => `${chapter}: ${fault}`));
	}

	/** The plan; null if the run was refused. */
	private async dryRun(
		operation: string,
		items: IDataObject[],
		run: typeof reclaim,
		parameters: IDataObject,
	): Promise<OutcomeItem[] | null> {
		const { org } = this.running;
		const journal = new Journal(this.running, this.touched);
		const rest = restOf(org);
		const ran = await run(this.running, items, { ...parameters, dryRun: true });
		journal.close();
		const outcomes = outcomesOf(ran);
		const chapter = `dry run of ${operation}`;
		const { writes, changes, damage } = journal;
		this.note(chapter, [
			...(writes === 0 ? [] : [`${writes} records were written`]),
			...changes.map((change) => `changed: ${JSON.stringify(change)}`),
			...damage,
			...(rest.size === restOf(org).size ? [] : ['the org changed']),
			...(ran.error === null ? [] : [`it failed: ${ran.error.message}`]),
			...(outcomes.length === items.length ? [] : [`${outcomes.length} outcomes`]),
			...outcomes
				.filter(({ outcome }) => /^(done|unknown)$/.test(outcome))
				.map((one) => `a dry run has done something: ${JSON.stringify(one)}`),
		]);
		return ran.error === null ? outcomes : null;
	}

	private async realReclaim(
		which: string,
		items: IDataObject[],
		plan: OutcomeItem[] | null,
		parameters: IDataObject,
		troubles: readonly Trouble[],
	): Promise<OutcomeItem[] | null> {
		const { running, scenario } = this;
		const { org } = running;
		const happenings = which === 'first' ? scenario.happenings : [];
		const people = items.map(({ userId }) => org.table('User').get(String(userId)) as Row);
		const happened = this.prepare(happenings, people);
		const before = beforeOf(org, scenario, factsOf(org));
		const journal = new Journal(running, this.touched);
		const ran = await this.realRun(journal, troubles, happened, async (options) =>
			reclaim(running, items, { ...parameters, dryRun: false }, options),
		);
		const end = journal.close();
		const outcomes = outcomesOf(ran);
		const chapter = `${which} Reclaim`;
		for (const { userId, warnings } of outcomes)
			if (/Restore cannot undo this/.test(warnings.join(' '))) this.warned.add(userId);
		if (outcomes.length === 0) {
			this.note(chapter, nothingWritten(journal, ran));
			return null;
		}
		this.note(chapter, [
			...journal.damage,
			...liesIn({ journal, end, outcomes, items: items.length }),
			...tooFar(org, journal, before, outcomes, parameters),
			...falselyDone(org, journal, { start: journal.start, end }, outcomes),
			...(plan === null ? [] : outsideThePlan(journal, plan, this.mayDiffer(plan))),
		]);
		return outcomes;
	}

	/** Rows that a plan leaves open are decided again, and so are items of users who changed since the dry run. */
	private mayDiffer(plan: readonly OutcomeItem[]): ReadonlySet<string> {
		const open = undecided(plan);
		return this.scenario.fed === 'plan' ? open : new Set([...open, ...this.touched]);
	}

	/** What others do before the run happens now; the rest waits for its call. */
	private prepare(happenings: readonly Happening[], people: readonly Row[]) {
		const { org } = this.running;
		const userOf = ({ person }: Happening) => people[person % people.length];
		for (const one of happenings.filter(({ atCall }) => atCall === 0)) {
			this.touched.add(userOf(one).Id);
			happen(org, one.deed, userOf(one));
		}
		return happenings
			.filter(({ atCall }) => atCall > 0)
			.map((one) => ({ atCall: one.atCall, deed: one.deed, user: userOf(one) }));
	}

	private async realRun(
		journal: Journal,
		troubles: readonly Trouble[],
		happenings: ReadonlyArray<{ atCall: number; deed: Happening['deed']; user: Row }>,
		run: (options: { onStart: (cancel: () => void) => void }) => Promise<NodeRun>,
	): Promise<NodeRun> {
		const { running } = this;
		let cancel = () => {};
		let calls = 0;
		befall(running, troubles);
		running.onRequest = () => {
			calls++;
			for (const { atCall, deed, user } of happenings) {
				if (atCall === calls) journal.byOthers(user.Id, () => happen(running.org, deed, user));
			}
			if (troubles.some((one) => 'atCall' in one && one.atCall === calls)) cancel();
		};
		try {
			return await run({ onStart: (stop) => (cancel = stop) });
		} finally {
			running.onRequest = undefined;
			endTroubles(running);
		}
	}

	/**
	 * A dry run, then a real run with faults, then further runs as long as there is something to write. A
	 * seat that one Restore frees is available to the next one.
	 */
	private async giveBack(outcomes: OutcomeItem[], was: Facts, isLast: boolean): Promise<void> {
		const { running, scenario } = this;
		const { org } = running;
		await this.dryRun('Restore', outcomes, restore, {});
		const tries = [scenario.troublesOfRestore, [], [], []];
		for (const [index, troubles] of tries.entries()) {
			if (index === 0 && troubles.length === 0) continue;
			const journal = new Journal(running, this.touched);
			const ran = await this.realRun(journal, troubles, [], async (options) =>
				restore(running, outcomes, { dryRun: false }, options),
			);
			const end = journal.close();
			const restored = outcomesOf(ran);
			const chapter = `Restore ${index}`;
			if (ran.error !== null || restored.length === 0) {
				this.note(chapter, nothingWritten(journal, ran));
				if (index > 0) this.note(chapter, [`it failed: ${String(ran.error?.message)}`]);
				continue;
			}
			this.note(chapter, [
				...journal.damage,
				...liesIn({ journal, end, outcomes: restored, items: outcomes.length }),
				...(index === 3 && journal.writes > 0 ? [`${journal.writes} writes for nothing`] : []),
			]);
			if (index === 0 || (journal.writes > 0 && index < 3)) continue;
			this.restored.push(...restored);
			if (isLast)
				this.note(chapter, notGivenBack(org, was, end, this.touched, this.restored, this.warned));
			return;
		}
	}
}

/** A run that ends with an error, or without any outcome, has written nothing. */
function nothingWritten({ changes, damage, writes }: Journal, ran: NodeRun): string[] {
	const why = ran.error?.message ?? 'no outcomes';
	return [
		...(writes === 0 ? [] : [`${writes} records written, and the run ended with: ${why}`]),
		...changes.map(
			(change) => `changed by a run that ended with "${why}": ${JSON.stringify(change)}`,
		),
		...damage,
	];
}
