import { plural } from '../../model/plural';
import { headline, subline, warnings } from '../headline';
import type { Report } from '../report';
import { ago } from '../words';
import { blockers } from '../html/candidateSections';
import type { Html } from '../html/html';
import { html } from '../html/html';
import { card, layout, moment } from '../html/layout';
import { tileList, warningBanner } from '../html/reportPage';
import { trends } from '../html/trendSection';
import type { ProfileFact } from '../facts';
import type { RecordSettings, WebPage } from './asked';
import { linkTo } from './asked';
import { profileDetails, statusPills } from './profileDetails';
import { profilesPage } from './profilesPage';
import type { ProfilesFold } from './profilesFold';
import type { RecordFold } from './recordFold';
import { jobSection } from './recordJobs';
import { licenseSection, unrecognizedSection } from './recordLicenses';
import { candidateList, subscriptionList } from './recordLists';

/**
 * What the playbook knows of one integration profile: answers first, configuration last. Where the URL names no
 * profile, or one that does not exist, it is the list of all profiles.
 */
export function recordPage(
	report: Report,
	record: RecordFold,
	profiles: ProfilesFold,
	settings: RecordSettings,
): WebPage {
	const { profile } = record;
	if (profile === null) return profilesPage(report, profiles.list(), settings);
	const licenses = record.list();
	const main = html`${attention(report, settings)}${warningBanner(warnings(report))}
		${tileList(report)}
		<div class="two">
			<div>
				${licenseSection(licenses, profile, record.latestDay)}
				${unrecognizedSection(licenses, settings.forms)}
			</div>
			<div>${trends(report)}</div>
		</div>
		${candidateList(record, report, settings.asked)}${blockers(report)}
		${subscriptionList(record, settings.asked)} ${jobSection(profile, record.jobs, settings)}
		${card(
			'details',
			'How this profile works',
			'change it in the guided setup',
			profileDetails(profile),
		)}`;
	const title = `${profile.name} · Salesforce licenses`;
	return {
		status: 200,
		html: layout(title, head(report, profile, settings), main, report.createdAt),
	};
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
					<a class="btn main" href="${forms}/salesforce-licenses-reclaim"
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

/** What somebody has to do, with the way to it. */
function attention({ candidates, jobs }: Report, { asked }: RecordSettings): Html {
	const waiting =
		candidates.byState.find(({ state }) => state === 'Attention Required')?.count ?? 0;
	const failed = jobs.failures.length;
	if (waiting === 0 && failed === 0) return html``;
	const state = 'Attention Required';
	return html`<div class="banner" role="note">
		<b>Needs you</b>
		<ul>
			${waiting > 0 &&
			html`<li>
				<a href="${linkTo(asked, { state })}#candidates"
					>${plural(waiting, 'candidate needs', 'candidates need')} attention</a
				>
			</li>`}
			${failed > 0 &&
			html`<li>
				<a href="#jobs">${plural(failed, 'job')} failed lately</a>: ${jobs.failures[0].error}
			</li>`}
		</ul>
	</div>`;
}
