import type { IExecuteFunctions } from 'n8n-workflow';
import { NodeOperationError } from 'n8n-workflow';
import type { Price } from '../../licensing/prices';
import { withPrice } from '../../licensing/prices';
import { readLicenses } from '../../salesforce/subscriptions';
import { connect } from '../../transport/connect';
import { licenseKindsParameter, limitParameter, showWarnings, toItems } from '../items';
import type { OperationRun } from '../operation';
import { parsePriceBook } from './priceBook';

export const mode = 'perItem';

export const execute: OperationRun['execute'] = async (context, itemIndex) => {
	const kinds = licenseKindsParameter(context, itemIndex);
	const limit = limitParameter(context, itemIndex);
	const prices = priceBookParameter(context, itemIndex);
	const { client, org } = await connect(context);
	const licenses = await readLicenses(client, org.orgId, kinds);
	showWarnings(context, client);
	const rows = licenses.slice(0, limit).map((license) => withPrice(license, prices));
	return [toItems(rows, itemIndex)];
};

function priceBookParameter(context: IExecuteFunctions, itemIndex: number): Price[] {
	const parsed = parsePriceBook(context.getNodeParameter('priceBook', itemIndex, []));
	if (parsed.ok) return parsed.prices;
	throw new NodeOperationError(context.getNode(), `Price Book: ${parsed.reason}`, {
		description:
			'Mend that row in the parameter Price Book. A row is {"identifier", "price", "currency"} and, where needed, "kind".',
		itemIndex,
	});
}
