import { foldName } from './closest';

/**
 * Which user licenses Salesforce lets a user move between by a change of profile: in both directions
 * within a family, from Chatter to the core in one direction, and nothing else (help article 000386999,
 * and the transition tables that administrators collected).
 */

export interface UserLicenseRef {
	identifier: string;
	name: string;
}

type Family = 'core' | 'chatterExternal' | 'chatterFree' | 'customer' | 'customerPlus' | 'partner';

const FAMILIES: Record<Family, ReadonlySet<string>> = {
	core: new Set([
		'sfdc',
		'salesforce',
		'aul',
		'aul1',
		'aul_light',
		'salesforce platform',
		'salesforce platform one',
		'salesforce platform light',
		'fdc_one',
		'fdc_sub',
		'pid_fdc_free',
		'force.com - app subscription',
		'force.com - free',
		'partner app subscription',
		'work.com only',
	]),
	chatterExternal: new Set(['chatter external']),
	chatterFree: new Set(['chatter free']),
	customer: new Set([
		'pid_customer_community',
		'pid_customer_community_login',
		'customer community',
		'customer community login',
		'high volume customer portal',
		'platform_portal_user',
		'authenticated website',
	]),
	customerPlus: new Set([
		'pid_customer_community_plus',
		'pid_customer_community_plus_login',
		'customer community plus',
		'customer community plus login',
	]),
	partner: new Set([
		'pid_partner_community',
		'pid_partner_community_login',
		'partner community',
		'partner community login',
		'pid_strategic_prm',
		'gold partner',
		'silver partner',
	]),
};

const ONE_WAY: Partial<Record<Family, readonly Family[]>> = {
	chatterExternal: ['chatterFree', 'core'],
	chatterFree: ['core'],
};

function familyOf({ identifier, name }: UserLicenseRef): Family | null {
	const families = Object.keys(FAMILIES) as Family[];
	return (
		families.find(
			(family) =>
				FAMILIES[family].has(foldName(identifier)) || FAMILIES[family].has(foldName(name)),
		) ?? null
	);
}

/** What is known of a move: allowed, refused by Salesforce, or not known because a license is not in the lists. */
export function moveBetween(
	from: UserLicenseRef,
	to: UserLicenseRef,
): 'allowed' | 'refused' | 'unknown' {
	if (from.identifier === to.identifier) return 'allowed';
	const [source, target] = [familyOf(from), familyOf(to)];
	if (source === null || target === null) return 'unknown';
	return source === target || (ONE_WAY[source] ?? []).includes(target) ? 'allowed' : 'refused';
}

/** Why this move is not made, or null. A move that is not known to be allowed is not tried. */
export function illegalMove(from: UserLicenseRef, to: UserLicenseRef): string | null {
	const move = moveBetween(from, to);
	if (move === 'allowed') return null;
	if (move === 'refused') {
		return `Salesforce does not allow moving a user from the license ${from.name} to ${to.name}. Choose a profile whose license is in the same family.`;
	}
	const unknown = [from, to].filter((license) => familyOf(license) === null);
	const names = unknown.map(({ name }) => name).join(' and ');
	return `This node does not know whether Salesforce allows moving a user from the license ${from.name} to ${to.name}, because it has no rule for ${names}. Change the profile manually (Setup > Users > Users > Edit), where Salesforce checks whether the move is allowed, or choose another action.`;
}

/** A license for the company's own users, who work in the org itself. */
export function isCore(license: UserLicenseRef): boolean {
	return familyOf(license) === 'core';
}

/** Whether any allowed move away from this license is known. */
export function canMove(from: UserLicenseRef): boolean {
	return familyOf(from) !== null;
}

/** A profile that a user can be moved to. */
export interface Profile {
	profileId: string;
	name: string;
	/** Whether it grants administrator permissions (model/rights.ts); null if that cannot be read. */
	isAdministrator: boolean | null;
	userLicenseId: string;
	userLicense: UserLicenseRef;
}
