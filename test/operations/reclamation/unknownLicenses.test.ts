import { useOrg } from '../../support/org';
import { outcomesOf, peopleWith, reclaim } from '../../support/seats';

jest.setTimeout(30_000);

/** A hand-built row may misspell the license that it wants to remove. */
const org = useOrg({ users: 60, seed: 41 });

const remove = async (licenseKind: string, licenseIdentifier: string) => {
	const [{ Id }] = peopleWith(org());
	const item = { userId: String(Id), licenseKind, licenseIdentifier, action: 'removeLicense' };
	const [outcome] = outcomesOf(await reclaim(org(), [item], { dryRun: false }));
	return outcome;
};

describe('a license that the org does not have', () => {
	it.each([
		['packageLicense', 'acmeap', /closest: "acmeapp"/],
		['permissionSetLicense', 'SalesConsoleUsr', /closest: "SalesConsoleUser"/],
		['featureLicense', 'MarketingUsr', /closest: "MarketingUser"/],
		['packageLicense', 'zzz', /has no license "zzz"/],
	])('is not reported as removed: %s %s', async (kind, identifier, reason) => {
		const outcome = await remove(kind, identifier);
		expect(outcome).toMatchObject({ outcome: 'failed', errorCode: 'UNKNOWN_LICENSE' });
		expect(outcome.reason).toMatch(reason);
		expect(org().org.inspector.writes).toBe(0);
	});

	it('does not matter to a user who does not hold it', async () => {
		const holders = new Set(
			org()
				.org.rows('UserPackageLicense')
				.map(({ UserId }) => UserId),
		);
		const user = peopleWith(org()).find(({ Id }) => !holders.has(Id));
		const item = {
			userId: String(user?.Id),
			licenseKind: 'packageLicense',
			licenseIdentifier: 'ACMEAPP',
			action: 'removeLicense',
		};
		const [outcome] = outcomesOf(await reclaim(org(), [item], { dryRun: false }));
		expect(outcome).toMatchObject({ outcome: 'alreadyDone', errorCode: null });
	});

	it('is unknown if the list of licenses cannot be read', async () => {
		org().faults.add({
			kind: 'answer',
			soql: /FROM PackageLicense\b/,
			answer: { status: 400, body: [{ errorCode: 'INVALID_TYPE', message: 'not supported' }] },
		});
		expect((await remove('packageLicense', 'acmeap')).outcome).not.toBe('done');
		expect(org().org.inspector.writes).toBe(0);
	});
});
