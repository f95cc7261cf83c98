import { withPrice } from '../../licensing/prices';
import { readLicenses } from '../../salesforce/subscriptions';
import { connect } from '../../transport/connect';
import { licenseKindsParameter, limitParameter, showWarnings, toItems } from '../items';
import type { OperationRun } from '../operation';
import { priceBookParameter } from '../priceBook';
import { softwareModelsParameter } from '../softwareModels';

export const mode = 'perItem';

export const execute: OperationRun['execute'] = async (context, itemIndex) => {
	const kinds = licenseKindsParameter(context, itemIndex);
	const limit = limitParameter(context, itemIndex);
	const prices = priceBookParameter(context, itemIndex);
	const softwareOf = softwareModelsParameter(context, itemIndex);
	const onlyUnrecognized = context.getNodeParameter(
		'onlyUnrecognized',
		itemIndex,
		false,
	) as boolean;
	const { client, org } = await connect(context);
	const licenses = await readLicenses(client, org.orgId, kinds, softwareOf);
	showWarnings(context, client);
	const wanted = onlyUnrecognized
		? licenses.filter(({ softwareModel }) => softwareModel === null)
		: licenses;
	const rows = wanted.slice(0, limit).map((license) => withPrice(license, prices));
	return [toItems(rows, itemIndex)];
};
