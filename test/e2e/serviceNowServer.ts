import { randomBytes } from 'node:crypto';

import type { Host, HostAnswer } from './proxiedHosts';
import { until } from './until';

type Record_ = Record<string, string>;

const USER = 'n8n';
const PASSWORD = 'of the tests';
const NEW = '1';
const RESOLVED = '6';

/**
 * ServiceNow's Table API as far as the playbook uses it: users and incidents. Documented at
 * https://www.servicenow.com/docs (REST API reference, Table API); all values are texts.
 */
export class ServiceNowServer {
	static readonly host = 'acme.service-now.com';
	readonly users: Record_[] = [];
	readonly incidents: Record_[] = [];

	/** For n8n's credential of the type `serviceNowBasicApi`. */
	credential(password = PASSWORD) {
		return { user: USER, password, subdomain: 'acme' };
	}

	addUser(email: string): Record_ {
		const user = { sys_id: sysId(), user_name: email, email, active: 'true' };
		this.users.push(user);
		return user;
	}

	/** The open incident of a person. */
	async incidentOf(user: Record_): Promise<Record_> {
		return await until(`${user.email} has an open incident`, () =>
			Promise.resolve(
				this.incidents.find(({ caller_id, state }) => caller_id === user.sys_id && state === NEW),
			),
		);
	}

	/** As a person at the service desk does. */
	resolve(incident: Record_, notes: string): void {
		Object.assign(incident, { state: RESOLVED, close_code: 'Solved', close_notes: notes });
	}

	readonly answer: Host = ({ method, url = '/', headers }, body): HostAnswer => {
		const known = `Basic ${Buffer.from(`${USER}:${PASSWORD}`).toString('base64')}`;
		if (headers.authorization !== known) {
			return failure(401, 'User Not Authenticated', 'Required to provide Auth information');
		}
		const { pathname, searchParams } = new URL(url, `https://${ServiceNowServer.host}`);
		const [, table, id] = /^\/api\/now\/table\/(\w+)(?:\/(\w+))?$/.exec(pathname) ?? [];
		const rows = { sys_user: this.users, incident: this.incidents }[table];
		if (rows === undefined) return failure(400, `Invalid table ${table}`, '');
		if (method === 'POST' && table === 'incident') {
			const number = `INC${String(this.incidents.length + 1).padStart(7, '0')}`;
			const incident = {
				...(JSON.parse(body) as Record_),
				sys_id: sysId(),
				number,
				state: NEW,
				close_notes: '',
			};
			this.incidents.push(incident);
			return { status: 201, body: { result: incident } };
		}
		if (method !== 'GET') return failure(405, 'Method Not Allowed', '');
		if (id === undefined) {
			const conditions = (searchParams.get('sysparm_query') ?? '').split('^').filter(Boolean);
			const found = rows.filter((row) =>
				conditions.every((condition) => {
					const [field, value] = condition.split('=');
					return row[field] === value;
				}),
			);
			const limit = Number(searchParams.get('sysparm_limit') ?? 10_000);
			return { status: 200, body: { result: found.slice(0, limit) } };
		}
		const row = rows.find(({ sys_id }) => sys_id === id);
		if (row !== undefined) return { status: 200, body: { result: row } };
		const why = "Record doesn't exist or ACL restricts the record retrieval";
		return failure(404, 'No Record found', why);
	};
}

const sysId = (): string => randomBytes(16).toString('hex');

const failure = (status: number, message: string, detail: string): HostAnswer => ({
	status,
	body: { error: { message, detail }, status: 'failure' },
});
