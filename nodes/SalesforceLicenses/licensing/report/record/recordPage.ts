import { plural } from '../../model/plural';
import { headline, subline, tiles, warnings } from '../headline';
import type { Report } from '../report';
import { ago } from '../words';
import { blockers } from '../html/candidateSections';
import { consumption } from '../html/consumptionSection';
import type { Html } from '../html/html';
import { html } from '../html/html';
import { card, layout, moment } from '../html/layout';
import { tileList, warningBanner } from '../html/reportPage';
import { trends } from '../html/trendSection';
import type { ProfileFact } from '../facts';
import type { RecordSettings, WebPage } from './asked';
import { isExport, linkTo, query, webPage } from './asked';
import { csvLink } from './listPage';
import type { EstateFold } from './estateFold';
import { estatePage } from './estatePage';
import { exportCsv } from './exportCsv';
import { profileDetails, statusPills } from './profileDetails';
import type { RecordFold } from './recordFold';
import { atWork, jobSection } from './recordJobs';
import { licenseSection, unrecognizedSection } from './recordLicenses';
import { candidateList, subscriptionList } from './recordLists';

/**
 * What the playbook knows of one integration profile: answers first, configuration last. Where the URL names no
 * profile, or one that does not exist, it is about all profiles. Each list is also a CSV file.
 */
export function recordPage(
	report: Report,
	record: RecordFold,
	estate: EstateFold,
	settings: RecordSettings,
): WebPage {
	const { profile } = record;
	const { asked } = settings;
	const isThere = asked.profile === '' || profile !== null;
	if (isThere && isExport(asked.export)) {
		return exportCsv(asked.export, { report, record, estate, settings });
	}
	if (profile === null) return estatePage(report, estate, settings);
	const licenses = record.list();
	const main = html`${atWork(record.jobs, report.createdAt)}${attention(
			report,
			settings,
		)}${warningBanner(warnings(report), prices(report, settings))}
		${tileList(tiles(report), {
			potential: `${linkTo(asked, { state: '', blocker: '' })}#candidates`,
			realized: `${linkTo(asked, { state: 'Closed Complete', blocker: '' })}#candidates`,
			unused: '#models',
			asked: `${linkTo(asked, { state: 'Awaiting User', blocker: '' })}#candidates`,
		})}
		<div class="two">
			<div>
				${licenseSection(licenses, profile, record.snapshots.day, asked)}
				${unrecognizedSection(licenses, settings)}
			</div>
			<div>${trends(report, report.trend.length > 0 && csvLink(asked, 'trend'))}</div>
		</div>
		${candidateList(record, report, asked)}${blockers(
			report,
			(blocker) => `${linkTo(asked, { blocker, state: '', license: '' })}#candidates`,
		)}
		${subscriptionList(record, asked)}
		${consumption(report, report.consumption.length > 0 && csvLink(asked, 'consumption'))}
		${jobSection(profile, record.jobs, settings)}
		${card(
			'details',
			'How this profile works',
			'change it in the guided setup',
			profileDetails(profile, settings),
		)}`;
	const title = `${profile.name} · Salesforce licenses`;
	return webPage(200, layout(title, head(report, profile, settings), main, report.createdAt));
}

function head(report: Report, profile: ProfileFact, { forms, nextRun }: RecordSettings): Html {
	const { name, orgName, settings } = profile;
	const isScheduled = settings.status === 'Published' && nextRun !== '';
	return html`<p class="small"><a href="?">All profiles</a></p>
		<div class="head">
			<div>
				<h1>${name}</h1>
				<p>${statusPills(settings)} <b>${headline(report)}.</b> ${subline(report)}</p>
				<p class="soft small">
					${[
						orgName,
						report.dataOf === null
							? 'not refreshed yet'
							: `refreshed ${ago(report.dataOf, report.createdAt)}`,
					]
						.filter((part) => part !== null)
						.join(' · ')}${isScheduled && html` · next run ${moment(nextRun)}`}
				</p>
			</div>
			${forms !== '' &&
			html`<ul class="actions">
				<li>
					<a class="btn main" href="${forms}/salesforce-licenses-reclaim${query({ profile: name })}"
						>Reclaim or give back seats</a
					>
				</li>
				<li><a class="btn" href="${forms}/salesforce-licenses-setup">Edit profile</a></li>
				<li>
					<a class="btn" href="${forms}/salesforce-licenses-models">Assign software models</a>
				</li>
			</ul>`}
		</div>`;
}

function prices({ candidates }: Report, { forms }: RecordSettings): Html | false {
	if (candidates.withoutPrice === 0 || forms === '') return false;
	return html`<a href="${forms}/salesforce-licenses-setup">Add prices in the guided setup</a>`;
}

/** What somebody has to do, with the way to it. */
function attention({ candidates, jobs }: Report, { asked }: RecordSettings): Html {
	const waiting =
		candidates.byState.find(({ state }) => state === 'Attention Required')?.count ?? 0;
	const failed = jobs.unresolved;
	if (waiting === 0 && failed.length === 0) return html``;
	const state = 'Attention Required';
	return html`<div class="banner" role="note">
		<b>Needs you</b>
		<ul>
			${waiting > 0 &&
			html`<li>
				<a href="${linkTo(asked, { state, blocker: '' })}#candidates"
					>${plural(waiting, 'candidate needs', 'candidates need')} attention</a
				>
			</li>`}
			${failed.map(
				({ name, job, error }) =>
					html`<li><a href="#jobs">${name ?? job} failed the last time</a>: ${error}</li>`,
			)}
		</ul>
	</div>`;
}
