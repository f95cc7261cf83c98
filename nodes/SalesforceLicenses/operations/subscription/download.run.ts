import type { Subscription } from '../../licensing/model';
import { readSubscriptions } from '../../salesforce/subscriptions';
import { connect } from '../../transport/connect';
import { licenseKindsParameter, limitParameter, showWarnings, toItems } from '../items';
import type { OperationRun } from '../operation';

export const mode = 'perItem';

export const execute: OperationRun['execute'] = async (context, itemIndex) => {
	const kinds = licenseKindsParameter(context, itemIndex);
	const limit = limitParameter(context, itemIndex);
	const started = Date.now();
	const { client, org } = await connect(context);

	const rows: Subscription[] = [];
	for await (const page of readSubscriptions(client, org.orgId, kinds, new Date())) {
		for (const row of page) if (rows.length < limit) rows.push(row);
		context.logger.info(`Salesforce Licenses: ${rows.length} subscriptions of ${org.name} read`);
		if (rows.length >= limit || context.getExecutionCancelSignal()?.aborted === true) break;
	}
	showWarnings(context, client);
	const seconds = ((Date.now() - started) / 1000).toFixed(1);
	context.addExecutionHints({
		message: `${rows.length} subscriptions of ${org.name} read with ${client.calls} API calls in ${seconds} s`,
		type: 'info',
		location: 'outputPane',
	});
	return [toItems(rows, itemIndex)];
};
