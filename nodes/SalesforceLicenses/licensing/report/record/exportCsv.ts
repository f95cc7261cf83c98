import type { CsvValue } from '../csvCells';
import { toCsv } from '../csv';
import type { Amount } from '../money';
import type { Report } from '../report';
import { stateLabel } from '../words';
import type { Export, RecordSettings, WebPage } from './asked';
import type { EstateFold } from './estateFold';
import { sumOfAll } from './estateLists';
import { MOST_EXPORTED } from './readLists';
import type { RecordFold } from './recordFold';
import { costOf, modelOf, spendOf } from './recordLicenses';
import { candidatesShown, subscriptionsShown } from './recordLists';

/** The lists of the page as CSV files, for spreadsheets. */

type Row = Record<string, CsvValue>;

interface Lists {
	report: Report;
	record: RecordFold;
	estate: EstateFold;
	settings: RecordSettings;
}

export function exportCsv(list: Export, lists: Lists): WebPage {
	const all = LISTS[list](lists);
	const rows = all.slice(0, MOST_EXPORTED);
	const columns = COLUMNS[list];
	const { createdAt } = lists.report;
	return {
		status: 200,
		body: toCsv(columns, rows, 'spreadsheet'),
		contentType: 'text/csv; charset=utf-8',
		fileName: `salesforce-${list}-${createdAt.slice(0, 10)}.csv`,
	};
}

/** One row for each currency; the other columns stand in each of them. */
function perCurrency(row: Row, amounts: Record<string, readonly Amount[]>): Row[] {
	const currencies = new Set(
		Object.values(amounts).flatMap((list) => list.map(({ currency }) => currency)),
	);
	if (currencies.size === 0) return [row];
	return [...currencies].map((currency) => ({
		...{ ...row, currency },
		...Object.fromEntries(
			Object.entries(amounts).map(([name, list]) => [
				name,
				list.find((one) => one.currency === currency)?.amount ?? null,
			]),
		),
	}));
}

const LISTS: Readonly<Record<Export, (lists: Lists) => Row[]>> = {
	candidates: ({ record, report, settings: { asked } }) =>
		candidatesShown(record.candidates, asked, report.candidates.isCounted).map((one) => ({
			...one,
			blockers: (one.blockers ?? []).map(({ text }) => text).join('; ') || null,
			state: stateLabel(one.state),
		})),
	subscriptions: ({ record, settings: { asked } }) =>
		subscriptionsShown(record, asked).map((one) => ({ ...one })),
	jobs: ({ record }) => record.jobs.map((one) => ({ ...one })),
	licenses: ({ record }) => {
		const { profile } = record;
		if (profile === null) return [];
		return record.list().flatMap((license) => {
			const { licenseKind, licenseIdentifier, licenseName } = license;
			const { day, assigned, stale, total, used } = license.snapshot;
			return perCurrency(
				{
					...{ licenseKind, licenseIdentifier, licenseName },
					softwareModel: modelOf(license) || null,
					...{ day, assigned, unused: stale, owned: total, used },
				},
				{ costOfUnused: costOf(license, profile), costOfOwned: spendOf(license, profile) },
			);
		});
	},
	trend: ({ report: { trend, realizedTrend } }) =>
		trend.flatMap(({ day, assigned, stale, potential }, index) =>
			perCurrency(
				{ day, assigned, unused: stale },
				{ costOfUnused: potential, realized: realizedTrend[index].amounts },
			),
		),
	consumption: ({ report }) => report.consumption.map((one) => ({ ...one })),
	profiles: ({ estate }) =>
		estate.list().flatMap((one) =>
			perCurrency(
				{
					...{ profile: one.profile.name, orgId: one.profile.orgId, org: one.profile.orgName },
					...{ status: one.profile.settings.status, refreshedAt: one.refreshedAt },
					...{ openCandidates: one.open, needAttention: one.attention },
					...{ assigned: one.assigned, unused: one.stale },
				},
				{
					...{ potential: one.potential, realizedThisYear: one.realized.thisYear },
					...{ realized: one.realized.total, costOfOwned: sumOfAll(one.spend) },
					costOfUnused: one.staleCost,
				},
			),
		),
	persons: ({ estate }) =>
		estate.persons.list().map((one) => ({ ...one, profiles: one.profiles.join(', ') })),
};

const list = (names: string) => names.split(' ');

const COLUMNS: Readonly<Record<Export, string[]>> = {
	candidates: list(
		'id state name username licenseKind licenseIdentifier licenseName softwareModel department rule action justification reason blockers inactiveDays lastLoginAt openedAt answerUntil graceUntil closedAt saving currency',
	),
	subscriptions: list(
		'name username email licenseKind licenseIdentifier licenseName softwareModel isActive isFrozen lastLoginAt lastActivityAt createdAt department userId orgId',
	),
	jobs: list(
		'id name job status startedAt endedAt created updated removed error notRead startedBy',
	),
	licenses: list(
		'licenseKind licenseIdentifier licenseName softwareModel day owned used assigned unused costOfOwned costOfUnused currency',
	),
	consumption: list(
		'name source used allowed forecast periodEndsAt alertThreshold overageCost currency',
	),
	trend: list('day assigned unused costOfUnused realized currency'),
	profiles: list(
		'profile org orgId status refreshedAt openCandidates needAttention assigned unused potential realizedThisYear realized costOfOwned costOfUnused currency',
	),
	persons: list('person name orgs seats profiles'),
};
