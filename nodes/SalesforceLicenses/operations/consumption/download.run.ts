import { MORE_CONSUMPTION, readConsumption } from '../../salesforce/licenses/consumption';
import { connect } from '../../transport/connect';
import { showWarnings, toItems } from '../output';
import { priceBookParameter } from '../parameters/prices/priceBook';
import { fieldOf, parametersOf } from '../parameters/values';
import type { OperationRun } from '../operation';

export const mode = 'perItem';

export const execute: OperationRun['execute'] = async (context, itemIndex, fields) => {
	const given = parametersOf(context, itemIndex);
	const more = given.options(fieldOf(fields, 'alsoRead'), MORE_CONSUMPTION);
	const withMissing = given.toggle(fieldOf(fields, 'missingAsItems'));
	const prices = priceBookParameter(context, itemIndex);
	const connection = await connect(context);
	const { client } = connection;
	const rows = await readConsumption(connection, { more, prices, withMissing });
	showWarnings(context, client);
	return [toItems(rows, itemIndex)];
};
