/**
 * Which user licenses Salesforce lets a user move between by a change of profile. Within a family
 * both ways; from Chatter into the core one way; nothing else (help article 000386999, and the
 * transition tables that administrators collected).
 */

export interface UserLicenseRef {
	identifier: string;
	name: string;
}

type Family = 'core' | 'chatterExternal' | 'chatterFree' | 'customer' | 'partner';

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
				FAMILIES[family].has(identifier.toLowerCase()) || FAMILIES[family].has(name.toLowerCase()),
		) ?? null
	);
}

/** Why Salesforce would refuse this move, or null. Licenses we do not know may only stay as they are. */
export function illegalMove(from: UserLicenseRef, to: UserLicenseRef): string | null {
	if (from.identifier === to.identifier) return null;
	const [source, target] = [familyOf(from), familyOf(to)];
	const legal =
		source !== null &&
		target !== null &&
		(source === target || (ONE_WAY[source] ?? []).includes(target));
	return legal
		? null
		: `Salesforce does not let a user move from the license ${from.name} to ${to.name}. Choose a profile of a license of the same family.`;
}

/** A license of the company's own people, who work in the org itself. */
export function isCore(license: UserLicenseRef): boolean {
	return familyOf(license) === 'core';
}

/** Whether any move leads away from this license; of one we do not know none does. */
export function canMove(from: UserLicenseRef): boolean {
	return familyOf(from) !== null;
}

/** A profile that somebody may be moved to. */
export interface Profile {
	profileId: string;
	name: string;
	/** Whether it makes an administrator (model/rights.ts); null where that cannot be read. */
	isAdministrator: boolean | null;
	userLicenseId: string;
	userLicense: UserLicenseRef;
}
