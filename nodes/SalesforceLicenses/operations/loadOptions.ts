import type {
	ILoadOptionsFunctions,
	INodeListSearchResult,
	INodePropertyOptions,
} from 'n8n-workflow';
import { KIND_NAMES, LICENSE_KINDS } from '../licensing/model/licenses';
import { readProfileNames, readUsersContaining } from '../salesforce/users/lookUp';
import { readLicenseRefs } from '../salesforce/subscriptions/selectHolders';
import { connect } from '../transport/connect';
import { toNodeError } from '../transport/nodeErrors';

/** The lists that the editor offers, read from the org of the credential. */

const upperFirst = (text: string) => text.charAt(0).toUpperCase() + text.slice(1);

export async function licenseOptions(
	context: ILoadOptionsFunctions,
): Promise<INodePropertyOptions[]> {
	try {
		const { refs } = await readLicenseRefs(await connect(context), LICENSE_KINDS);
		const options = [...refs].flatMap(([kind, byId]) =>
			[...byId.values()].map(({ licenseIdentifier, licenseName }) => ({
				name: licenseName,
				value: licenseIdentifier,
				description: `${upperFirst(KIND_NAMES[kind])} ${licenseIdentifier}`,
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

/** Profiles whose name contains the typed text, or all profiles. */
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
