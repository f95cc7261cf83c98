import { randomBytes } from 'crypto';
import type { Org } from '../org';

/** What was granted to whom; it outlives the access tokens issued from it. */
export interface Grant {
	userId: string;
	clientId: string;
	scopes: string[];
	/** One consent and all refresh tokens issued from it. */
	family: string;
}

export interface Session extends Grant {
	issuedAt: number;
	expiresAt: number;
	lifetimeMs: number;
}

/** Approvals a user can give one app; the next one revokes the oldest. */
const MAX_APPROVALS = 5;

export function secret(length: number): string {
	return randomBytes(length).toString('base64url').replace(/[-_]/g, 'x');
}

/** Access and refresh tokens of one org. */
export class Tokens {
	private readonly sessions = new Map<string, Session>();
	private readonly refreshTokens = new Map<string, Grant>();
	/** Rotated-out refresh tokens, by family: using one again revokes the whole family. */
	private readonly retired = new Map<string, Grant>();
	private readonly busy = new Set<string>();
	readonly issued = { accessTokens: 0, refreshes: 0 };

	constructor(private readonly org: Org) {}

	issue(grant: Grant, lifetimeMs: number): string {
		// The CLI expects letters, digits, dots and underscores after the org id.
		const token = `${this.org.id.slice(0, 15)}!AR${secret(60)}`;
		const issuedAt = Date.now();
		this.sessions.set(token, { ...grant, lifetimeMs, issuedAt, expiresAt: issuedAt + lifetimeMs });
		this.issued.accessTokens++;
		return token;
	}

	issueRefresh(grant: Grant): string {
		const approvals = [...this.refreshTokens].filter(
			([, known]) => known.userId === grant.userId && known.clientId === grant.clientId,
		);
		if (approvals.length >= MAX_APPROVALS) this.revokeFamily(approvals[0][1].family);
		const token = `5Aep${secret(60)}`;
		this.refreshTokens.set(token, grant);
		return token;
	}

	/** Using a session extends it, because its timeout slides. */
	session(token: string | undefined): Session | null {
		const session = this.peek(token);
		if (session !== null) session.expiresAt = Date.now() + session.lifetimeMs;
		return session;
	}

	/** The session, without using it. Sessions of a deactivated user have ended (help topic deactivating_users). */
	peek(token: string | undefined): Session | null {
		const session = token === undefined ? undefined : this.sessions.get(token);
		return session !== undefined && this.isAlive(session) ? session : null;
	}

	get activeSessions(): Session[] {
		return [...this.sessions.values()].filter((session) => this.isAlive(session));
	}

	/** The grant of a refresh token, without using it. */
	peekRefresh(token: string): Grant | undefined {
		return this.refreshTokens.get(token);
	}

	private isAlive({ expiresAt, userId }: Session): boolean {
		return expiresAt > Date.now() && this.org.table('User').get(userId)?.IsActive === true;
	}

	/** The grant of a refresh token; reusing a rotated one revokes its whole family. */
	useRefresh(token: string, clientId: string): Grant | null {
		const retired = this.retired.get(token);
		if (retired?.clientId === clientId) this.revokeFamily(retired.family);
		const grant = this.refreshTokens.get(token);
		return grant?.clientId === clientId ? grant : null;
	}

	/** The same refresh token twice at the same time: only the first is served. */
	lock(token: string): boolean {
		if (this.busy.has(token)) return false;
		this.busy.add(token);
		return true;
	}

	unlock(token: string): void {
		this.busy.delete(token);
	}

	rotate(token: string): string {
		const grant = this.refreshTokens.get(token) as Grant;
		this.refreshTokens.delete(token);
		this.retired.set(token, grant);
		return this.issueRefresh(grant);
	}

	revokeFamily(family: string): void {
		for (const [token, grant] of this.refreshTokens)
			if (grant.family === family) this.refreshTokens.delete(token);
		for (const [token, session] of this.sessions)
			if (session.family === family) this.sessions.delete(token);
	}

	/**
	 * Revokes an access token alone, or a refresh token with everything issued from it. False: the token
	 * is unknown.
	 */
	revoke(token: string): boolean {
		const refresh = this.refreshTokens.get(token);
		if (refresh !== undefined) this.revokeFamily(refresh.family);
		return this.sessions.delete(token) || refresh !== undefined;
	}

	expireAllAccessTokens(): void {
		this.sessions.clear();
	}

	revokeAll(): void {
		this.sessions.clear();
		this.refreshTokens.clear();
	}
}
