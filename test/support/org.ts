import type { ICredentialDataDecryptedObject } from 'n8n-workflow';
import type { RunningOrg } from '../org/server';
import { startOrg } from '../org/server';

/** A simulated org for the tests of one file, and the credential that connects to it. */
export function useOrg(options: Parameters<typeof startOrg>[0] = {}): () => RunningOrg {
	let running: RunningOrg | undefined;
	beforeEach(async () => {
		running = await startOrg({ users: 60, seed: 7, ...options });
	});
	afterEach(async () => {
		// Seat counts match the rows, whatever the test did.
		const faults = running?.org.checkInvariants();
		await running?.close();
		running = undefined;
		expect(faults).toEqual([]);
	});
	return () => {
		if (running === undefined) throw new Error('The org runs only inside a test');
		return running;
	};
}

export function clientCredentials(
	{ url, app }: RunningOrg,
	overrides: ICredentialDataDecryptedObject = {},
): ICredentialDataDecryptedObject {
	return {
		grantType: 'clientCredentials',
		instanceUrl: url,
		allowCustomHost: true,
		clientId: app.clientId,
		clientSecret: app.clientSecret,
		...overrides,
	};
}

/** Lets the connected user see all records, as an administrator does by assigning a permission set. */
export function seeAll({ org }: RunningOrg): void {
	const set = org.insert('PermissionSet', {
		Name: 'See_All',
		Label: 'See All',
		IsCustom: true,
		PermissionsViewAllData: true,
	});
	org.insert('PermissionSetAssignment', {
		AssigneeId: org.runAsUserId,
		PermissionSetId: set.Id,
	});
}
