import { KIND_LABELS } from '../../model/licenses';
import { plural } from '../../model/plural';
import type { CandidateState } from '../../playbook/states';
import { CANDIDATE_STATES, isOpen } from '../../playbook/states';
import type { CandidateFact, SubscriptionFact } from '../facts';
import type { Report } from '../report';
import { count, money, stateLabel, STATE_MEANINGS } from '../words';
import { CANDIDATE_COLUMNS, stateChip } from '../html/candidateSections';
import type { Html } from '../html/html';
import { html } from '../html/html';
import type { Column } from '../html/layout';
import { asTable, card, moment, table } from '../html/layout';
import type { Asked } from './asked';
import { blockerOf, linkTo } from './asked';
import type { ListPage } from './listPage';
import { csvLink, filterNote, pageOf, pager, rowsUpTo } from './listPage';
import { PAGE_SIZE } from './readLists';
import type { RecordFold } from './recordFold';
import { candidateSort, subscriptionSort } from './sorting';

/** The long lists of the record page: candidates and subscriptions, page by page. */

type Listed = Pick<CandidateFact, 'licenseKind' | 'licenseIdentifier'>;
const isOfLicense = ({ license }: Asked, { licenseKind, licenseIdentifier }: Listed) =>
	license === '' || license === `${licenseKind}:${licenseIdentifier}`;

const hasBlocker = (asked: Asked, { blockers }: CandidateFact) => {
	const wanted = blockerOf(asked);
	return wanted === '' || (blockers ?? []).some(({ kind }) => kind === wanted);
};

const isState = (asked: string) => (CANDIDATE_STATES as readonly string[]).includes(asked);

/** The candidates that are asked for, of those that were read. */
export function candidatesShown(all: readonly CandidateFact[], asked: Asked, isCounted: boolean) {
	const shown = all.filter(
		(one) =>
			isOfLicense(asked, one) &&
			hasBlocker(asked, one) &&
			(isState(asked.state) ? one.state === asked.state : isOpen(one.state as CandidateState)),
	);
	// A store that counts has sorted them, and gives no others.
	return isCounted ? shown : shown.sort(candidateSort(asked).compare);
}

function candidatePage({ candidates }: RecordFold, report: Report, asked: Asked) {
	const { isCounted, byState, open } = report.candidates;
	const shown = candidatesShown(candidates, asked, isCounted);
	const blocker = blockerOf(asked);
	const ofState = isState(asked.state)
		? byState.find(({ state }) => state === asked.state)?.count
		: open;
	const ofBlocker = report.blockers.find(({ kind }) => kind === blocker)?.candidates;
	const counted = blocker === '' ? (ofState ?? 0) : isState(asked.state) ? null : (ofBlocker ?? 0);
	const areAllHere = !isCounted && !asked.state.startsWith('Closed');
	const isCut = shown.length >= rowsUpTo(asked.candidatesPage, PAGE_SIZE);
	const known = isCounted && asked.license === '' ? counted : null;
	const total = areAllHere || !isCut ? shown.length : known;
	return pageOf(shown, asked.candidatesPage, PAGE_SIZE, known ?? total);
}

export function candidateList(record: RecordFold, report: Report, asked: Asked): Html {
	const { total: all, isCounted, open } = report.candidates;
	const page = candidatePage(record, report, asked);
	if (all === 0 && page.rows.length === 0 && !isState(asked.state)) {
		return card(
			'candidates',
			'Candidates',
			'',
			stateTabs(report, asked),
			html`<p>
				There are no open candidates. The job Identify looks for unused seats after each refresh;
				run it now in <b>Guided Setup</b>, step <b>First run</b>.
			</p>`,
		);
	}
	const what = isState(asked.state)
		? `${many(page, 'candidate')} in the state ${stateLabel(asked.state)}`
		: many(page, 'open candidate');
	return card(
		'candidates',
		'Candidates',
		html`${count(open)} open · ${csvLink(asked, 'candidates')}`,
		stateTabs(report, asked),
		filterNote(asked, 'candidates'),
		blockerNote(report, asked),
		table(`${what}${sortedBy(asked)}`, columns(asked), page.rows),
		pager(page, asked, 'candidatesPage', 'candidates'),
		asTable(
			table(
				'Candidates by state',
				[
					{ name: 'State', cell: ({ state }) => stateChip(state) },
					{ name: 'Meaning', cell: ({ state }) => STATE_MEANINGS[state] },
					{
						name: 'Candidates',
						cell: ({ state, count: number }) =>
							html`<a
									href="${linkTo(asked, { state, blocker: '' })}#candidates"
									aria-label="${plural(number, 'candidate')}: ${stateLabel(state)}"
									>${count(number)}</a
								>${!isCounted &&
								state.startsWith('Closed') &&
								` in ${plural(report.settings.periodDays, 'day')}`}`,
						isNumber: true,
					},
					{
						name: 'Savings per year',
						cell: ({ state, saving }) =>
							saving.length === 0
								? money(saving)
								: html`<a
										href="${linkTo(asked, { state, blocker: '' })}#candidates"
										aria-label="${money(saving)}: ${stateLabel(state)}"
										>${money(saving)}</a
									>`,
						isNumber: true,
					},
				],
				report.candidates.byState,
			),
			'What the states mean, and what is in each',
		),
	);
}

/** `More than 50 open candidates`, where nobody counted. */
const many = ({ total, rows, number }: ListPage<unknown>, word: string) =>
	total !== null
		? plural(total, word)
		: `More than ${plural((number - 1) * PAGE_SIZE + rows.length, word)}`;

const SORTED: Readonly<Record<string, string>> = {
	saving: 'the largest saving first',
	user: 'by user',
	license: 'by license',
	unused: 'unused for longest first',
	found: 'the newest first',
	closed: 'the last closed first',
};
const sortedBy = (asked: Asked) => `, ${SORTED[candidateSort(asked).key]}`;

/** The headings sort the list. */
function columns(asked: Asked): ReadonlyArray<Column<CandidateFact>> {
	const keys: Readonly<Record<string, string>> = {
		...{ User: 'user', License: 'license', 'Unused for': 'unused', 'Saves per year': 'saving' },
	};
	const now = candidateSort(asked);
	return [
		...CANDIDATE_COLUMNS.map((column) => ({
			...column,
			...(Object.hasOwn(keys, column.name) && {
				sort: {
					href: `${linkTo(asked, { candidatesSort: keys[column.name] })}#candidates`,
					isOn: now.key === keys[column.name],
					descending: now.descending,
				},
			}),
		})),
		{ name: 'Number', cell: ({ id }) => id ?? '–', isNumber: true },
	];
}

function blockerNote({ blockers }: Report, asked: Asked): Html | false {
	const blocker = blockerOf(asked);
	if (blocker === '') return false;
	const example = blockers.find(({ kind }) => kind === blocker)?.example ?? '';
	return html`<p>
		Only open candidates with this in the way:
		${(example === '' ? blocker : example).replace(/\.$/, '')}.
		<a href="${linkTo(asked, { blocker: '' })}#candidates">Show all candidates</a>
	</p>`;
}

function stateTabs({ candidates: { byState, open, isCounted } }: Report, asked: Asked): Html {
	const tab = (label: string, state: string, number: string, isOn: boolean) =>
		html`<li>
			<a
				class="${isOn ? 'btn main' : 'btn'}"
				href="${linkTo(asked, { state, blocker: '', candidatesSort: '' })}#candidates"
				${isOn && html`aria-current="true"`}
				>${label} ${number}</a
			>
		</li>`;
	const isShown = (state: string, number: number) =>
		number > 0 || state === asked.state || (!isCounted && state.startsWith('Closed'));
	return html`<nav aria-label="States of candidates">
		<ul class="tabs">
			${tab('Open', '', count(open), !isState(asked.state))}
			${byState
				.filter(({ state, count: number }) => isShown(state, number))
				.map(({ state, count: number }) =>
					tab(
						stateLabel(state),
						state,
						isCounted || !state.startsWith('Closed') ? count(number) : '',
						state === asked.state,
					),
				)}
		</ul>
	</nav>`;
}

/** The user, license or software model has the text, in upper or lower case. */
function matches(asked: Asked, fact: SubscriptionFact): boolean {
	const { name, username, email, licenseName, licenseIdentifier, softwareModel } = fact;
	return [name, username, email, licenseName, licenseIdentifier, softwareModel]
		.join('\n')
		.toLowerCase()
		.includes(asked.find.toLowerCase());
}

export function subscriptionsShown({ found }: RecordFold, asked: Asked): SubscriptionFact[] {
	const shown = found.filter((one) => isOfLicense(asked, one) && matches(asked, one));
	// Found by several columns, they come in several orders.
	return asked.find === '' ? shown : shown.sort(subscriptionSort(asked).compare);
}

export function subscriptionList(record: RecordFold, asked: Asked): Html {
	const shown = subscriptionsShown(record, asked);
	const isAll = asked.find === '' && asked.license === '';
	const all = record.snapshots.sum('assigned');
	const page = isAll
		? pageOf(shown, asked.subscriptionsPage, PAGE_SIZE, all ?? undefined)
		: pageOf(shown, asked.subscriptionsPage, PAGE_SIZE);
	if (isAll && shown.length === 0) {
		return card(
			'subscriptions',
			'Subscriptions',
			'who holds which license',
			html`<p>No subscriptions are stored yet. The job Refresh downloads them every night.</p>`,
		);
	}
	const found = many(page, 'subscription');
	return card(
		'subscriptions',
		'Subscriptions',
		html`who holds which license · ${csvLink(asked, 'subscriptions')}`,
		html`<form method="get" action="#subscriptions" role="search">
			<input type="hidden" name="profile" value="${asked.profile}" />
			${asked.license !== '' &&
			html`<input type="hidden" name="license" value="${asked.license}" />`}
			<div>
				<label for="find">Find by user, license or software model</label>
				<input id="find" name="find" type="search" value="${asked.find}" />
			</div>
			<button type="submit">Find</button>
			${asked.find !== '' &&
			html`<a href="${linkTo(asked, { find: '' })}#subscriptions">Show all</a>`}
		</form>`,
		filterNote(asked, 'subscriptions'),
		table(
			asked.find === '' ? found : `${found} with “${asked.find}”`,
			subscriptionColumns(asked),
			page.rows,
		),
		pager(page, asked, 'subscriptionsPage', 'subscriptions'),
	);
}

function subscriptionColumns(asked: Asked): ReadonlyArray<Column<SubscriptionFact>> {
	const now = subscriptionSort(asked);
	const sort = (key: string) => ({
		href: `${linkTo(asked, { subscriptionsSort: key })}#subscriptions`,
		isOn: now.key === key,
		descending: now.descending,
	});
	return [
		{
			name: 'User',
			cell: ({ name, username }) =>
				html`${name}${username !== name && html`<small>${username}</small>`}`,
			sort: sort('user'),
		},
		{
			name: 'License',
			cell: ({ licenseName, licenseIdentifier, licenseKind }) =>
				html`${licenseName ?? licenseIdentifier}<small>${KIND_LABELS[licenseKind]}</small>`,
			sort: sort('license'),
		},
		{ name: 'Software model', cell: ({ softwareModel }) => softwareModel ?? 'unrecognized' },
		{
			name: 'Last login',
			cell: ({ lastLoginAt }) => moment(lastLoginAt),
			sort: sort('login'),
		},
		{
			name: 'Last activity',
			cell: ({ lastActivityAt }) => moment(lastActivityAt),
			sort: sort('activity'),
		},
		{
			name: 'User status',
			cell: ({ isActive, isFrozen }) =>
				isActive === false ? 'deactivated' : isFrozen === true ? 'frozen' : 'active',
		},
	];
}
