import type {
	IExecuteFunctions,
	ILoadOptionsFunctions,
	INodeExecutionData,
	INodeListSearchResult,
	INodePropertyOptions,
	INodeType,
	INodeTypeDescription,
} from 'n8n-workflow';
import { NodeConnectionTypes } from 'n8n-workflow';
import { credentialDisplayOptions, describeResource } from './operations/operation';
import { optionTwins } from './operations/optionTwins';
import { outputsExpression } from './operations/outputs';
import { RESOURCES } from './operations/resources';

export class SalesforceLicenses implements INodeType {
	description: INodeTypeDescription = {
		displayName: 'Salesforce Licenses',
		name: 'salesforceLicenses',
		icon: {
			light: 'file:../../icons/salesforceLicenses.svg',
			dark: 'file:../../icons/salesforceLicenses.dark.svg',
		},
		group: ['transform'],
		version: 1,
		subtitle: '={{ $parameter["operation"] + ": " + $parameter["resource"] }}',
		description:
			'Find unused Salesforce licenses, reclaim them safely, and restore them on request',
		defaults: { name: 'Salesforce Licenses' },
		usableAsTool: true,
		inputs: [NodeConnectionTypes.Main],
		outputs: outputsExpression(RESOURCES),
		credentials: [
			{
				name: 'salesforceCrmOAuth2Api',
				required: true,
				displayOptions: credentialDisplayOptions(RESOURCES),
			},
		],
		properties: [
			{
				displayName: 'Resource',
				name: 'resource',
				type: 'options',
				noDataExpression: true,
				options: RESOURCES.map(({ option }) => option),
				default: 'subscription',
			},
			...RESOURCES.flatMap(describeResource),
			...optionTwins(RESOURCES),
		],
	};

	methods = {
		loadOptions: {
			async getLicenseOptions(this: ILoadOptionsFunctions): Promise<INodePropertyOptions[]> {
				const { licenseOptions } = await import('./operations/loadOptions');
				return await licenseOptions(this);
			},
			async getProfileOptions(this: ILoadOptionsFunctions): Promise<INodePropertyOptions[]> {
				const { profileOptions } = await import('./operations/loadOptions');
				return await profileOptions(this);
			},
		},
		listSearch: {
			async searchLicenses(
				this: ILoadOptionsFunctions,
				filter?: string,
			): Promise<INodeListSearchResult> {
				const { searchLicenses } = await import('./operations/loadOptions');
				return await searchLicenses(this, filter);
			},
			async searchProfiles(
				this: ILoadOptionsFunctions,
				filter?: string,
				paginationToken?: unknown,
			): Promise<INodeListSearchResult> {
				const { searchProfiles } = await import('./operations/loadOptions');
				return await searchProfiles(this, filter, paginationToken);
			},
			async searchUserFields(
				this: ILoadOptionsFunctions,
				filter?: string,
			): Promise<INodeListSearchResult> {
				const { searchUserFields } = await import('./operations/loadOptions');
				return await searchUserFields(this, filter);
			},
			async searchUsers(
				this: ILoadOptionsFunctions,
				filter?: string,
				paginationToken?: unknown,
			): Promise<INodeListSearchResult> {
				const { searchUsers } = await import('./operations/loadOptions');
				return await searchUsers(this, filter, paginationToken);
			},
		},
	};

	async execute(this: IExecuteFunctions): Promise<INodeExecutionData[][]> {
		const { route } = await import('./operations/router');
		return await route(this);
	}
}
