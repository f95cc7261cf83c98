import type {
	ILoadOptionsFunctions,
	INodeListSearchResult,
	INodePropertyOptions,
} from 'n8n-workflow';
import { foldName } from '../licensing/model/closest';
import { KIND_NAMES, LICENSE_KINDS } from '../licensing/model/licenses';
import { readCustomUserFields } from '../salesforce/client/describe';
import type { SalesforceClient } from '../salesforce/client/client';
import {
	readProfileNames,
	readProfilesContaining,
	readUsersContaining,
} from '../salesforce/users/lookUp';
import type { ListPage } from '../salesforce/users/queries';
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

/** All of them at once, as they are known by name and kind; what is typed is looked for in all of it. */
export async function searchLicenses(
	context: ILoadOptionsFunctions,
	typed?: string,
): Promise<INodeListSearchResult> {
	const wanted = foldName(typed ?? '');
	const licenses = await licenseOptions(context);
	const results = licenses
		.map(({ name, value, description = '' }) => ({ name: `${name} (${description})`, value }))
		.filter(({ name }) => foldName(name).includes(wanted));
	return { results };
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

/** An org may have a million users: the list shows a page, scrolling shows the next, typing finds the others. */
const PAGE_SIZE = 100;

export async function searchProfiles(
	context: ILoadOptionsFunctions,
	typed?: string,
	pageToken?: unknown,
): Promise<INodeListSearchResult> {
	return await searchList(context, typed, pageToken, async (client, page) => {
		const profiles = await readProfilesContaining(client, page);
		return profiles.map(({ Id, Name }) => ({ name: Name, value: Id, key: Name }));
	});
}

export async function searchUsers(
	context: ILoadOptionsFunctions,
	typed?: string,
	pageToken?: unknown,
): Promise<INodeListSearchResult> {
	return await searchList(context, typed, pageToken, async (client, page) => {
		const users = await readUsersContaining(client, page);
		return users.map(({ Id, Username, Name }) => ({
			name: `${Name ?? Username} (${Username})`,
			value: Id,
			key: Username,
		}));
	});
}

/** All of them at once: they come in one answer. */
export async function searchUserFields(
	context: ILoadOptionsFunctions,
	typed?: string,
): Promise<INodeListSearchResult> {
	try {
		const { client } = await connect(context);
		const wanted = foldName(typed ?? '');
		const fields = await readCustomUserFields(client);
		const results = fields
			.map(({ name, label }) => ({ name: `${label} (${name})`, value: name }))
			.filter(({ name }) => foldName(name).includes(wanted));
		return { results: byName(results) };
	} catch (error) {
		throw await toNodeError(context, error);
	}
}

/** The next page starts after the last key of this one: n8n hands the token back as it got it. */
async function searchList(
	context: ILoadOptionsFunctions,
	typed: string | undefined,
	pageToken: unknown,
	read: (
		client: SalesforceClient,
		page: ListPage,
	) => Promise<Array<{ name: string; value: string; key: string }>>,
): Promise<INodeListSearchResult> {
	try {
		const { client } = await connect(context);
		const after = typeof pageToken === 'string' && pageToken !== '' ? pageToken : null;
		const page = { containing: (typed ?? '').trim(), after, limit: PAGE_SIZE };
		const rows = await read(client, page);
		return {
			results: rows.map(({ name, value }) => ({ name, value })),
			...(rows.length < PAGE_SIZE ? {} : { paginationToken: rows.at(-1)?.key }),
		};
	} catch (error) {
		throw await toNodeError(context, error);
	}
}

const byName = <T extends { name: string }>(options: T[]): T[] =>
	options.sort((a, b) => a.name.localeCompare(b.name));
