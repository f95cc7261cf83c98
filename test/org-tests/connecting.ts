import { createHash } from 'crypto';
import type { RunningOrg } from '../org/server';
import { PASSWORD } from '../org/server';

/** What a client and the person at its browser do at the OAuth endpoints, step by step. */
export const CALLBACK = 'http://127.0.0.1:5678/rest/oauth2-credential/callback';
export const VERIFIER = 'a-verifier-that-is-long-enough-to-be-one-of-43-chars';
const CHALLENGE = createHash('sha256').update(VERIFIER).digest('base64url');

export interface TokenAnswer {
	error?: string;
	error_description?: string;
	access_token: string;
	refresh_token?: string;
	[key: string]: unknown;
}

export async function token(
	{ url, app }: RunningOrg,
	form: Record<string, string>,
): Promise<TokenAnswer & { status: number }> {
	const body = new URLSearchParams({
		client_id: app.clientId,
		client_secret: app.clientSecret,
		...form,
	});
	const response = await fetch(`${url}/services/oauth2/token`, { method: 'POST', body });
	return { status: response.status, ...((await response.json()) as TokenAnswer) };
}

export const authorizeUrl = ({ url, app }: RunningOrg, more: Record<string, string> = {}) =>
	`${url}/services/oauth2/authorize?${new URLSearchParams({ response_type: 'code', client_id: app.clientId, redirect_uri: CALLBACK, scope: 'api refresh_token', state: 's1', code_challenge: CHALLENGE, ...more })}`;

export const post = async (address: string, form: Record<string, string>) =>
	await fetch(address, { method: 'POST', body: new URLSearchParams(form), redirect: 'manual' });

/** Logs in, answers the question, and gives back the parameters of the callback. */
export async function consent(
	running: RunningOrg,
	decision: 'allow' | 'deny',
	more: Record<string, string> = {},
): Promise<URLSearchParams> {
	const address = authorizeUrl(running, more);
	const asked = await (
		await post(address, { username: 'root.admin@acme.example', pw: PASSWORD })
	).text();
	const ticket = /name="ticket" value="([^"]+)"/.exec(asked)?.[1] ?? '';
	const response = await post(address, { ticket, decision });
	return new URL(response.headers.get('location') ?? 'http://nowhere').searchParams;
}

export async function signIn(running: RunningOrg): Promise<TokenAnswer> {
	const code = (await consent(running, 'allow')).get('code') ?? '';
	return await token(running, {
		grant_type: 'authorization_code',
		code,
		redirect_uri: CALLBACK,
		code_verifier: VERIFIER,
	});
}

export const refresh = async (running: RunningOrg, refreshToken: string) =>
	await token(running, { grant_type: 'refresh_token', refresh_token: refreshToken });
