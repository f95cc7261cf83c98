import { KIND_LABELS } from '../../model/licenses';
import { plural } from '../../model/plural';
import type { CandidateState } from '../../playbook/states';
import { CANDIDATE_STATES, isOpen } from '../../playbook/states';
import type { CandidateFact, SubscriptionFact } from '../facts';
import { bySaving } from '../fold/candidates';
import type { Report } from '../report';
import { count, money, stateLabel, STATE_MEANINGS } from '../words';
import { CANDIDATE_COLUMNS } from '../html/candidateSections';
import type { Html } from '../html/html';
import { html } from '../html/html';
import type { Column } from '../html/layout';
import { asTable, card, moment, table } from '../html/layout';
import type { Asked } from './asked';
import { linkTo } from './asked';
import { pageOf, pager } from './listPage';
import type { RecordFold } from './recordFold';

/** The long lists of the record page: candidates and subscriptions, page by page. */

const CANDIDATES_A_PAGE = 20;

export function candidateList({ candidates: all }: RecordFold, report: Report, asked: Asked): Html {
	if (all.length === 0) {
		return card(
			'candidates',
			'Candidates',
			'',
			html`<p>There are no candidates yet. The job Identify finds them after a refresh.</p>`,
		);
	}
	const isAsked = (CANDIDATE_STATES as readonly string[]).includes(asked.state);
	const shown = all
		.filter(({ state }) => (isAsked ? state === asked.state : isOpen(state as CandidateState)))
		.sort(bySaving);
	const page = pageOf(shown, asked.candidatesPage, CANDIDATES_A_PAGE);
	const { byState, open } = report.candidates;
	const caption = isAsked
		? `${plural(shown.length, 'candidate')} in the state ${stateLabel(asked.state)}, the largest saving first`
		: `${plural(shown.length, 'open candidate')}, the largest saving first`;
	return card(
		'candidates',
		'Candidates',
		`${count(open)} open of ${count(all.length)}`,
		stateTabs(report, asked, isAsked),
		table(caption, COLUMNS, page.rows),
		pager(page, asked, 'candidatesPage', 'candidates'),
		asTable(
			table(
				`${plural(all.length, 'candidate')} by state`,
				[
					{ name: 'State', cell: ({ state }) => stateLabel(state) },
					{ name: 'Meaning', cell: ({ state }) => STATE_MEANINGS[state] },
					{ name: 'Candidates', cell: (one) => count(one.count), isNumber: true },
					{ name: 'Savings per year', cell: ({ saving }) => money(saving), isNumber: true },
				],
				byState,
			),
			'What the states mean, and what is in each',
		),
	);
}

const COLUMNS: ReadonlyArray<Column<CandidateFact>> = [
	...CANDIDATE_COLUMNS,
	{ name: 'Number', cell: ({ id }) => id ?? '–', isNumber: true },
];

function stateTabs(
	{ candidates: { byState, open } }: Report,
	asked: Asked,
	isAsked: boolean,
): Html {
	const tab = (label: string, state: string, number: number, isOn: boolean) =>
		html`<li>
			<a
				class="${isOn ? 'btn main' : 'btn'}"
				href="${linkTo(asked, { state })}#candidates"
				${isOn && html`aria-current="true"`}
				>${label} ${count(number)}</a
			>
		</li>`;
	return html`<nav aria-label="States of candidates">
		<ul class="tabs">
			${tab('Open', '', open, !isAsked)}
			${byState
				.filter((one) => one.count > 0)
				.map(({ state, count: number }) =>
					tab(stateLabel(state), state, number, isAsked && state === asked.state),
				)}
		</ul>
	</nav>`;
}

export function subscriptionList(record: RecordFold, asked: Asked): Html {
	const page = record.found.page();
	const all = record.subscriptions;
	const isFiltered = asked.find !== '';
	return card(
		'subscriptions',
		'Subscriptions',
		'who holds which license',
		html`<form method="get" action="#subscriptions" role="search">
			<input type="hidden" name="profile" value="${asked.profile}" />
			<div>
				<label for="find">Find by user, license or software model</label>
				<input id="find" name="find" type="search" value="${asked.find}" />
			</div>
			<button type="submit">Find</button>
			${isFiltered && html`<a href="${linkTo(asked, { find: '' })}#subscriptions">Show all</a>`}
		</form>`,
		table(
			isFiltered
				? `${count(page.total)} of ${plural(all, 'subscription')} with “${asked.find}”`
				: plural(all, 'subscription'),
			SUBSCRIPTION_COLUMNS,
			page.rows,
		),
		pager(page, asked, 'subscriptionsPage', 'subscriptions'),
	);
}

const SUBSCRIPTION_COLUMNS: ReadonlyArray<Column<SubscriptionFact>> = [
	{
		name: 'User',
		cell: ({ name, username }) =>
			html`${name}${username !== name && html`<small>${username}</small>`}`,
	},
	{
		name: 'License',
		cell: ({ licenseName, licenseIdentifier, licenseKind }) =>
			html`${licenseName ?? licenseIdentifier}<small>${KIND_LABELS[licenseKind]}</small>`,
	},
	{ name: 'Software model', cell: ({ softwareModel }) => softwareModel ?? 'unrecognized' },
	{ name: 'Last login', cell: ({ lastLoginAt }) => moment(lastLoginAt) },
	{ name: 'Last activity', cell: ({ lastActivityAt }) => moment(lastActivityAt) },
	{
		name: 'User status',
		cell: ({ isActive, isFrozen }) =>
			isActive === false ? 'deactivated' : isFrozen === true ? 'frozen' : 'active',
	},
];
