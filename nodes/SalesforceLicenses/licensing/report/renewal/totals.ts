import type { Amount } from '../money';
import { Amounts } from '../money';
import type { RenewalLine, RenewalPack } from './pack';

/** The lines added up. What a line does not know is in no sum, and `unknown` says how many those are. */
export function totalOf(lines: readonly RenewalLine[]): RenewalPack['total'] {
	const sum = (of: (line: RenewalLine) => number | null) =>
		lines.reduce((all, line) => all + (of(line) ?? 0), 0);
	const money = (of: (line: RenewalLine) => readonly Amount[]) => {
		const amounts = new Amounts();
		for (const line of lines) amounts.addAll(of(line));
		return amounts.list();
	};
	return {
		seats: sum(({ seats }) => seats),
		renew: sum(({ renew }) => renew),
		drop: sum(({ drop }) => drop),
		add: sum(({ add }) => add),
		toFree: sum(({ toFree }) => toFree),
		over: sum(({ over }) => over),
		unknown: lines.filter(({ renew }) => renew === null).length,
		freedSeats: sum(({ freed }) => freed.stillFree),
		spend: money(({ spend }) => spend),
		renewCost: money(({ renewCost }) => renewCost),
		saves: money(({ saves }) => saves),
		addCost: money(({ addCost }) => addCost),
		trueUp: money(({ trueUp }) => trueUp),
		trueUpToEnd: money(({ trueUpToEnd }) => trueUpToEnd),
	};
}
