import type { LicenseKind } from '../../licensing/model/licenses';
import { pricesOfNothing, withPrice } from '../../licensing/model/prices';
import { readLicenses } from '../../salesforce/licenses/pools';
import { connect } from '../../transport/connect';
import { licenseKindsParameter, limitParameter } from '../parameters/parameters';
import { showWarnings, toItems } from '../output';
import type { OperationRun } from '../operation';
import { summaryOf } from '../readSummary';
import { priceBookParameter } from '../parameters/prices/priceBook';
import { softwareModelsParameter } from '../parameters/softwareModels/softwareModels';
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
	const started = Date.now();
	const connection = await connect(context);
	const { client, org } = connection;
	const licenses = await readLicenses(connection, kinds, softwareOf);
	const ofKind = (kind: LicenseKind) => licenses.filter(({ licenseKind }) => licenseKind === kind);
	// If a kind has no license, it is not known whether the kind could be read.
	const byKind = new Map(
		kinds.map((kind) => [kind, ofKind(kind)] as const).filter(([, some]) => some.length > 0),
	);
	for (const text of pricesOfNothing(prices, byKind)) client.report.warn(text);
	showWarnings(context, client);
	const wanted = onlyUnrecognized
		? licenses.filter(({ softwareModel }) => softwareModel === null)
		: licenses;
	const rows = wanted.slice(0, limit).map((license) => withPrice(license, prices));
	const summary = summaryOf({
		client,
		orgId: org.orgId,
		kinds,
		rows: rows.length,
		started,
		isCut: rows.length < wanted.length,
		resumeAfter: null,
	});
	return [toItems(rows, itemIndex), toItems([summary], itemIndex)];
};
