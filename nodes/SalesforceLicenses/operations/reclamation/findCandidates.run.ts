import type { IExecuteFunctions } from 'n8n-workflow';
import { NodeOperationError } from 'n8n-workflow';
import type { Candidate } from '../../licensing/candidates';
import { findCandidates } from '../../licensing/candidates';
import type { ReclamationRule, RuleAction } from '../../licensing/rules';
import { RULE_DEFAULTS } from '../../licensing/rules';
import { readSubscriptions } from '../../salesforce/subscriptions';
import { connect } from '../../transport/connect';
import {
	apiParameter,
	licenseKindsParameter,
	limitApiUsage,
	showWarnings,
	toItems,
} from '../items';
import type { OperationRun } from '../operation';
import { addBlockers } from './blockers';
import { parseRules, toList } from './inputs';

export const mode = 'perItem';

export const execute: OperationRun['execute'] = async (context, itemIndex) => {
	const kinds = licenseKindsParameter(context, itemIndex);
	const rules = rulesParameter(context, itemIndex);
	const now = new Date();
	const connection = await connect(context);
	const { client, org, connectedUserId } = connection;
	limitApiUsage(context, client, itemIndex);
	const api = apiParameter(context, itemIndex);

	const candidates: Candidate[] = [];
	let subscriptions = 0;
	for await (const page of readSubscriptions(client, org.orgId, kinds, now, api)) {
		subscriptions += page.length;
		candidates.push(...findCandidates(page, rules, connectedUserId, now));
		context.logger.info(
			`Salesforce Licenses: ${candidates.length} candidates among ${subscriptions} subscriptions of ${org.name}`,
		);
		if (context.getExecutionCancelSignal()?.aborted === true) break;
	}
	const rows = await addBlockers(context, connection, candidates, itemIndex);
	showWarnings(context, client);
	context.addExecutionHints({
		message: `${candidates.length} candidates among ${subscriptions} subscriptions of ${org.name}, with ${client.calls} API calls`,
		type: 'info',
		location: 'outputPane',
	});
	return [toItems(rows, itemIndex)];
};

function rulesParameter(context: IExecuteFunctions, itemIndex: number): ReclamationRule[] {
	if (context.getNodeParameter('rulesSource', itemIndex) === 'json') {
		const parsed = parseRules(context.getNodeParameter('rulesJson', itemIndex));
		if (parsed.ok) return parsed.value;
		throw new NodeOperationError(context.getNode(), `Rules (JSON): ${parsed.reason}`, {
			description: 'Mend the parameter Rules (JSON). Its description lists the fields of a rule.',
			itemIndex,
		});
	}
	const parameter = <T>(name: string) => context.getNodeParameter(name, itemIndex) as T;
	return [
		{
			...RULE_DEFAULTS,
			licenseIdentifiers: toList(parameter<string>('licenseIdentifiers')),
			inactiveDays: parameter<number>('inactiveDays'),
			includeNeverLoggedIn: parameter<boolean>('includeNeverLoggedIn'),
			minimumAccountAgeDays: parameter<number>('minimumAccountAgeDays'),
			action: parameter<RuleAction>('action'),
			exemptUsernames: toList(parameter<string>('exemptUsernames')),
		},
	];
}
