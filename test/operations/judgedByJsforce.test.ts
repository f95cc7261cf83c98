import { Connection } from 'jsforce';
import { runNode } from '../support/inProcess';
import { clientCredentials, useOrg } from '../support/org';

/** Two orgs from one seed: what we do in one, jsforce's own client does in the other. */
const ours = useOrg();
const theirs = useOrg();

describe('reclaim, judged by jsforce', () => {
	it('leaves the org as jsforce leaves it after the same deactivations and freezes', async () => {
		const candidates = (
			await runNode(
				{ resource: 'reclamation', operation: 'findCandidates', licenseKinds: ['userLicense'] },
				clientCredentials(ours()),
			)
		).items;
		const [first, second, third] = candidates;
		const run = await runNode(
			{ resource: 'reclamation', operation: 'reclaim', dryRun: false, maxPercent: 100 },
			clientCredentials(ours()),
			[first, second, { ...third, action: 'freeze' }],
		);
		expect(run.items.map(({ outcome }) => outcome)).toEqual(['done', 'done', 'done']);

		const connection = new Connection({
			instanceUrl: theirs().url,
			accessToken: theirs().issueToken(),
			version: '65.0',
		});
		const results = await connection
			.sobject('User')
			.update([first, second].map(({ userId }) => ({ Id: String(userId), IsActive: false })));
		expect(results.every(({ success }) => success)).toBe(true);
		const { records } = await connection.query<{ Id: string }>(
			`SELECT Id FROM UserLogin WHERE UserId = '${String(third.userId)}'`,
		);
		await connection.sobject('UserLogin').update({ Id: String(records[0].Id), IsFrozen: true });

		const state = ({ org }: ReturnType<typeof ours>) => ({
			users: org.rows('User').map(({ Id, IsActive }) => [Id, IsActive]),
			logins: org.rows('UserLogin').map(({ Id, IsFrozen }) => [Id, IsFrozen]),
			licenses: org.rows('UserLicense').map(({ Id, UsedLicenses }) => [Id, UsedLicenses]),
		});
		expect(state(ours())).toEqual(state(theirs()));
	});
});
