/* eslint-disable @n8n/community-nodes/no-restricted-imports */
import type { IncomingMessage, ServerResponse } from 'node:http';
import { createServer } from 'node:http';
import type { AddressInfo } from 'node:net';
import { Readable } from 'node:stream';
import { pipeline } from 'node:stream/promises';
import { setTimeout as sleep } from 'node:timers/promises';
import { createGzip, gzipSync } from 'node:zlib';
import { type OrgRequest, type OrgResponse, refuse } from './answers';
import type { ExternalClientApp } from './oauth/app';
import { DEFAULT_APP, PLATFORM_CLI } from './oauth/app';
import { Faults } from './faults';
import { identityRoute } from './oauth/identity';
import { OAuth } from './oauth/oauth';
import type { OrgOptions } from './org';
import { Org } from './org';
import { handleRest } from './rest';

/** An org behind a socket on this computer. */
export interface RunningOrg {
	url: string;
	org: Org;
	/** The app of the tests; its settings may be changed while the org runs. */
	app: ExternalClientApp;
	oauth: OAuth;
	faults: Faults;
	/** Told of every request, with its whole address. */
	onRequest?: (request: OrgRequest) => void;
	/** A session without any login, for clients that only want to query. */
	issueToken(username?: string): string;
	close(): Promise<void>;
}

export interface ServerOptions extends OrgOptions {
	port?: number;
	host?: string;
	app?: Partial<ExternalClientApp>;
	/** Everybody's password. */
	password?: string;
	/** As login.salesforce.com. */
	loginHost?: boolean;
}

/** The password of everybody in the simulated company. */
export const PASSWORD = 'Sim-passw0rd!';

/** Node would answer 431 by itself long before the org can say 414. */
const MAX_HEADER_BYTES = 65_536;
const GZIP_FROM_BYTES = 1_024;

export async function startOrg(options: ServerOptions = {}): Promise<RunningOrg> {
	const org = new Org(options);
	const app: ExternalClientApp = { ...structuredClone(DEFAULT_APP), ...options.app };
	let url = '';
	const faults = new Faults();
	const cli = structuredClone(PLATFORM_CLI);
	const apps = () => [app, cli];
	const oauth = new OAuth(
		org,
		apps,
		options.password ?? PASSWORD,
		() => url,
		options.loginHost === true,
	);

	const answer = async (request: OrgRequest): Promise<OrgResponse> => {
		const early =
			(await oauth.handle(request)) ?? identityRoute(org, oauth.tokens, apps(), request, url);
		if (early !== null) return early;
		// The list of versions needs no session and is not counted.
		if (/^\/services\/data\/?$/.test(request.path)) return await handleRest(org, request);
		const bearer = /^(?:Bearer|OAuth) (.+)$/.exec(request.headers.authorization ?? '')?.[1];
		const session = oauth.tokens.session(bearer);
		if (session === null) return refuse(401, 'INVALID_SESSION_ID', 'Session expired or invalid');
		if (!session.scopes.some((scope) => scope === 'api' || scope === 'full')) {
			return refuse(
				401,
				'INVALID_SESSION_ID',
				'This session is not valid for use with the REST API',
			);
		}
		if (!org.may(session.userId, 'ApiEnabled')) {
			return refuse(403, 'API_CURRENTLY_DISABLED', 'API is disabled for this User');
		}
		if (org.apiCalls >= org.dailyApiLimit) {
			return refuse(403, 'REQUEST_LIMIT_EXCEEDED', 'TotalRequests Limit exceeded.');
		}
		org.apiCalls++;
		const result = await handleRest(org, request, session);
		const usage = `api-usage=${org.apiCalls}/${org.dailyApiLimit}`;
		return { ...result, headers: { ...result.headers, 'Sforce-Limit-Info': usage } };
	};

	const server = createServer({ maxHeaderSize: MAX_HEADER_BYTES }, (request, response) => {
		void serve(org, faults, request, response, async (asked) => {
			running.onRequest?.(asked);
			return await answer(asked);
			// A client that went away while sending is no fault of the org.
		}).catch(() => response.destroy());
	});
	await new Promise<void>((resolve, reject) => {
		server.once('error', reject);
		server.listen(options.port ?? 0, options.host ?? '127.0.0.1', resolve);
	});
	url = `http://127.0.0.1:${(server.address() as AddressInfo).port}`;

	const running: RunningOrg = {
		url,
		org,
		app,
		oauth,
		faults,
		issueToken(username) {
			const user = org.rows('User').find(({ Username }) => Username === username);
			const userId = username === undefined ? org.runAsUserId : String(user?.Id);
			const grant = { userId, clientId: app.clientId, scopes: ['api'], family: 'issued' };
			return oauth.tokens.issue(grant, app.accessTokenLifetimeMs);
		},
		async close() {
			server.closeAllConnections();
			await new Promise<void>((resolve) => server.close(() => resolve()));
		},
	};
	return running;
}

async function serve(
	org: Org,
	faults: Faults,
	incoming: IncomingMessage,
	response: ServerResponse,
	answer: (request: OrgRequest) => Promise<OrgResponse>,
): Promise<void> {
	const started = performance.now();
	const body = Buffer.concat(await Readable.from(incoming).toArray());
	org.inspector.begin();
	const request: OrgRequest = {
		method: incoming.method ?? 'GET',
		// Salesforce takes doubled slashes, and its own CLI sends them.
		path: (incoming.url ?? '/').replace(/^\/+/, '/'),
		headers: incoming.headers as Record<string, string>,
		body,
	};
	const fault = faults.due(request);
	if (fault?.kind === 'slow') await sleep(fault.delayMs ?? 1_000);
	if (fault?.kind === 'resetBefore') {
		org.inspector.end({
			method: request.method,
			path: request.path.split('?')[0],
			status: 0,
			bytesIn: body.length,
			bytesOut: 0,
			milliseconds: 0,
		});
		incoming.socket.destroy();
		return;
	}
	const instead = fault === undefined ? undefined : faults.answerOf(fault);
	const result =
		instead ??
		(await answer(request).catch((error: Error) =>
			refuse(500, 'UNKNOWN_EXCEPTION', error.message),
		));
	org.inspector.end({
		method: request.method,
		path: request.path.split('?')[0],
		status: result.status,
		bytesIn: body.length,
		bytesOut:
			typeof result.body === 'string' || Buffer.isBuffer(result.body) ? result.body.length : 0,
		milliseconds: performance.now() - started,
	});
	if (fault?.kind === 'resetAfter') {
		incoming.socket.destroy();
		return;
	}
	if (fault?.kind === 'truncated' && typeof result.body === 'string') {
		result.body = result.body.slice(0, Math.floor(result.body.length / 2));
	}
	// A client that went away in the middle of an answer is no fault of the org.
	await write(response, result, /\bgzip\b/.test(String(incoming.headers['accept-encoding']))).catch(
		() => {},
	);
}

async function write(
	response: ServerResponse,
	{ status, headers, body }: OrgResponse,
	gzip: boolean,
): Promise<void> {
	if (typeof body !== 'string' && !Buffer.isBuffer(body)) {
		response.writeHead(status, gzip ? { ...headers, 'content-encoding': 'gzip' } : headers);
		if (gzip) await pipeline(Readable.from(body), createGzip(), response);
		else await pipeline(Readable.from(body), response);
		return;
	}
	if (!gzip || body.length < GZIP_FROM_BYTES) {
		response.writeHead(status, headers);
		response.end(body);
		return;
	}
	response.writeHead(status, { ...headers, 'content-encoding': 'gzip' });
	response.end(gzipSync(body, { level: 1 }));
}
