import type { AssignedKind } from '../../licensing/model/licenses';
import type { SalesforceClient } from '../client/client';
import type { Reading } from '../query/pages';
import { readPages } from '../query/pages';
import { queryAll, queryByIds } from '../query/query';
import type { QueryRow } from '../query/compositeQueries';
import type { RecordSchema } from '../query/rowReader';
import { parseRows } from '../query/rowReader';
import type { Query } from '../query/statement';
import { assignmentsOfUsers } from './queries';

/** The record by which a user holds a license, whatever its object calls the two fields. */
export interface Assignment {
	id: string;
	userId: string;
	licenseId: string;
	createdAt: string | null;
}

/** How the assignments of one license kind are read. */
export interface Assignments {
	/** Its name in a warning, with the permission that shows the assignments. */
	label: string;
	/** Parses rows that were requested in a batch; errors call them `what`. */
	parse(rows: readonly QueryRow[], what: string): Assignment[];
	pages(client: SalesforceClient, query: Query, reading: Reading): AsyncGenerator<Assignment[]>;
	rows(client: SalesforceClient, query: Query): Promise<Assignment[]>;
	ofUsers(client: SalesforceClient, userIds: readonly string[]): Promise<Assignment[]>;
}

export function assignmentsOf<T>(
	kind: AssignedKind,
	label: string,
	schema: RecordSchema<T>,
	toAssignment: (row: T) => Assignment,
): Assignments {
	const ofUsers = (ids: readonly string[]) => assignmentsOfUsers(kind, ids);
	return {
		label,
		parse: (rows, what) => parseRows(rows, schema, what).map(toAssignment),
		async *pages(client, query, reading) {
			for await (const page of readPages(client, query, schema, reading))
				yield page.map(toAssignment);
		},
		rows: async (client, query) => (await queryAll(client, query, schema)).map(toAssignment),
		ofUsers: async (client, userIds) =>
			(await queryByIds(client, userIds, ofUsers, schema)).map(toAssignment),
	};
}
