import type { SignalName } from '../model/activity';
import { valueOf } from './conditions';
import type { SeatFacts } from './facts';
import type { ReclamationRule } from './rules';

/** One fact for or against a candidate, and where it was read. */
export interface Evidence {
	signal: string;
	value: string | number | boolean | null;
	source: string;
	/** Why a missing value proves nothing; null if the value is complete. */
	unknown: string | null;
}

/** In words, as Salesforce calls it. */
const SOURCES: Record<SignalName, string> = {
	lastLogin: 'User.LastLoginDate',
	humanLogin: 'LoginHistory, logins by people',
	apiLogin: 'LoginHistory, logins by integrations',
	oauthUse: 'OauthToken.LastUsedDate',
	work: 'Records created or changed',
};

export const evidence = (
	signal: string,
	value: Evidence['value'],
	source: string,
	unknown: string | null = null,
): Evidence => ({ signal, value, source, unknown });

/** What the decision is based on: the signals, the account, and the fields that the rule checked. */
export function evidenceOf(
	{ row, details, signals }: SeatFacts,
	rule: ReclamationRule,
): Evidence[] {
	const read = signals.some(({ signal }) => signal === 'lastLogin')
		? signals
		: [{ signal: 'lastLogin' as const, at: row.lastLoginAt, unknown: null }, ...signals];
	const asked = new Set([...rule.conditions, ...rule.exemptions].map(({ field }) => field));
	return [
		...read.map(({ signal, at, unknown }) => evidence(signal, at, SOURCES[signal], unknown)),
		evidence('accountCreated', row.externalCreatedAt, 'User.CreatedDate'),
		...(row.assignedAt === null
			? []
			: [evidence('assigned', row.assignedAt, 'When the license was assigned')]),
		evidence(
			'frozen',
			row.isFrozen,
			'UserLogin.IsFrozen',
			row.isFrozen === null ? 'UserLogin cannot be read by the connected user' : null,
		),
		...[...asked].map((field) =>
			evidence(field, valueOf(field, row, details), "User, as the rule's conditions require"),
		),
	];
}
