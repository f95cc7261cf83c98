import type { IDataObject } from 'n8n-workflow';
import {
	candidate,
	dayAgo,
	daysAgo,
	jobResult,
	ledgerRow,
	license,
	ORG,
	profile,
	snapshot,
	subscription,
	unused,
} from './reportItems';

/** A company with a history, for pages that people look at: the same one every time. */

const KINDS = [
	{
		id: 'SFDC',
		name: 'Salesforce',
		model: 'Sales & Service Cloud',
		owned: 253,
		held: 202,
		price: 2100,
	},
	{ id: 'AUL', name: 'Salesforce Platform', model: 'Platform', owned: 125, held: 87, price: 300 },
	{
		id: 'PID_Customer_Community',
		name: 'Customer Community',
		model: 'Experience Cloud',
		owned: 53,
		held: 50,
		price: 60,
	},
	{
		id: 'PID_Partner_Community',
		name: 'Partner Community',
		model: 'Experience Cloud',
		owned: 37,
		held: 13,
		price: 60,
	},
] as const;
const DEPARTMENTS = ['Sales EMEA', 'Sales Americas', 'Service', 'Marketing', 'Finance', ''];
const FIRST = ['Zoë', 'Grace', 'Olu', 'José', 'Alan', 'Mei', 'Ada', 'Noor', 'Ivan', 'Lena'];
const LAST = ['Okafor', 'Müller', 'Ito', 'García', 'Turing', 'Chen', 'Lovelace', 'Haddad'];

const nameOf = (index: number) => `${FIRST[index % 10]} ${LAST[(index * 3) % 8]}`;
/** Two thirds were here lately; the others have been away for up to 400 days. */
const idle = (index: number) =>
	(index * 7) % 11 < 4 ? 20 + ((index * 37) % 380) : (index * 7) % 28;

/** What the company bought, for the renewal pack. */
export const CONTRACT = JSON.stringify(
	KINDS.map(({ id, owned, price }, index) => ({
		...{ contract: `SO-00${40 + index}`, identifier: id, seats: owned - index * 5, price },
		...{ currency: 'USD', startsAt: dayAgo(320), endsAt: dayAgo(-45), noticeAt: dayAgo(-15) },
	})),
);

const FREED = daysAgo(39);

/** The first and the last are included. */
const idleAmong = (first: number, last: number) =>
	Array.from({ length: last - first + 1 }, (_, one) => idle(first + one)).filter(
		(days) => days >= 60,
	).length;

/** Twelve weeks in which seats were given back; the last snapshot says what the subscriptions say. */
function history(
	seat: IDataObject,
	held: number,
	idleNow: number,
	price: number | null,
): IDataObject[] {
	return Array.from({ length: 13 }, (_, one) => {
		const week = 12 - one;
		const stale = idleNow + Math.round(held * (week > 5 ? 0.12 : week * 0.02));
		const potentialSaving = price === null ? null : stale * price;
		const assigned = held + week;
		const row = { ...seat, used: assigned, assigned, stale, potentialSaving };
		return snapshot(dayAgo(week * 7), row);
	});
}

export function company(): IDataObject[] {
	const items: IDataObject[] = [
		profile({ prices: Object.fromEntries(KINDS.map(({ id, price }) => [id, price])) }),
	];
	let index = 0;
	for (const { id, name, model, owned, held } of KINDS) {
		const seat = { licenseIdentifier: id, licenseName: name, softwareModel: model };
		items.push(license({ ...seat, total: owned, used: held, price: null, currency: null }));
		for (let one = 0; one < held; one++) {
			index++;
			const person = { name: nameOf(index), department: DEPARTMENTS[index % 6] };
			const managerId = `005${String(1 + (index % 9)).padStart(12, '0')}AAA`;
			items.push(subscription(index, { ...seat, ...person, managerId, ...unused(idle(index)) }));
			if (idle(index) >= 60) items.push(candidateOf(index, seat, idle(index)));
		}
		const price = KINDS.find((kind) => kind.id === id)?.price ?? null;
		items.push(
			...history({ ...seat, total: owned }, held, idleAmong(index - held + 1, index), price),
		);
	}
	const cpq = {
		licenseKind: 'packageLicense',
		licenseIdentifier: 'SBQQ',
		licenseName: 'Salesforce CPQ',
	};
	items.push(
		license({
			...cpq,
			softwareModel: 'Salesforce CPQ',
			total: 42,
			used: 41,
			price: null,
			currency: null,
			expiresAt: daysAgo(-25),
		}),
	);
	const inCpq = { ...cpq, softwareModel: 'Salesforce CPQ' };
	items.push(...history({ ...inCpq, total: 42 }, 41, idleAmong(1, 41), null));
	for (let one = 1; one <= 41; one++) {
		items.push(
			subscription(one, {
				...inCpq,
				name: nameOf(one),
				...unused(idle(one)),
			}),
		);
	}
	for (let one = 0; one < 50; one++) {
		items.push(ledgerRow(one, { at: one === 49 ? FREED : daysAgo(one * 0.8), amount: 2100 }));
	}
	items.push(ledgerRow(49, { entry: 'takenAgain', at: daysAgo(3), freedAt: FREED, amount: 2100 }));
	items.push(
		jobResult(),
		jobResult({ id: 2, name: 'Identify new reclamation candidates of Acme', job: 'identify' }),
	);
	items.push(
		jobResult({
			id: 3,
			status: 'Failed',
			startedAt: daysAgo(2),
			error: 'Salesforce is not available right now. The job runs again tonight.',
		}),
	);
	return items;
}

function candidateOf(index: number, seat: IDataObject, days: number): IDataObject {
	const isBlocked = index % 60 === 3;
	const states = ['Ready', 'Ready', 'Ready', 'Awaiting User', 'Awaiting Revocation'];
	const price = KINDS.find(({ id }) => id === seat.licenseIdentifier)?.price ?? null;
	const reason = 'The user is in a hierarchy field of another user.';
	const fix = 'Clear that field in Setup > Users.';
	return candidate(index, {
		...seat,
		candidateKey: `${ORG}:005${String(index).padStart(12, '0')}AAA:userLicense:${String(seat.licenseIdentifier)}`,
		name: nameOf(index),
		state: isBlocked ? 'Attention Required' : states[index % 5],
		reason: isBlocked ? reason : null,
		inactiveDays: days,
		justification: `Not used for ${days} days (threshold 60)`,
		answerUntil: daysAgo(-(index % 7)),
		openedAt: daysAgo(index % 40),
		saving: price,
		candidate: JSON.stringify({
			blockers: isBlocked
				? [{ kind: 'hierarchyField', effect: 'refuses', count: 1, text: reason, fix, records: [] }]
				: [],
		}),
	});
}

const EUROPE = '00D000000000002AAA';

/** A second profile, of another org, in which some of the same people have a seat. */
export function secondOrg(): IDataObject[] {
	const of = { profile: 'Europe', orgId: EUROPE };
	const sfdc = {
		licenseIdentifier: 'SFDC',
		licenseName: 'Salesforce',
		softwareModel: 'Sales & Service Cloud',
	};
	return [
		profile({
			...{ displayName: 'Europe', orgId: EUROPE, orgName: 'Acme Europe SE', dryRun: true },
			...{ prices: { SFDC: 1900 }, currency: 'EUR' },
		}),
		snapshot(dayAgo(1), {
			...{ ...of, ...sfdc, assigned: 61, stale: 19, total: 70 },
			...{ potentialSaving: 19 * 1900, currency: 'EUR' },
		}),
		jobResult({ id: 4, profile: 'Europe', name: 'Refresh Europe Subscriptions' }),
		...Array.from({ length: 61 }, (_, index) =>
			subscription(index + 1, { ...of, ...sfdc, name: nameOf(index + 1), ...unused(idle(index)) }),
		),
		...Array.from({ length: 19 }, (_, index) =>
			candidate(index + 1, {
				...{ ...of, ...sfdc, name: nameOf(index + 1), saving: 1900, currency: 'EUR' },
				candidateKey: `${EUROPE}:005${String(index + 1).padStart(12, '0')}AAA:userLicense:SFDC`,
			}),
		),
	];
}
