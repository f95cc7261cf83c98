import { readLicenses } from '../../salesforce/subscriptions';
import { connect } from '../../transport/connect';
import { licenseKindsParameter, limitParameter, showWarnings, toItems } from '../items';
import type { OperationRun } from '../operation';

export const mode = 'perItem';

export const execute: OperationRun['execute'] = async (context, itemIndex) => {
	const kinds = licenseKindsParameter(context, itemIndex);
	const limit = limitParameter(context, itemIndex);
	const { client, org } = await connect(context);
	const licenses = await readLicenses(client, org.orgId, kinds);
	showWarnings(context, client);
	return [toItems(licenses.slice(0, limit), itemIndex)];
};
