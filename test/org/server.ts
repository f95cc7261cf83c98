/* eslint-disable @n8n/community-nodes/no-restricted-imports, @n8n/community-nodes/no-restricted-globals, @n8n/community-nodes/no-hardcoded-secrets */
import { createServer } from 'node:http';
import { pipeline } from 'node:stream/promises';
import { Readable } from 'node:stream';
import type { AddressInfo } from 'node:net';
import type { ExternalClientApp } from './oauth';
import { OAuth } from './oauth';
import type { OrgOptions } from './org';
import { Org } from './org';
import type { OrgResponse } from './rest';
import { handleRest, refuse } from './rest';

export interface RunningOrg {
	url: string;
	org: Org;
	app: ExternalClientApp;
	oauth: OAuth;
	issueToken(username?: string): string;
	close(): Promise<void>;
}

export const PASSWORD = 'Sim-passw0rd!';

export async function startOrg(
	options: OrgOptions & {
		port?: number;
		host?: string;
		app?: Partial<ExternalClientApp>;
		password?: string;
	} = {},
): Promise<RunningOrg> {
	const org = new Org(options);
	// A throwaway of the simulated org, no secret of anybody.
	const app: ExternalClientApp = {
		clientId: '3MVG9simulated.licenses',
		clientSecret: 'SIMULATED-SECRET-0001',
		scopes: ['api', 'refresh_token'],
		flows: { authorizationCode: true, clientCredentials: true },
		requirePkce: true,
		runAsUsername: 'integration@acme.example',
		permittedUsers: 'all',
		approvedUserIds: [],
		rotateRefreshTokens: false,
		accessTokenLifetimeMs: 7_200_000,
		...options.app,
	};
	let url = '';
	const oauth = new OAuth(org, app, options.password ?? PASSWORD, () => url);

	const answer = async (
		method: string,
		path: string,
		headers: Record<string, string>,
		body: Buffer,
	): Promise<OrgResponse> => {
		const request = { method, path, headers, body };
		const fromOauth = oauth.handle(request);
		if (fromOauth !== null) return fromOauth;
		if (/^\/services\/data\/?$/.test(path)) return await handleRest(org, request);
		const session = oauth.session(headers.authorization);
		if (session === null) return refuse(401, 'INVALID_SESSION_ID', 'Session expired or invalid');
		if (!session.scopes.includes('api'))
			return refuse(
				401,
				'INVALID_SESSION_ID',
				'This session is not valid for use with the REST API',
			);
		if (!org.may(session.userId, 'ApiEnabled'))
			return refuse(403, 'API_CURRENTLY_DISABLED', 'API is disabled for this User');
		if (org.apiCalls >= org.dailyApiLimit)
			return refuse(403, 'REQUEST_LIMIT_EXCEEDED', 'TotalRequests Limit exceeded.');
		org.apiCalls++;
		const result = await handleRest(org, request, session);
		return {
			...result,
			headers: {
				...result.headers,
				'Sforce-Limit-Info': `api-usage=${org.apiCalls}/${org.dailyApiLimit}`,
			},
		};
	};

	// Node would answer 431 by itself long before the org can say 414.
	const server = createServer({ maxHeaderSize: 65_536 }, (request, response) => {
		const chunks: Buffer[] = [];
		request.on('data', (chunk: Buffer) => chunks.push(chunk));
		request.on('end', () => {
			const path = (request.url ?? '/').replace(/^\/+/, '/');
			void answer(
				request.method ?? 'GET',
				path,
				request.headers as Record<string, string>,
				Buffer.concat(chunks),
			)
				.catch((error: Error) => refuse(500, 'UNKNOWN_EXCEPTION', error.message))
				.then(async ({ status, headers, body }) => {
					org.inspector.requests.push({
						method: request.method ?? 'GET',
						path: path.split('?')[0],
						status,
					});
					response.writeHead(status, headers);
					if (typeof body === 'string' || Buffer.isBuffer(body)) response.end(body);
					// A client that went away in the middle of a stream is no fault of the org.
					else await pipeline(Readable.from(body), response).catch(() => {});
				});
		});
	});
	await new Promise<void>((resolve, reject) => {
		server.once('error', reject);
		server.listen(options.port ?? 0, options.host ?? '127.0.0.1', resolve);
	});
	url = `http://127.0.0.1:${(server.address() as AddressInfo).port}`;
	return {
		url,
		org,
		app,
		oauth,
		issueToken: (username) =>
			oauth.issueToken(
				username === undefined
					? org.runAsUserId
					: String(org.rows('User').find((user) => user.Username === username)?.Id),
			),
		close: async () => {
			server.closeAllConnections();
			await new Promise<void>((resolve) => server.close(() => resolve()));
		},
	};
}
