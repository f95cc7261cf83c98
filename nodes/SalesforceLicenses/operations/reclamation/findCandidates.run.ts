import { NodeOperationError } from 'n8n-workflow';
import type { Candidate } from '../../licensing/candidates';
import { CandidateFinder } from '../../licensing/candidates';
import { detailsAsked } from '../../licensing/conditions';
import type { PricePeriod } from '../../licensing/savings';
import { missingDetails } from '../../salesforce/personDetails';
import { EVERYTHING } from '../../salesforce/queriesSelection';
import { readSeatFacts } from '../../salesforce/subscriptions';
import { connect } from '../../transport/connect';
import {
	apiParameter,
	licenseKindsParameter,
	limitApiUsage,
	showProgress,
	showWarnings,
	toItems,
} from '../items';
import type { OperationRun } from '../operation';
import { priceBookParameter } from '../priceBook';
import { softwareModelsParameter } from '../softwareModels';
import { explainCandidates } from './explain';
import { rulesParameter } from './ruleParameters';

export const mode = 'perItem';

export const execute: OperationRun['execute'] = async (context, itemIndex) => {
	const kinds = licenseKindsParameter(context, itemIndex);
	const rules = rulesParameter(context, itemIndex);
	const prices = priceBookParameter(context, itemIndex);
	const softwareOf = softwareModelsParameter(context, itemIndex);
	const now = new Date();
	const connection = await connect(context);
	const { client, org, connectedUserId } = connection;
	limitApiUsage(context, client, itemIndex);
	const api = apiParameter(context, itemIndex);

	const details = detailsAsked(rules.flatMap((rule) => [...rule.conditions, ...rule.exemptions]));
	const [missing] = await missingDetails(client, details);
	if (missing !== undefined) {
		throw new NodeOperationError(
			context.getNode(),
			`A rule asks for the field "${missing.field}" of the users, and ${org.name} shows the connected user no ${missing.column}`,
			{
				description:
					'Nothing was read. Correct the field in the conditions of the rules, or let the connected user see it (Setup > Object Manager > User > Fields & Relationships > Set Field-Level Security).',
				itemIndex,
			},
		);
	}
	const finder = new CandidateFinder({
		rules,
		now,
		since: null,
		connectedUserId,
		prices,
		pricePeriod: context.getNodeParameter('pricePeriod', itemIndex, 'month') as PricePeriod,
		listProtected: false,
	});
	const candidates: Candidate[] = [];
	const pages = readSeatFacts(client, org.orgId, kinds, now, api, undefined, connectedUserId, {
		selection: { ...EVERYTHING, details },
		softwareOf,
	});
	for await (const page of pages) {
		for (const candidate of finder.find(page)) candidates.push(candidate);
		showProgress(
			context,
			`${candidates.length} candidates among ${finder.subscriptions} subscriptions of ${org.name}`,
		);
		if (context.getExecutionCancelSignal()?.aborted === true) break;
	}
	const rows = await explainCandidates(context, connection, candidates, itemIndex);
	showWarnings(context, client);
	context.addExecutionHints({
		message: `${candidates.length} candidates among ${finder.subscriptions} subscriptions of ${org.name}, with ${client.calls} API calls`,
		type: 'info',
		location: 'outputPane',
	});
	return [toItems(rows, itemIndex)];
};
