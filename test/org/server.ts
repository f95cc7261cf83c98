/* eslint-disable @n8n/community-nodes/no-restricted-imports, @n8n/community-nodes/require-node-api-error -- the org speaks as Salesforce, not as n8n */
import type { Server, ServerResponse } from 'node:http';
import { createServer } from 'node:http';
import type { AddressInfo } from 'node:net';
import { type OrgRequest, type OrgResponse } from './answers';
import { startControl } from './control';
import type { Fault } from './faults';
import { Faults } from './faults';
import type { Host, LeftBehind } from './hosts';
import { answerOfHost } from './hosts';
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
	/** The app of the tests; its settings can be changed while the org runs. */
	app: ExternalClientApp;
	/** All apps of the org, by any name; more can be added while it runs. */
	apps: Map<string, ExternalClientApp>;
	oauth: OAuth;
	faults: Faults;
	/**
	 * The `Date` header of responses from now on, if it is not the time: milliseconds that it is ahead, a
	 * text, or `none` (RFC 9110, 6.6.1: a host without a clock sends none; servers in between may add their own).
	 */
	dateHeader?: number | string;
	/** Called for every request, with its full address. */
	onRequest?: (request: OrgRequest) => void;
	/** The same org without the socket. */
	handle(request: OrgRequest): Promise<OrgResponse>;
	/**
	 * Gives the org another host, as when it moves to another instance: sessions end, tokens name the new
	 * host from now on, and so does `url`; the old host answers as told.
	 */
	move(oldHostAnswers?: LeftBehind): Promise<{ from: string; to: string }>;
	/** Every address of the org, the original one first. */
	hosts: readonly Host[];
	/** Opens a host for signing in, as login.salesforce.com, which names the org's own host in each token. */
	openLoginHost(): Promise<string>;
	/** A session without any login, for clients that only want to query. */
	issueToken(username?: string): string;
	close(): Promise<void>;
}

export interface ServerOptions extends OrgOptions {
	port?: number;
	host?: string;
	app?: Partial<ExternalClientApp>;
	/** The password of all users. */
	password?: string;
	/** Whether the host acts as login.salesforce.com. */
	loginHost?: boolean;
	faults?: Fault[];
	/** Opens the control plane, for processes that cannot use this memory; `true` is any free port. */
	control?: boolean | number;
}

/** The password of all users in the simulated company. */
export const PASSWORD = 'Sim-passw0rd!';

/** Every response states the time of the org (RFC 9110, "Date"), also of one whose clock is set. */
function stateTime(response: ServerResponse, now: Date, stated: number | string = 0): void {
	if (stated === 'none') response.sendDate = false;
	else if (typeof stated === 'string') response.setHeader('date', stated);
	else response.setHeader('date', new Date(now.getTime() + stated).toUTCString());
}

/** Otherwise Node would respond with 431 long before the org can respond with 414. */
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
	const hosts: Host[] = [];
	const servers: Server[] = [];
	const oauth = new OAuth(org, {
		apps: () => apps.values(),
		password: options.password ?? PASSWORD,
		url: () => url,
		isLoginHost: ({ headers }) =>
			options.loginHost === true ||
			hosts.some((known) => known.role === 'login' && known.url === `http://${headers.host}`),
	});
	const parts: OrgHandlerParts = {
		org,
		oauth,
		faults,
		onRequest: (request) => running.onRequest?.(request),
	};
	const handle = orgRequestHandler(parts);
	const openHost = async (role: Host['role'], port: number): Promise<Host> => {
		const opened: Host = { url: '', role, requests: 0 };
		const answer = async (request: OrgRequest) => {
			opened.requests++;
			return answerOfHost(opened, request, url) ?? (await handle(request));
		};
		const server = createServer({ maxHeaderSize: MAX_HEADER_BYTES }, (request, response) => {
			stateTime(response, org.clock(), running.dateHeader);
			// A client that disconnects while sending or reading is not a fault of the org.
			serve(answer, request, response).catch(() => response.destroy());
		});
		const name = host === 'localhost' ? host : '127.0.0.1';
		opened.url = `http://${name}:${await listen(server, port, host)}`;
		servers.push(server);
		hosts.push(opened);
		return opened;
	};
	let home = await openHost('instance', options.port ?? 0);
	url = home.url;

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
		hosts,
		async move(oldHostAnswers = 'sessionEnded') {
			const left = home;
			home = await openHost('instance', 0);
			left.role = oldHostAnswers;
			url = running.url = home.url;
			oauth.expireAllAccessTokens();
			return { from: left.url, to: home.url };
		},
		openLoginHost: async () => (await openHost('login', 0)).url,
		close: async () => await Promise.all([...servers, control].map(stop)).then(() => {}),
	};
	let control: Server | undefined;
	if (options.control !== undefined && options.control !== false) {
		control = startControl(running);
		const port = options.control === true ? 0 : options.control;
		try {
			running.controlUrl = `http://127.0.0.1:${await listen(control, port, '127.0.0.1')}`;
		} catch (error) {
			control = undefined;
			await running.close();
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
