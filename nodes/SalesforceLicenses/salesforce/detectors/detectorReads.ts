import type { OrgConnection } from '../client/orgConnection';
import type { ActivitySignal } from '../../licensing/model/activity';
import { CRM_OBJECTS } from '../../licensing/finding/detectors/moves';
import type { DetectorNeeds } from '../../licensing/finding/detectors/allDetectors';
import { DuplicateUsers } from '../../licensing/finding/detectors/duplicates';
import type { Duplicate } from '../../licensing/finding/detectors/duplicates';
import type { DetectorFacts, SeatFacts } from '../../licensing/finding/facts';
import type { LicenseKind } from '../../licensing/model/licenses';
import type { Directory } from '../../licensing/model/directory';
import type { ActivityChoice } from '../activity/activitySignals';
import type { SalesforceClient } from '../client/client';
import { readFreezeTimes } from '../activity/freezeTimes';
import { extraUserFields, toSalesforceUser } from '../users/salesforceUser';
import type { Pool } from '../licenses/kinds/licenseKind';
import { LoginDays } from '../activity/loginDays';
import { NeededLicenses } from './neededLicenses';
import type { Api } from '../query/pages';
import { readPages } from '../query/pages';
import { usersQuery } from '../subscriptions/queries';
import { IDS_PER_QUERY } from '../query/query';
import type { Selection } from '../subscriptions/selection';
import { userRecord } from '../schema/records';
import { readWork } from '../activity/workSignal';

/** What some detectors need in addition to the download; nothing is read for detectors that no rule uses. */
export interface DetectorReads {
	/** Data that was already read. */
	selection: Partial<Selection>;
	/** Which activity to read; the login history is read once for all. */
	activity: ActivityChoice;
	/** Adds to the pages what the detectors need; holders of permission set licenses wait until they fill a read. */
	complete(pages: AsyncIterable<SeatFacts[]>): AsyncGenerator<SeatFacts[]>;
}

export interface Reading {
	api: Api;
	activity: ActivityChoice;
	directory: Directory | null;
	/** The pools of these kinds, as far as they could be read. */
	pools: ReadonlyMap<LicenseKind, ReadonlyMap<string, Pool>>;
}

export async function readForDetectors(
	connection: OrgConnection,
	{ facts: wanted, signals }: DetectorNeeds,
	reading: Reading,
): Promise<DetectorReads> {
	const { client } = connection;
	const { activity, pools } = reading;
	const frozen = wanted.has('frozenSince') ? await readFreezeTimes(client) : undefined;
	const crmWork = wanted.has('crmWork') ? await readCrmWork(connection, reading) : undefined;
	const duplicates = wanted.has('duplicate') ? await readDuplicates(client, reading) : undefined;
	const loginDays = wanted.has('loginDays') ? new LoginDays() : undefined;
	const needed = wanted.has('permissionSets')
		? new NeededLicenses(client, pools.get('permissionSetLicense') ?? new Map())
		: undefined;

	const isNothing = [frozen, crmWork, duplicates, loginDays].every((one) => one === undefined);

	return {
		selection: frozen ? { frozenUserIds: new Set(frozen.keys()) } : {},
		activity:
			loginDays === undefined && signals.length === 0
				? activity
				: {
						...activity,
						signals: [...new Set([...activity.signals, ...signals])],
						counted: activity.signals,
						onLogin: loginDays && ((userId, at) => loginDays.note(userId, at)),
					},
		async *complete(pages) {
			if (needed === undefined) {
				for await (const page of pages) yield isNothing ? page : page.map((facts) => add(facts));
				return;
			}
			let waiting: SeatFacts[] = [];
			let holders = new Set<string>();
			const judged = async () => {
				const sets = await needed.of([...holders]);
				const ready = waiting.map((facts) => add(facts, sets));
				[waiting, holders] = [[], new Set()];
				return ready;
			};
			for await (const page of pages) {
				const others: SeatFacts[] = [];
				for (const facts of page) {
					const { userId, licenseKind } = facts.row;
					if (licenseKind !== 'permissionSetLicense') {
						others.push(add(facts));
						continue;
					}
					if (holders.size === IDS_PER_QUERY && !holders.has(userId)) yield await judged();
					holders.add(userId);
					waiting.push(facts);
				}
				yield others;
			}
			yield await judged();
		},
	};

	function add(facts: SeatFacts, sets?: Awaited<ReturnType<NeededLicenses['of']>>): SeatFacts {
		const { userId } = facts.row;
		const more: DetectorFacts = {};
		if (frozen !== undefined) more.frozenSince = frozen?.get(userId) ?? null;
		if (sets !== undefined) more.permissionSets = sets.get(userId) ?? null;
		if (duplicates?.has(userId) === true) more.duplicate = duplicates.get(userId);
		if (crmWork !== undefined) more.crmWork = crmWork(userId);
		if (loginDays !== undefined) more.loginDays = loginDays.of(userId);
		return { ...facts, more };
	}
}

/** When users last worked with objects that only expensive licenses include. */
async function readCrmWork(
	connection: OrgConnection,
	{ activity: { since } }: Reading,
): Promise<(userId: string) => ActivitySignal> {
	const { latest, gap } = await readWork(connection, CRM_OBJECTS, since);
	return (userId) => {
		const at = latest.get(userId) ?? null;
		return { signal: 'work', at, unknown: at === null ? gap : null };
	};
}

/** Reads all active users before the others: the last one may be the same person as the first. */
async function readDuplicates(
	client: SalesforceClient,
	{ api, directory }: Reading,
): Promise<ReadonlyMap<string, Duplicate | null>> {
	const people = new DuplicateUsers(directory === null ? 'email' : 'directory');
	const extraFields = (await extraUserFields(client, false)) ?? [];
	const query = usersQuery({ activeOnly: true, extraFields });
	for await (const page of readPages(client, query, userRecord, { api, readsAll: true })) {
		for (const row of page) {
			const person = toSalesforceUser(row, null);
			people.add(person, directory === null ? null : directory.find(person).personKey);
		}
	}
	return people.duplicates();
}
