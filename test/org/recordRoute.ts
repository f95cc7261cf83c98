import type { OrgResponse } from './answers';
import { json, noContent, notFound, refuse } from './answers';
import { describeObject } from './describe';
import { longId } from './ids';
import { TOOLING_ONLY } from './objects/accessPolicies';
import type { Org } from './org';
import { createRecord, deleteRecord, typeOf, updateRecord } from './records';
import { recordWriter } from './render';
import type { Call } from './rest';
import { askingOf, bodyOf, notAllowed } from './rest';
import { isHidden } from './rules/expiry';
import { resolvePath } from './soql/paths';

/** The routes below /sobjects/<object> (REST API Developer Guide, "sObject Rows" and related pages). */
export function recordRoute(call: Call): OrgResponse {
	const { org, method, path, query, root, userId, version } = call;
	const [, name, id] = path.split('/');
	const [object, type] = typeOf(org, name);
	if (TOOLING_ONLY.has(object) || !org.mayRead(userId, object)) return notFound();
	switch (id) {
		case 'describe':
			return describeObject(org, object, userId, root, version) ?? notFound();
		case 'updated':
		case 'deleted':
			return replicated(call, object, id);
		case undefined:
			if (method !== 'POST') return notAllowed(call, 'GET', 'HEAD', 'POST');
			return json(201, {
				id: createRecord(org, userId, object, bodyOf(call)),
				success: true,
				errors: [],
			});
	}
	switch (method) {
		case 'PATCH':
			updateRecord(org, userId, object, id, bodyOf(call));
			return noContent;
		case 'DELETE':
			deleteRecord(org, userId, id, 1, object);
			return noContent;
		case 'GET': {
			const row = org.table(object).get(longId(id));
			const own = org.ownRowsField(userId, object);
			const hidden = row === undefined || isHidden(org, object, row);
			if (hidden || (own !== undefined && row[own] !== userId)) return notFound();
			const all = () =>
				Object.keys(type.fields).filter((field) => org.mayUse(userId, object, field));
			const columns = (query.get('fields')?.split(',') ?? all()).map((field) =>
				resolvePath(askingOf(call, field), object, field),
			);
			return {
				status: 200,
				headers: { 'content-type': 'application/json;charset=UTF-8' },
				body: recordWriter(org, object, columns, root)(row),
			};
		}
		default:
			return notAllowed(call, 'DELETE', 'GET', 'HEAD', 'PATCH');
	}
}

/** Objects whose Object Reference page lists getUpdated() and getDeleted() among the supported calls. */
const REPLICATED = ['User', 'Organization', 'Account', 'Opportunity', 'Case', 'Lead'];
const MAX_WINDOW_MS = 30 * 86_400_000;

function replicated(call: Call, object: string, what: 'updated' | 'deleted'): OrgResponse {
	const { org, query } = call;
	if (!REPLICATED.includes(object)) return notFound();
	const [start, end] = ['start', 'end'].map((name) => Date.parse(query.get(name) ?? ''));
	if (Number.isNaN(start) || Number.isNaN(end) || end <= start)
		return refuse(
			400,
			'INVALID_REPLICATION_DATE',
			'startDate must be at least one minute greater than endDate',
		);
	if (org.clock().getTime() - start > MAX_WINDOW_MS)
		return refuse(400, 'INVALID_REPLICATION_DATE', 'startDate cannot be more than 30 days ago');
	const latestDateCovered = new Date(end).toISOString().replace('Z', '+0000');
	if (what === 'deleted')
		return json(200, {
			deletedRecords: [],
			earliestDateAvailable: new Date(start).toISOString().replace('Z', '+0000'),
			latestDateCovered,
		});
	return json(200, { ids: changedBetween(org, object, start, end), latestDateCovered });
}

function changedBetween(org: Org, object: string, start: number, end: number): string[] {
	return org
		.rows(object)
		.filter(({ SystemModstamp, LastModifiedDate, CreatedDate }) => {
			const changed = Date.parse(String(SystemModstamp ?? LastModifiedDate ?? CreatedDate));
			return changed >= start && changed < end;
		})
		.map(({ Id }) => Id);
}
