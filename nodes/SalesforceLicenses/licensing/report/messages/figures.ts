import { plural } from '../../model/plural';
import type { CandidateFact } from '../facts';
import { countOf, headline, seatsNow, subject, subline, warnings } from '../headline';
import type { Report } from '../report';
import { isShort, shareOf } from '../fold/consumption';
import { count, money, percent, signed, stateLabel } from '../words';
import type { Message, MessageSection } from './message';

/** What a mail and a Slack message say of the overview, in the same words and in this order. */
export function messageOf(report: Report): Message {
	const { title, orgNames, settings } = report;
	return {
		...{ title, orgNames, note: settings.note, recordPage: settings.recordPage },
		...{ headline: headline(report), subject: subject(report), subline: subline(report) },
		...{ warnings: warnings(report), facts: facts(report), sections: sections(report) },
		footnote: 'What was saved is the sum of the savings ledger.',
	};
}

function facts(report: Report): Array<[name: string, value: string]> {
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

const saving = ({ saving: amount, currency }: CandidateFact) =>
	amount === null ? 'no price' : money([{ amount, currency }]);
const licenseOf = ({ licenseName, licenseIdentifier }: CandidateFact) =>
	licenseName ?? licenseIdentifier;
const personOf = ({ name, username, key }: CandidateFact) => name ?? username ?? key;

/** What somebody has to do first. Sections without rows are left out. */
function sections({ candidates, notices, jobs, consumption }: Report): MessageSection[] {
	const all: MessageSection[] = [
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
			title: 'Consumption that runs out',
			rows: consumption
				.filter(isShort)
				.map((one) => [
					one.name,
					one.alertThreshold === null
						? `${percent(shareOf(one))} of the allowance at the end of the period`
						: `Salesforce has raised an alert at ${one.alertThreshold} %`,
					one.overageCost === null || one.overageCost === 0
						? ''
						: money([{ amount: one.overageCost, currency: one.currency }]),
				]),
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
