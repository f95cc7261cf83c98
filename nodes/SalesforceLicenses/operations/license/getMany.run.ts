import { withPrice } from '../../licensing/model/prices';
import { readLicenses } from '../../salesforce/licenses/pools';
import { connect } from '../../transport/connect';
import { licenseKindsParameter, limitParameter } from '../parameters/parameters';
import { showWarnings, toItems } from '../output';
import type { OperationRun } from '../operation';
import { priceBookParameter } from '../parameters/priceBook';
import { softwareModelsParameter } from '../parameters/softwareModels';
import { fieldOf, parametersOf } from '../parameters/values';

export const mode = 'perItem';

export const execute: OperationRun['execute'] = async (context, itemIndex, fields) => {
	const kinds = licenseKindsParameter(context, itemIndex);
	const limit = limitParameter(context, itemIndex);
	const prices = priceBookParameter(context, itemIndex);
	const softwareOf = softwareModelsParameter(context, itemIndex);
	const onlyUnrecognized = parametersOf(context, itemIndex).toggle(
		fieldOf(fields, 'onlyUnrecognized'),
	);
	const { client, org } = await connect(context);
	const licenses = await readLicenses(client, org.orgId, kinds, softwareOf);
	showWarnings(context, client);
	const wanted = onlyUnrecognized
		? licenses.filter(({ softwareModel }) => softwareModel === null)
		: licenses;
	const rows = wanted.slice(0, limit).map((license) => withPrice(license, prices));
	return [toItems(rows, itemIndex)];
};
