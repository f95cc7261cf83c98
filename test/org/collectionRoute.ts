import type { OrgResponse } from './answers';
import { notFound } from './answers';
import { createCollection, deleteCollection, updateCollection } from './collections';
import { longId } from './ids';
import { TOOLING_ONLY } from './objects/accessPolicies';
import { typeOf } from './records';
import { SalesforceRefusal } from './refusal';
import { recordWriter } from './render';
import type { Call } from './rest';
import { askingOf, bodyOf, notAllowed } from './rest';
import { isHidden } from './rules/expiry';
import { resolvePath } from './soql/paths';

/** REST API Developer Guide, "sObject Collections": records of up to 2,000 ids at once. */
const MAX_RETRIEVED = 2_000;

export function collectionRoute(call: Call): OrgResponse {
	const { org, method, path, query, userId } = call;
	const name = path.split('/')[2];
	if (name !== undefined) return retrieve(call, name);
	switch (method) {
		case 'PATCH':
			return updateCollection(org, userId, bodyOf(call));
		case 'POST':
			return createCollection(org, userId, bodyOf(call));
		case 'DELETE': {
			const ids = (query.get('ids') ?? '').split(',').filter((id) => id !== '');
			return deleteCollection(org, userId, ids, query.get('allOrNone') === 'true');
		}
		default:
			return notAllowed(call, 'DELETE', 'PATCH', 'POST');
	}
}

/** Records by id, in the order of the ids; null for an id that does not exist. */
function retrieve(call: Call, name: string): OrgResponse {
	const { org, method, query, userId, root } = call;
	const [object] = typeOf(org, name);
	if (TOOLING_ONLY.has(object) || !org.mayRead(userId, object)) return notFound();
	const body = method === 'POST' ? (bodyOf(call) as { ids?: string[]; fields?: string[] }) : {};
	const ids = body.ids ?? (query.get('ids') ?? '').split(',');
	const fields = body.fields ?? (query.get('fields') ?? 'Id').split(',');
	if (ids.length > MAX_RETRIEVED)
		throw new SalesforceRefusal(
			'EXCEEDED_ID_LIMIT',
			'record limit reached. cannot submit more than 2000 records into this call',
		);
	const columns = fields.map((field) => resolvePath(askingOf(call, field), object, field));
	const write = recordWriter(org, object, columns, root);
	const own = org.ownRowsField(userId, object);
	const records = ids.map((id) => {
		const row = org.table(object).get(longId(id));
		const gone = row === undefined || isHidden(org, object, row);
		return gone || (own !== undefined && row[own] !== userId) ? 'null' : write(row);
	});
	return {
		status: 200,
		headers: { 'content-type': 'application/json;charset=UTF-8' },
		body: `[${records.join(',')}]`,
	};
}
