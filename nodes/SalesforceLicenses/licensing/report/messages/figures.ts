import { plural } from '../../model/plural';
import type { CandidateFact } from '../facts';
import { countOf, headline, seatsNow, subject, subline, warnings } from '../headline';
import type { Report } from '../report';
import { isShort, shareOf } from '../fold/consumption';
import { count, moment, money, percent, signed, stateLabel } from '../words';
import type { Figure, Message, MessageSection } from './message';

/** What a mail and a Slack message say of the overview, in the same words and in this order. */
export function messageOf(report: Report): Message {
	const { title, orgNames, settings } = report;
	return {
		...{ title, orgNames, note: settings.note, recordPage: settings.recordPage },
		...{ headline: headline(report), subject: subject(report), subline: subline(report) },
		...{ warnings: warnings(report), figures: figures(report), sections: sections(report) },
		footnote: 'What was saved is the sum of the savings ledger.',
	};
}

function figures(report: Report): Figure[] {
	const { candidates, potential, realized, settings, staleChange, assignedChange } = report;
	const lately = `in the last ${plural(settings.periodDays, 'day')}`;
	const seats = seatsNow(report);
	const figure = (name: string, value: string): Figure => ({ name, value, change: '' });
	const changing = (name: string, now: number | null, by: number | null): Figure => ({
		name,
		value: now === null ? 'no snapshot yet' : count(now),
		change:
			now === null || by === null ? '' : `${signed(by)} in ${plural(settings.periodDays, 'day')}`,
	});
	return [
		figure('Possible savings per year', money(potential)),
		figure(`Saved in ${report.createdAt.slice(0, 4)} (per year)`, money(realized.thisYear)),
		figure('Open candidates', count(candidates.open)),
		changing('Unused subscriptions', seats.stale, staleChange.by),
		figure('Needing attention', count(countOf(report, 'Attention Required'))),
		figure(`Found ${lately}`, count(candidates.foundLately)),
		figure(`Reclaimed ${lately}`, count(candidates.reclaimedLately)),
		changing('Subscriptions', seats.assigned, assignedChange.by),
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
						: `Salesforce has raised an alert at ${one.alertThreshold}%`,
					one.overageCost === null || one.overageCost === 0
						? ''
						: money([{ amount: one.overageCost, currency: one.currency }]),
				]),
		},
		{
			title: 'Failed jobs',
			rows: jobs.failures.map(({ name, job, error, startedAt }) => [
				name ?? job,
				`${moment(startedAt)} (UTC): ${error ?? 'no error message'}`,
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
