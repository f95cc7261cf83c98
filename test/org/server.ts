/* eslint-disable @n8n/community-nodes/no-restricted-imports, @n8n/community-nodes/require-node-api-error -- the org speaks as Salesforce, not as n8n */
import type { Server } from 'node:http';
import { createServer } from 'node:http';
import type { AddressInfo } from 'node:net';
import { type OrgRequest, type OrgResponse } from './answers';
import { startControl } from './control';
import type { Fault } from './faults';
import { Faults } from './faults';
import type { ExternalClientApp } from './oauth/app';
import { DEFAULT_APP, PLATFORM_CLI } from './oauth/app';
import { OAuth } from './oauth/oauth';
import { userNamed } from './oauth/logins';
import type { OrgOptions } from './org';
import { Org } from './org';
import type { OrgHandlerParts } from './requestHandler';
import { orgRequestHandler } from './requestHandler';
import { serve } from './socket';

/** An org behind a socket on this computer. */
export interface RunningOrg {
	url: string;
	/** Only with the option `control`. */
	controlUrl?: string;
	org: Org;
	/** The app of the tests; its settings may be changed while the org runs. */
	app: ExternalClientApp;
	/** All apps the org knows, by whatever name; more may be added while it runs. */
	apps: Map<string, ExternalClientApp>;
	oauth: OAuth;
	faults: Faults;
	/** Told of every request, with its whole address. */
	onRequest?: (request: OrgRequest) => void;
	/** The same org without the socket. */
	handle(request: OrgRequest): Promise<OrgResponse>;
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
	faults?: Fault[];
	/** Opens the control plane, for processes that cannot reach this memory; `true` is any free port. */
	control?: boolean | number;
}

/** The password of everybody in the simulated company. */
export const PASSWORD = 'Sim-passw0rd!';

/** Node would answer 431 by itself long before the org can say 414. */
const MAX_HEADER_BYTES = 65_536;

export async function startOrg(options: ServerOptions = {}): Promise<RunningOrg> {
	const org = new Org(options);
	const app: ExternalClientApp = { ...structuredClone(DEFAULT_APP), ...options.app };
	const cli = structuredClone(PLATFORM_CLI);
	const apps = new Map([app, cli].map((known) => [known.clientId, known]));
	const faults = new Faults();
	for (const fault of options.faults ?? []) faults.add(fault);
	const host = options.host ?? '127.0.0.1';
	let url = '';
	const oauth = new OAuth(org, {
		apps: () => apps.values(),
		password: options.password ?? PASSWORD,
		url: () => url,
		isLoginHost: options.loginHost === true,
	});
	const parts: OrgHandlerParts = {
		org,
		oauth,
		faults,
		onRequest: (request) => running.onRequest?.(request),
	};
	const handle = orgRequestHandler(parts);
	const server = createServer({ maxHeaderSize: MAX_HEADER_BYTES }, (request, response) => {
		// A client that goes away while sending or reading is no fault of the org.
		serve(handle, request, response).catch(() => response.destroy());
	});
	url = `http://${host === 'localhost' ? host : '127.0.0.1'}:${await listen(server, options.port ?? 0, host)}`;

	const running: RunningOrg = {
		url,
		org,
		app,
		apps,
		oauth,
		faults,
		handle,
		issueToken(username) {
			const userId = username === undefined ? org.runAsUserId : userNamed(org, username)?.Id;
			if (userId === undefined) throw new Error(`Nobody here is called ${username}`);
			const grant = { userId, clientId: app.clientId, scopes: ['api'], family: 'issued' };
			return oauth.tokens.issue(grant, app.accessTokenLifetimeMs);
		},
		close: async () => await Promise.all([server, control].map(stop)).then(() => {}),
	};
	let control: Server | undefined;
	if (options.control !== undefined && options.control !== false) {
		control = startControl(running);
		const port = options.control === true ? 0 : options.control;
		try {
			running.controlUrl = `http://127.0.0.1:${await listen(control, port, '127.0.0.1')}`;
		} catch (error) {
			await stop(server);
			throw error;
		}
	}
	return running;
}

async function listen(server: Server, port: number, host: string): Promise<number> {
	await new Promise<void>((resolve, reject) => {
		server.once('error', reject);
		server.listen(port, host, resolve);
	});
	return (server.address() as AddressInfo).port;
}

async function stop(server: Server | undefined): Promise<void> {
	server?.closeAllConnections();
	await new Promise<void>((resolve) => {
		if (server === undefined) resolve();
		else server.close(() => resolve());
	});
}
