import type { ILoadOptionsFunctions, INodePropertyOptions } from 'n8n-workflow';
import type { LicenseKind } from '../licensing/model';
import { LICENSE_KINDS } from '../licensing/model';
import { readProfileNames } from '../salesforce/namedUsers';
import { readLicenseRefs } from '../salesforce/selection';
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
		throw toNodeError(context.getNode(), error);
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
		throw toNodeError(context.getNode(), error);
	}
}

const byName = (options: INodePropertyOptions[]) =>
	options.sort((a, b) => a.name.localeCompare(b.name));
