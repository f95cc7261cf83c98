import { plural } from '../../model/plural';
import type { CandidateFact } from '../facts';
import { countOf, seatsNow } from '../headline';
import type { Report } from '../report';
import { count, money, signed, stateLabel } from '../words';

/** What a mail and a Slack message say, in the same words and in this order. */

export function facts(report: Report): Array<[name: string, value: string]> {
	const { candidates, potential, realized, settings, staleChange, assignedChange } = report;
	const lately = `in the last ${plural(settings.periodDays, 'day')}`;
	const seats = seatsNow(report);
	const changed = (now: number | null, by: number | null) =>
		now === null
			? 'no snapshot yet'
			: `${count(now)}${by === null ? '' : ` (${signed(by)} in ${plural(settings.periodDays, 'day')})`}`;
	return [
		['Open candidates', count(candidates.open)],
		['Possible savings per year', money(potential)],
		[`Saved in ${report.createdAt.slice(0, 4)} (per year)`, money(realized.thisYear)],
		['Needing attention', count(countOf(report, 'Attention Required'))],
		[`Found ${lately}`, count(candidates.foundLately)],
		[`Reclaimed ${lately}`, count(candidates.reclaimedLately)],
		['Subscriptions', changed(seats.assigned, assignedChange.by)],
		['Unused subscriptions', changed(seats.stale, staleChange.by)],
	];
}

export interface Section {
	title: string;
	/** What it is, why, and what it is worth. */
	rows: Array<[what: string, why: string, worth: string]>;
}

const saving = ({ saving: amount, currency }: CandidateFact) =>
	amount === null ? 'no price' : money([{ amount, currency }]);
const licenseOf = ({ licenseName, licenseIdentifier }: CandidateFact) =>
	licenseName ?? licenseIdentifier;
const personOf = ({ name, username, key }: CandidateFact) => name ?? username ?? key;

/** What somebody has to do first. Sections without rows are left out. */
export function sections({ candidates, notices, jobs }: Report): Section[] {
	const all: Section[] = [
		{
			title: 'Needs you',
			rows: candidates.attention.map((one) => [
				`${personOf(one)} · ${licenseOf(one)}`,
				one.reason ?? one.justification ?? stateLabel(one.state),
				saving(one),
			]),
		},
		{
			title: 'Licenses that need a look',
			rows: notices.map(({ name, text }) => [name, text, '']),
		},
		{
			title: 'Failed jobs',
			rows: jobs.failures.map(({ name, job, error, startedAt }) => [
				name ?? job,
				`${(startedAt ?? '').slice(0, 16).replace('T', ' ')} UTC: ${error ?? 'no error message'}`,
				'',
			]),
		},
		{
			title: 'Largest savings',
			rows: candidates.top.map((one) => [
				`${personOf(one)} · ${licenseOf(one)}`,
				one.reason ?? one.justification ?? stateLabel(one.state),
				saving(one),
			]),
		},
	];
	return all.filter(({ rows }) => rows.length > 0);
}
