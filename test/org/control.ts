/* eslint-disable @n8n/community-nodes/no-restricted-imports */
import type { IncomingMessage, Server } from 'node:http';
import { createServer } from 'node:http';
import { Readable } from 'node:stream';
import {
	AppSettings,
	Fault,
	Limits,
	Move,
	RowFaults,
	RowLocks,
	TransactionLimits,
} from './controlBodies';
import { expireLocators } from './cursors';
import { lockRows } from './faults';
import { anyOf, failRows } from './rowFaults';
import type { RunningOrg } from './server';

/**
 * The control plane does for other processes (a browser test, a demo, a person with curl) what a test in
 * this process does in memory. It has its own listener on this computer, so that it never mixes with
 * Salesforce's API.
 */
type Route = (running: RunningOrg, query: URLSearchParams, body: unknown) => unknown;

const ROUTES: Record<string, Route> = {
	'GET counters': ({ org, oauth }) => ({
		apiCalls: org.apiCalls,
		dailyApiLimit: org.dailyApiLimit,
		writes: org.inspector.writes,
		writesByRecord: Object.fromEntries(org.inspector.writesByRecord),
		highestConcurrency: org.inspector.highestConcurrency,
		calls: org.inspector.callsByEndpoint(),
		issued: oauth.issued,
		activeSessions: oauth.activeSessions.length,
	}),
	'GET requests': ({ org }) => org.inspector.requests,
	'GET state': ({ org }, query) => {
		const object = query.get('object');
		return object === null ? org.dump() : org.rows(object);
	},
	'GET ground-truth': ({ org }) => org.groundTruth,
	'GET invariants': ({ org }) => org.checkInvariants(),
	'GET sessions': ({ oauth }) =>
		oauth.activeSessions.map(({ userId, clientId, scopes, expiresAt }) => ({
			userId,
			clientId,
			scopes,
			expiresAt: new Date(expiresAt).toISOString(),
		})),
	'POST sessions/expire': ({ oauth }) => oauth.expireAllAccessTokens(),
	'POST sessions/revoke': ({ oauth }) => oauth.revokeAll(),
	'POST locators/expire': ({ org }) => expireLocators(org),
	'GET faults': ({ faults }) =>
		faults.list.map(({ path, soql, bodyText, ...fault }) => ({
			...fault,
			path: path?.source,
			soql: soql?.source,
			bodyText: bodyText?.source,
		})),
	'POST faults': ({ faults }, _query, body) => faults.add(Fault.parse(body)),
	'DELETE faults': ({ faults, org }) => {
		faults.clear();
		org.rowFault = undefined;
		org.transactionLimits.length = 0;
	},
	'POST row-locks': ({ org }, _query, body) => {
		const { count: rows, times, told } = RowLocks.parse(body);
		org.rowFault = lockRows(rows, times, told);
	},
	'POST row-faults': ({ org }, _query, body) => {
		const fault = failRows(RowFaults.parse(body));
		org.rowFault = org.rowFault === undefined ? fault : anyOf(org.rowFault, fault);
	},
	'POST transaction-limits': ({ org }, _query, body) =>
		void org.transactionLimits.push(TransactionLimits.parse(body)),
	'POST limits': ({ org }, _query, body) => {
		Object.assign(org, Limits.parse(body));
	},
	'POST move': async (running, _query, body) => await running.move(Move.parse(body).oldHostAnswers),
	'POST login-host': async (running) => ({ url: await running.openLoginHost() }),
	'GET app': ({ app }) => ({ ...app, clientSecret: undefined }),
	'POST app': ({ app }, _query, body) => {
		Object.assign(app, AppSettings.parse(body));
	},
};

export function startControl(running: RunningOrg): Server {
	return createServer((request, response) => {
		const send = (status: number, body: unknown) => {
			response.writeHead(status, { 'content-type': 'application/json' });
			response.end(JSON.stringify(body ?? { ok: true }));
		};
		answer(running, request).then(
			(body) => send(200, body),
			(error: Error) => send(400, { error: error.message }),
		);
	});
}

async function answer(running: RunningOrg, request: IncomingMessage): Promise<unknown> {
	// Web pages must not use the control plane.
	if (request.headers.origin !== undefined) throw new Error('Browsers are not served here');
	const { pathname, searchParams } = new URL(request.url ?? '/', 'http://control');
	const name = `${request.method} ${pathname.replace(/^\/__org\/?/, '')}`;
	if (name === 'GET ')
		return { url: running.url, orgId: running.org.id, routes: Object.keys(ROUTES) };
	if (!(name in ROUTES))
		throw new Error(`There is no ${name}. Known: ${Object.keys(ROUTES).join(', ')}`);
	const text = Buffer.concat(await Readable.from(request).toArray()).toString();
	const body: unknown = text === '' ? {} : JSON.parse(text);
	return await ROUTES[name](running, searchParams, body);
}
