import type {
	ILoadOptionsFunctions,
	INodeListSearchResult,
	INodePropertyOptions,
} from 'n8n-workflow';
import type { LicenseKind } from '../licensing/model/licenses';
import { LICENSE_KINDS } from '../licensing/model/licenses';
import { readProfileNames, readUsersContaining } from '../salesforce/users/lookUp';
import { readLicenseRefs } from '../salesforce/subscriptions/selectHolders';
import { connect } from '../transport/connect';
import { toNodeError } from '../transport/nodeErrors';

/** The lists that the editor offers, read from the org of the credential. */

const KIND_NAMES: Record<LicenseKind, string> = {
	userLicense: 'User license',
	permissionSetLicense: 'Permission set license',
	packageLicense: 'Package license',
	featureLicense: 'Feature license',
};

export async function licenseOptions(
	context: ILoadOptionsFunctions,
): Promise<INodePropertyOptions[]> {
	try {
		const { client, org } = await connect(context);
		const refs = await readLicenseRefs(client, org.orgId, LICENSE_KINDS);
		const options = [...refs].flatMap(([kind, byId]) =>
			[...byId.values()].map(({ licenseIdentifier, licenseName }) => ({
				name: licenseName,
				value: licenseIdentifier,
				description: `${KIND_NAMES[kind]} ${licenseIdentifier}`,
			})),
		);
		return byName(options);
	} catch (error) {
		throw await toNodeError(context, error);
	}
}

export async function profileOptions(
	context: ILoadOptionsFunctions,
): Promise<INodePropertyOptions[]> {
	try {
		const { client } = await connect(context);
		const profiles = await readProfileNames(client);
		return byName(profiles.map(({ Id, Name }) => ({ name: Name, value: Id })));
	} catch (error) {
		throw await toNodeError(context, error);
	}
}

/** Profiles whose name contains the text typed; all of them where there is none. */
export async function searchProfiles(
	context: ILoadOptionsFunctions,
	typed = '',
): Promise<INodeListSearchResult> {
	const text = typed.toLowerCase();
	const options = await profileOptions(context);
	return { results: options.filter(({ name }) => name.toLowerCase().includes(text)) };
}

/** An org may have a million users: the list shows the first, and typing finds the others. */
const USERS_SHOWN = 50;

export async function searchUsers(
	context: ILoadOptionsFunctions,
	typed = '',
): Promise<INodeListSearchResult> {
	try {
		const { client } = await connect(context);
		const users = await readUsersContaining(client, typed.trim(), USERS_SHOWN);
		return {
			results: users.map(({ Id, Username, Name }) => ({
				name: `${Name ?? Username} (${Username})`,
				value: Id,
			})),
		};
	} catch (error) {
		throw await toNodeError(context, error);
	}
}

const byName = (options: INodePropertyOptions[]) =>
	options.sort((a, b) => a.name.localeCompare(b.name));
