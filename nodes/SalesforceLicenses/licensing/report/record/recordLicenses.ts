import { KIND_LABELS } from '../../model/licenses';
import { plural } from '../../model/plural';
import { priceOf } from '../../model/prices';
import type { ProfileFact } from '../facts';
import { LICENSES_SHOWN } from '../limits';
import type { Amount } from '../money';
import { count, day, money } from '../words';
import type { Html } from '../html/html';
import { html } from '../html/html';
import type { Column } from '../html/layout';
import { asTable, card, table } from '../html/layout';
import type { SeatBar } from '../html/seatBars';
import { seatBars } from '../html/seatBars';
import type { Asked, RecordSettings } from './asked';
import { linkTo, query } from './asked';
import { csvLink } from './listPage';
import type { RecordLicense } from './recordFold';

/** The licenses of a profile: where the money is, and which of them no software model is known for. */

const nameOf = ({ licenseName, licenseIdentifier }: RecordLicense) =>
	licenseName ?? licenseIdentifier;
const keyOf = ({ licenseKind, licenseIdentifier }: RecordLicense) =>
	`${licenseKind}:${licenseIdentifier}`;
export const modelOf = ({ assignedSince, softwareModel }: RecordLicense): string =>
	assignedSince ?? softwareModel ?? '';

/** What the unused seats of the latest snapshot cost in a year. */
export function costOf({ snapshot }: RecordLicense, profile: ProfileFact): Amount[] {
	const { potentialSaving: amount, currency } = snapshot;
	return amount === null ? [] : [{ amount, currency: currency ?? profile.currency }];
}

function priceIn(license: RecordLicense, profile: ProfileFact): Amount | null {
	const book = [...profile.prices].map(([identifier, price]) => ({
		...{ identifier, price, kind: null, currency: '' },
	}));
	const found = priceOf(book, { ...license, licenseName: license.licenseName ?? undefined });
	return found === null ? null : { amount: found.price, currency: profile.currency };
}

/** Owned seats at their price, by license. */
export const spendOf = (license: RecordLicense, profile: ProfileFact): Amount[] => {
	const price = priceIn(license, profile);
	const { total } = license.snapshot;
	return price === null || total === null
		? []
		: [{ amount: total * price.amount, currency: price.currency }];
};

const barOf = (license: RecordLicense, profile: ProfileFact, asked: Asked): SeatBar => ({
	href: `${linkTo(asked, { license: keyOf(license) })}#subscriptions`,
	label: nameOf(license),
	detail: modelOf(license),
	owned: license.snapshot.total,
	assigned: license.snapshot.assigned,
	stale: license.snapshot.stale,
	staleCost: costOf(license, profile),
	price: priceIn(license, profile),
});

/** The most expensive unused seats first, then the most unused seats. All amounts are in one currency. */
function byMoney(a: SeatBar, b: SeatBar): number {
	return (
		(b.staleCost.at(0)?.amount ?? 0) - (a.staleCost.at(0)?.amount ?? 0) ||
		(b.stale ?? 0) - (a.stale ?? 0) ||
		b.assigned - a.assigned
	);
}

/** A number of seats, which leads to the subscriptions of the license. */
const seatsLink = (asked: Asked, license: RecordLicense, seats: number | null, word: string) =>
	seats === null
		? count(seats)
		: html`<a
				href="${linkTo(asked, { license: keyOf(license) })}#subscriptions"
				aria-label="${plural(seats, word)} of ${nameOf(license)}"
				>${count(seats)}</a
			>`;

export function licenseSection(
	licenses: readonly RecordLicense[],
	profile: ProfileFact,
	latestDay: string,
	asked: Asked,
): Html {
	const aside =
		latestDay === ''
			? 'there is no snapshot yet'
			: html`unused seats, snapshot of ${day(latestDay)} · ${csvLink(asked, 'licenses')}`;
	if (licenses.length === 0) {
		return card(
			'models',
			'Where the money is',
			aside,
			html`<p>
				No subscriptions are stored yet. The job Refresh downloads them every night; run it now in
				<b>Guided Setup</b>, step <b>First run</b>.
			</p>`,
		);
	}
	const bars = licenses.map((license) => barOf(license, profile, asked)).sort(byMoney);
	const known = licenses.filter((license) => modelOf(license) !== '');
	const columns: ReadonlyArray<Column<RecordLicense>> = [
		{ name: 'Software model', cell: modelOf },
		{ name: 'License', cell: nameOf },
		{ name: 'Kind', cell: ({ licenseKind }) => KIND_LABELS[licenseKind] },
		{
			name: 'Subscriptions',
			cell: (one) => seatsLink(asked, one, one.snapshot.assigned, 'subscription'),
			isNumber: true,
		},
		{
			name: 'Unused',
			cell: (one) => seatsLink(asked, one, one.snapshot.stale, 'unused seat'),
			isNumber: true,
		},
		{ name: 'Owned', cell: ({ snapshot }) => count(snapshot.total), isNumber: true },
		{
			name: 'Used',
			cell: (one) => seatsLink(asked, one, one.snapshot.used, 'used seat'),
			isNumber: true,
		},
		{ name: 'Cost of unused', cell: (one) => money(costOf(one, profile)), isNumber: true },
	];
	return card(
		'models',
		'Where the money is',
		aside,
		seatBars(bars.slice(0, LICENSES_SHOWN)),
		known.length > 0 &&
			asTable(
				table(`${plural(known.length, 'license')} with a software model`, columns, known),
				'Show all software models as a table',
			),
	);
}

export function unrecognizedSection(
	licenses: readonly RecordLicense[],
	{ forms, asked }: Pick<RecordSettings, 'forms' | 'asked'>,
): Html {
	const rows = licenses.filter(({ softwareModel }) => (softwareModel ?? '') === '');
	if (rows.length === 0) {
		return card(
			'unrecognized',
			'Unrecognized licenses',
			'',
			html`<p>Every license has a software model.</p>`,
		);
	}
	const assign = (license: RecordLicense) => {
		const { licenseKind, licenseIdentifier, assignedSince } = license;
		const text =
			assignedSince === null
				? 'Assign'
				: `Assigned: ${assignedSince}. Shown everywhere after the next refresh`;
		if (forms === '') return assignedSince === null ? '–' : text;
		const identifier = `${licenseKind}:${licenseIdentifier}`;
		return html`<a href="${forms}/salesforce-licenses-models${query({ identifier })}"
			>${text}<span class="hidden"> ${licenseIdentifier}</span></a
		>`;
	};
	return card(
		'unrecognized',
		'Unrecognized licenses',
		html`without a software model · ${csvLink(asked, 'licenses')}`,
		table(
			plural(rows.length, 'unrecognized license'),
			[
				{ name: 'Identifier', cell: ({ licenseIdentifier }) => licenseIdentifier },
				{ name: 'License', cell: ({ licenseName }) => licenseName },
				{ name: 'Kind', cell: ({ licenseKind }) => KIND_LABELS[licenseKind] },
				{
					name: 'Subscriptions',
					cell: (one) => seatsLink(asked, one, one.snapshot.assigned, 'subscription'),
					isNumber: true,
				},
				{ name: 'Software model', cell: assign },
			],
			rows,
		),
	);
}
