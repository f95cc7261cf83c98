import { chunks } from '../query/chunks';
import type { BlockerKind } from '../../licensing/blockers/blockerKinds';
import type { Dependency } from '../../licensing/blockers/blockers';
import type { SalesforceClient } from '../client/client';
import type { QueryRow } from '../query/compositeQueries';
import { runQueries } from '../query/compositeQueries';
import { describe } from '../client/describe';
import { NOT_AS_DOCUMENTED, SalesforceError } from '../client/errors';
import { saysSalesforce } from '../client/retries';
import { OWNED_OBJECTS } from '../users/ownership';
import { dependencyQuery, hierarchyQuery, ownedCountQuery } from './queries';
import { IDS_PER_QUERY, readIfPossible } from '../query/query';
import type { DependencyQuery } from '../schema/dependencyQueries';
import { DEPENDENCY_QUERIES } from '../schema/dependencyQueries';

/** One read for many users: its statement, and how to interpret a row of its result. */
interface Reading {
	what: string;
	statement: (ids: readonly string[]) => string;
	toFinding: (row: QueryRow) => Dependency | null;
}

/** What depends on these users. Parts that could not be read are listed, with one warning. */
export async function readDependencies(
	client: SalesforceClient,
	userIds: readonly string[],
): Promise<{ findings: Dependency[]; notRead: string[] }> {
	const findings: Dependency[] = [];
	const notRead = new Set<string>();
	if (userIds.length === 0) return { findings, notRead: [] };
	const hierarchies = await hierarchyReadings(client);
	if (hierarchies === null) notRead.add('hierarchy fields of users');
	const readings = [
		...DEPENDENCY_QUERIES.map(dependencyReading),
		...OWNED_OBJECTS.map(ownedReading),
		...(hierarchies ?? []),
	];
	for (const ids of chunks(userIds, IDS_PER_QUERY)) {
		const answers = await runQueries(
			client,
			readings.map(({ statement }) => statement(ids)),
		);
		for (const [index, { what, toFinding }] of readings.entries()) {
			const rows = answers[index];
			if (rows instanceof SalesforceError) {
				notRead.add(what);
				client.report.warn(`Blockers: ${what} could not be read. ${saysSalesforce(rows)}`);
			} else findings.push(...rows.map(toFinding).filter((finding) => finding !== null));
		}
	}
	return { findings, notRead: [...notRead] };
}

function dependencyReading(area: DependencyQuery): Reading {
	return {
		what: area.what,
		statement: (ids) => dependencyQuery(area, ids),
		toFinding: (row) => {
			const kind = area.blockerKindOf(area.decides === null ? null : at(row, area.decides));
			if (kind === null) return null;
			if (area.name === null) return counted(row, kind, null);
			return named(row, kind, area.object, area.user, area.name);
		},
	};
}

function ownedReading(object: (typeof OWNED_OBJECTS)[number]): Reading {
	const isRequest = object === 'ProcessInstanceWorkitem';
	return {
		what: isRequest ? 'approval requests' : `owners of records of ${object}`,
		statement: (ids) => ownedCountQuery(object, ids),
		toFinding: (row) => counted(row, isRequest ? 'pendingApproval' : 'ownedRecords', object),
	};
}

/**
 * Custom fields of User that refer to User; Describe does not distinguish a hierarchy from another lookup.
 * Null if they could not be read.
 */
async function hierarchyReadings(client: SalesforceClient): Promise<Reading[] | null> {
	const description = await readIfPossible(
		client,
		'Blockers: which hierarchy fields users have (describe of User)',
		async () => await describe(client, 'User'),
	);
	if (description === null) return null;
	const fields = description.fields.filter(
		({ custom, referenceTo }) => custom === true && (referenceTo ?? []).includes('User'),
	);
	return fields.map(({ name }) => ({
		what: `the field ${name} of users`,
		statement: (ids) => hierarchyQuery(name, ids),
		toFinding: (row) => named(row, 'hierarchyField', 'User', name, 'Username'),
	}));
}

function named(
	row: QueryRow,
	kind: BlockerKind,
	object: string,
	user: string,
	name: string,
): Dependency {
	return {
		userId: textAt(row, user),
		kind,
		count: 1,
		object,
		recordId: textAt(row, 'Id'),
		name: nullableText(at(row, name)),
	};
}

function counted(row: QueryRow, kind: BlockerKind, name: string | null): Dependency {
	const count = Number(row.records);
	return { userId: textAt(row, 'userId'), kind, count, object: null, recordId: null, name };
}

/** A field, or a field of a parent: `Group.Name`. */
function at(row: QueryRow, path: string): unknown {
	return path
		.split('.')
		.reduce<unknown>((value, key) => (value as QueryRow | null | undefined)?.[key], row);
}

const nullableText = (value: unknown) => (typeof value === 'string' ? value : null);

function textAt(row: QueryRow, path: string): string {
	const value = at(row, path);
	if (typeof value === 'string') return value;
	throw new SalesforceError(
		NOT_AS_DOCUMENTED,
		`A row about blockers does not match the Salesforce documentation: ${path} is missing`,
	);
}
