import type { OrgConnection } from '../client/orgConnection';
import type { ActivitySignal, SignalName } from '../../licensing/model/activity';
import type { SalesforceClient } from '../client/client';
import type { Api } from '../query/pages';
import { readPages } from '../query/pages';
import { loginHistoryQuery, loginOfAnotherQuery, oauthTokensQuery } from './queries';
import { queryAll, readIfPossible } from '../query/query';
import { loginHistoryRecord, oauthTokenRecord } from '../schema/records';
import { runTogether } from '../client/runTogether';
import { readWork } from './workSignal';

/**
 * Object Reference, LoginHistory.LoginType: the types of programs. Any other type, including new ones,
 * counts as a person: evidence of use must not get lost because of a new name.
 */
const BY_PROGRAM = /api|remote access|data ?loader|data ?junction|partner product|integration/i;
const SUCCESS = 'Success';
/** Object Reference, OauthToken: a query returns no more rows than this. */
const OAUTH_TOKEN_ROWS = 2_500;
/** Up to this many users are filtered in the query; beyond that, reading everything is cheaper. */
const FEW_USERS = 200;

/** The latest use of each user by one signal. */
interface Readings {
	latest: ReadonlyMap<string, string>;
	/** Why a user without a row may still have been active; null if the list is complete. */
	gap: string | null;
}

const LOGINS = 'Logins (LoginHistory; needs "Manage Users" or "Monitor Login History")';
const OAUTH_USE = 'Use of connected apps (OauthToken; needs "Customize Application")';

const unreadable = (object: string): Readings => ({
	latest: new Map(),
	gap: `${object} cannot be read by the connected user`,
});

/** Which signals count as use, and since when logins are read. */
export interface ActivityChoice {
	signals: readonly SignalName[];
	since: Date;
	/** Objects whose records count as work. */
	workObjects?: readonly string[];
	/** The signals that count as use; the others are read for a detector. All if omitted. */
	counted?: readonly SignalName[];
	/** Called for every successful login. */
	onLogin?: (userId: string, at: string) => void;
}

/**
 * Reads the selected signals; the result says what is known about each user, or why nothing is. Without
 * the permission for all rows, Salesforce returns the connected user's own rows and no error (Object
 * Reference, LoginHistory and OauthToken): the other users are then unknown, not inactive.
 */
export async function readActivitySignals(
	connection: OrgConnection,
	{ signals: chosen, since, workObjects = [], onLogin }: ActivityChoice,
	api: Api,
	chosenUserIds: readonly string[] | null = null,
): Promise<(userId: string, lastLoginAt: string | null) => ActivitySignal[]> {
	const userIds =
		chosenUserIds !== null && chosenUserIds.length <= FEW_USERS ? chosenUserIds : null;
	const [logins, oauth, work] = await runTogether([
		chosen.includes('humanLogin') || chosen.includes('apiLogin')
			? readLogins(connection, since, api, { userIds, onLogin })
			: null,
		chosen.includes('oauthUse') ? readOAuthUse(connection) : null,
		chosen.includes('work') ? readWork(connection, workObjects, since, userIds) : null,
	]);
	const readings: Partial<Record<SignalName, Readings>> = {
		humanLogin: logins?.human,
		apiLogin: logins?.api,
		oauthUse: oauth ?? undefined,
		work: work ?? undefined,
	};
	return (userId, lastLoginAt) =>
		chosen.map((signal) => {
			const reading = readings[signal];
			if (reading === undefined) return { signal, at: lastLoginAt, unknown: null };
			const at = reading.latest.get(userId) ?? null;
			const gap =
				reading.gap ??
				(signal === 'humanLogin' || signal === 'apiLogin' ? missed(userId, lastLoginAt) : null);
			return { signal, at, unknown: at === null ? gap : null };
		});

	/** The user record shows a login that the history should contain but does not. */
	function missed(userId: string, lastLoginAt: string | null): string | null {
		const isSeen = logins?.human.latest.has(userId) === true || logins?.api.latest.has(userId);
		if (isSeen === true || lastLoginAt === null || Date.parse(lastLoginAt) < since.getTime())
			return null;
		return `LoginHistory does not contain the login of ${lastLoginAt}`;
	}
}

/**
 * Successful logins, by people and by programs. Status cannot be filtered on the server (Object
 * Reference), so failed logins are read too and dropped here. One time per user is kept.
 */
async function readLogins(
	{ client, connectedUserId }: OrgConnection,
	since: Date,
	api: Api,
	{ userIds, onLogin }: { userIds: readonly string[] | null } & Pick<ActivityChoice, 'onLogin'>,
): Promise<{ human: Readings; api: Readings }> {
	const human = new Map<string, string>();
	const programs = new Map<string, string>();
	let seesOthers = false;
	const read = await readIfPossible(client, LOGINS, async () => {
		const query = loginHistoryQuery(since, userIds);
		for await (const page of readPages(client, query, loginHistoryRecord, {
			api,
			readsAll: true,
		})) {
			for (const { UserId, LoginTime, LoginType, Status } of page) {
				seesOthers ||= UserId !== connectedUserId;
				if (UserId === null || LoginTime === null || Status !== SUCCESS) continue;
				onLogin?.(UserId, LoginTime);
				keepLatest(BY_PROGRAM.test(LoginType ?? '') ? programs : human, UserId, LoginTime);
			}
		}
		if (userIds !== null && !seesOthers) {
			// Perhaps none of them has logged in: a login of any other user shows whether others are
			// visible at all.
			const another = loginOfAnotherQuery(since, connectedUserId);
			seesOthers = (await queryAll(client, another, loginHistoryRecord)).length > 0;
		}
		return true;
	});
	if (read === null) return { human: unreadable('LoginHistory'), api: unreadable('LoginHistory') };
	const gap = seesOthers ? null : ownRowsOnly(client, 'LoginHistory', LOGINS);
	return { human: { latest: human, gap }, api: { latest: programs, gap } };
}

async function readOAuthUse({ client, connectedUserId }: OrgConnection): Promise<Readings> {
	const rows = await readIfPossible(
		client,
		OAUTH_USE,
		async () => await queryAll(client, oauthTokensQuery, oauthTokenRecord),
	);
	if (rows === null) return unreadable('OauthToken');
	const latest = new Map<string, string>();
	for (const { UserId, LastUsedDate } of rows) {
		if (UserId !== null && LastUsedDate !== null) keepLatest(latest, UserId, LastUsedDate);
	}
	if (!rows.some(({ UserId }) => UserId !== connectedUserId))
		return { latest, gap: ownRowsOnly(client, 'OauthToken', OAUTH_USE) };
	if (rows.length < OAUTH_TOKEN_ROWS) return { latest, gap: null };
	const reason = `OauthToken returns only ${OAUTH_TOKEN_ROWS} rows`;
	client.report.leaveOut(
		OAUTH_USE,
		reason,
		`Salesforce returns only ${OAUTH_TOKEN_ROWS} rows of OauthToken, and this org has more. For users without a row, the use of connected apps is unknown.`,
	);
	return { latest, gap: reason };
}

function ownRowsOnly(client: SalesforceClient, object: string, label: string): string {
	const reason = `${object} returns only the connected user's own rows`;
	client.report.leaveOut(
		label,
		reason,
		`${label} of other users could not be read: ${reason}. They count as unknown, not as inactive.`,
	);
	return reason;
}

/** ISO-8601 UTC times in the same form can be sorted as text. */
function keepLatest(latest: Map<string, string>, userId: string, at: string): void {
	const known = latest.get(userId);
	if (known === undefined || known < at) latest.set(copyText(userId), copyText(at));
}

/** A CSV cell is a slice of the text around it, and would keep all of it in memory. */
const copyText = (text: string) => Buffer.from(text, 'latin1').toString('latin1');
