import type {
	ILoadOptionsFunctions,
	INodeExecutionData,
	INodePropertyOptions,
	INodeType,
	INodeTypeDescription,
	IPollFunctions,
} from 'n8n-workflow';
import { NodeConnectionTypes } from 'n8n-workflow';
import { TRIGGER_FIELDS } from './operations/trigger/fields';

export class SalesforceLicensesTrigger implements INodeType {
	description: INodeTypeDescription = {
		displayName: 'Salesforce Licenses Trigger',
		name: 'salesforceLicensesTrigger',
		icon: {
			light: 'file:../../icons/salesforceLicenses.svg',
			dark: 'file:../../icons/salesforceLicenses.dark.svg',
		},
		group: ['trigger'],
		version: 1,
		subtitle: '={{ $parameter["events"].join(", ") }}',
		description:
			'Starts the workflow when the licenses of a Salesforce org change, once for each event',
		defaults: { name: 'Salesforce Licenses Trigger' },
		polling: true,
		inputs: [],
		outputs: [NodeConnectionTypes.Main],
		credentials: [{ name: 'salesforceCrmOAuth2Api', required: true }],
		properties: TRIGGER_FIELDS,
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
	};

	async poll(this: IPollFunctions): Promise<INodeExecutionData[][] | null> {
		const { poll } = await import('./operations/trigger/poll.run');
		return await poll(this);
	}
}
