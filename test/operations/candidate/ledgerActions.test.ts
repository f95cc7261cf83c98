import type { IDataObject, INode } from 'n8n-workflow';
import type { Row } from '../../org/org';
import { runCandidates } from '../../support/candidateRows';
import { findByRules } from '../../support/candidates';
import { runNode } from '../../support/inProcess';
import { seeAll, useOrg } from '../../support/org';
import { pageOf, readable } from '../../support/recordPages';
import { createReport, figuresOf, profile } from '../../support/reportItems';
import { download, reclaim, restore } from '../../support/seats';
import { change } from '../../support/triggerCases';

/**
 * What the ledger says was saved is, for each action, the price of the seats by which the org counts fewer in use: after
 * the reclaim, after somebody took a seat again outside, and after a restore. Nothing of the org is computed by the
 * package here.
 */

const org = useOrg({ users: 300, seed: 11 });
const USERS = 4;
const KINDS = ['userLicense', 'permissionSetLicense', 'packageLicense', 'featureLicense'];
const [USER, SET, PACKAGE, FEATURE] = KINDS;
const FLAGS = ['MarketingUser', 'SupportUser', 'InteractionUser'];

interface Pool {
	kind: string;
	identifier: string;
	used: number;
	/** By the month. */
	price: number;
}

/** Every pool as the org counts it. A price tells it from all others. */
function pools(): Pool[] {
	const { org: inside } = org();
	const of = (kind: string, object: string, key: (row: Row) => unknown) =>
		inside
			.rows(object)
			.map((row) => ({ kind, identifier: String(key(row)), used: Number(row.UsedLicenses) }));
	return [
		...of(USER, 'UserLicense', (row) => row.LicenseDefinitionKey ?? row.Name),
		...of(SET, 'PermissionSetLicense', (row) => row.DeveloperName),
		...of(PACKAGE, 'PackageLicense', (row) => row.NamespacePrefix),
		...FLAGS.map((identifier) => ({
			...{ kind: FEATURE, identifier },
			used: inside.seats.usedOf(`UserPermissions${identifier}`),
		})),
	].map((pool, index) => ({ ...pool, price: 200 - 3 * index }));
}
const perYear = (before: readonly Pool[], after: readonly Pool[]): number =>
	before.reduce((sum, { used, price }, index) => sum + (used - after[index].used) * price * 12, 0);

const priceBook = () =>
	JSON.stringify(
		pools().map(({ kind, identifier, price }) => ({ kind, identifier, price, currency: 'USD' })),
	);

/** The nightly update of the ledger. */
async function night(candidates: readonly IDataObject[], ledger: readonly IDataObject[]) {
	const { outputs, error } = await runNode(
		{
			...{ resource: 'candidate', operation: 'ledger', pricePeriod: 'month' },
			...{ ledger, subscriptions: await download(org()), priceBook: priceBook() },
		} as unknown as INode['parameters'],
		{},
		[...candidates],
	);
	expect(error).toBeNull();
	return [...ledger, ...outputs[0].map(({ json }) => json)];
}

const decided = async (rows: readonly object[], event: string, outcomes: readonly object[]) => {
	const settings = { dryRun: false, notifyUser: false, graceDays: 0 };
	const run = await runCandidates('decide', [...rows], { event, outcomes, ...settings });
	expect([run.error, run.unchanged]).toEqual([null, []]);
	return run;
};
const outcomesOf = ({ outputs, error }: Awaited<ReturnType<typeof reclaim>>) => {
	expect(error).toBeNull();
	return outputs.flat().map(({ json }) => json);
};

/** Find, open, plan, store, reclaim, store: as the playbook does it. All candidates of some users. */
async function reclaimed(rule: IDataObject): Promise<IDataObject[]> {
	const { items } = await findByRules(org(), [{ name: 'Unused', inactiveDays: 30, ...rule }], {
		...{ licenseKinds: rule.licenseKinds, priceBook: priceBook(), pricePeriod: 'month' },
	});
	const refuses = ({ blockers }: IDataObject) =>
		(blockers as IDataObject[]).some(({ effect }) => effect === 'refuses');
	const blocked = new Set(items.filter(refuses).map(({ userId }) => userId));
	const users = [...new Set(items.map(({ userId }) => userId))].filter((id) => !blocked.has(id));
	const chosen = new Set(users.slice(0, USERS));
	expect(chosen.size).toBe(USERS);
	const found = items.filter(({ userId }) => chosen.has(userId));
	const opened = await runCandidates('open', found, { profile: 'Acme', notifyUser: false });
	expect(opened.toWrite).toHaveLength(found.length);
	const plans = outcomesOf(await reclaim(org(), found, { dryRun: true }));
	const begun = await decided(opened.toWrite, 'outcome', plans);
	const outcomes = outcomesOf(await reclaim(org(), begun.toReclaim));
	return (await decided(begun.toWrite, 'outcome', outcomes)).toWrite;
}

/** What report, digest and record page say of the ledger. */
async function shown(candidates: readonly IDataObject[], ledger: readonly IDataObject[]) {
	const items = [profile(), ...candidates, ...ledger];
	const { realized } = (await figuresOf(items)) as {
		realized: { total: Array<{ amount: number }> };
	};
	const { html } = await pageOf(items);
	const { json } = await createReport(items, { format: 'emailHtml' });
	return {
		total: realized.total[0]?.amount ?? 0,
		page: readable(html),
		mail: String(json.text),
	};
}

const of = (user: string, row: IDataObject) => row.userId === user;
const profileId = (name: string) =>
	org()
		.org.rows('Profile')
		.find(({ Name }) => Name === name)?.Id;
const poolId = (object: string, key: string, identifier: unknown) =>
	org()
		.org.rows(object)
		.find((row) => row[key] === identifier)?.Id;

/** An administrator gives a user back what the candidate lost, by hand. */
async function byHand({
	userId,
	licenseKind,
	licenseIdentifier,
	action,
}: IDataObject): Promise<void> {
	const user = `User/${String(userId)}`;
	if (action === 'freeze') return;
	if (action === 'changeProfile')
		await change(org(), 'PATCH', user, { ProfileId: profileId('Standard User') });
	if (action === 'deactivate' || action === 'wholeSeat')
		await change(org(), 'PATCH', user, { IsActive: true });
	if (action !== 'removeLicense' && action !== 'wholeSeat') return;
	switch (licenseKind) {
		case SET: {
			const id = poolId('PermissionSetLicense', 'DeveloperName', licenseIdentifier);
			const values = { AssigneeId: userId, PermissionSetLicenseId: id };
			await change(org(), 'POST', 'PermissionSetLicenseAssign', values);
			break;
		}
		case PACKAGE: {
			const id = poolId('PackageLicense', 'NamespacePrefix', licenseIdentifier);
			const values = { UserId: userId, PackageLicenseId: id };
			await change(org(), 'POST', 'UserPackageLicense', values);
			break;
		}
		case FEATURE: {
			const flag = `UserPermissions${String(licenseIdentifier)}`;
			await change(org(), 'PATCH', user, { [flag]: true });
			break;
		}
	}
}

const RULES: Array<[string, IDataObject]> = [
	['deactivate, user licenses', { action: 'deactivate', licenseKinds: [USER] }],
	['deactivate, all kinds', { action: 'deactivate', licenseKinds: KINDS }],
	['deactivate, found by a permission set license', { action: 'deactivate', licenseKinds: [SET] }],
	['freeze', { action: 'freeze', licenseKinds: [USER] }],
	[
		'change profile',
		{
			...{ action: 'changeProfile', licenseKinds: [USER], licenseIdentifiers: ['SFDC'] },
			targetProfile: 'Standard Platform User',
		},
	],
	['remove license, permission set licenses', { action: 'removeLicense', licenseKinds: [SET] }],
	['remove license, package licenses', { action: 'removeLicense', licenseKinds: [PACKAGE] }],
	['remove license, feature licenses', { action: 'removeLicense', licenseKinds: [FEATURE] }],
	['whole seat, all kinds', { action: 'wholeSeat', licenseKinds: KINDS }],
	['whole seat, found by the user license', { action: 'wholeSeat', licenseKinds: [USER] }],
	['whole seat, found by a package license', { action: 'wholeSeat', licenseKinds: [PACKAGE] }],
];

describe.each(RULES)('the ledger is price × seats freed: %s', (name, rule) => {
	it('after the reclaim, after somebody took a seat again outside, and after a restore', async () => {
		seeAll(org());
		const before = pools();
		const candidates = await reclaimed(rule);
		const ties = async (rows: readonly IDataObject[], ledger: readonly IDataObject[]) => {
			const saved = perYear(before, pools());
			const { total, page, mail } = await shown(rows, ledger);
			expect(total).toBe(saved);
			const money = saved > 0 ? `$${saved.toLocaleString('en-US')}` : '–';
			const year = new Date().getUTCFullYear();
			expect(page).toContain(`Saved in ${year} (per year) ${money} `);
			expect(mail).toContain(`- Saved in ${year} (per year) | ${money}\n`);
			expect(await night(rows, ledger)).toEqual(ledger);
			return saved;
		};
		const first = await night(candidates, []);
		const saved = await ties(candidates, first);
		expect(saved > 0).toBe(name !== 'freeze');

		const [{ userId: one }, ...others] = candidates;
		for (const candidate of candidates) if (of(String(one), candidate)) await byHand(candidate);
		const second = await night(candidates, first);
		const netted = await ties(candidates, second);
		expect(netted < saved).toBe(name !== 'freeze');

		const two = String(others.find(({ userId }) => userId !== one)?.userId);
		const given = candidates.filter((row) => of(two, row));
		const { toRestore } = await runCandidates('decide', given, { event: 'giveBack' });
		const back = outcomesOf(await restore(org(), toRestore));
		const restored = (await decided(given, 'restored', back)).toWrite;
		const now = candidates.map(
			(row) => restored.find(({ candidateKey }) => candidateKey === row.candidateKey) ?? row,
		);
		const third = await night(now, second);
		const left = await ties(now, third);
		expect(left < netted).toBe(name !== 'freeze');
	});
});
