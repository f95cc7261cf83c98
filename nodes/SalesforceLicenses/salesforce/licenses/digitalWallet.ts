import type { OrgConnection } from '../client/orgConnection';
import { parseJson, SalesforceError } from '../client/errors';
import type { Consumption, ConsumptionContext } from '../../licensing/model/usage/consumption';
import { describeConsumption } from '../../licensing/model/usage/consumption';
import { readIfPossible } from '../query/query';
import { consumptionCards } from '../schema/digitalWallet';

const PATH = 'actions/standard/computeConsumption';

/**
 * The cards of Digital Wallet. Actions Developer Guide, "Compute Consumption Action": API version 63.0 and later, in
 * orgs with Data 360. The action changes no record, so it is asked like a read.
 */
export async function readDigitalWallet(
	{ client }: OrgConnection,
	context: ConsumptionContext,
): Promise<Consumption[]> {
	const cards = await readIfPossible(
		client,
		'Digital Wallet (the action computeConsumption; needs Data 360)',
		async () => {
			const answer = await client.ask({
				method: 'POST',
				path: client.path(PATH),
				headers: { 'content-type': 'application/json' },
				body: JSON.stringify({ inputs: [{}] }),
			});
			const parsed = consumptionCards.safeParse(parseJson(answer.body));
			if (!parsed.success) {
				throw new SalesforceError('UNEXPECTED_ANSWER', 'The answer has no list of cards');
			}
			const [failure] = parsed.data.flatMap(({ errors }) => errors ?? []);
			if (failure !== undefined) throw new SalesforceError(failure.statusCode, failure.message);
			return parsed.data.flatMap(({ outputValues }) => outputValues?.cards ?? []);
		},
	);
	return (cards ?? []).map((card) => {
		const name = [card.cardDefinitionDeveloperName, card.businessEnvType, card.usageModel];
		const thresholds = (card.consumptionAlerts ?? []).flatMap((alert) =>
			alert.alertTriggerType === 'ThresholdPercent' && alert.alertTriggerValue !== null
				? [{ percent: alert.alertTriggerValue, at: alert.createdDate }]
				: [],
		);
		const [highest] = thresholds.sort((a, b) => b.percent - a.percent);
		return describeConsumption(context, 'DigitalWallet', {
			id: name.filter(Boolean).join('/'),
			identifier: card.cardDefinitionDeveloperName,
			name: name.filter(Boolean).join(' > '),
			...{ allowed: card.totalEntitlement, used: card.unitsConsumed },
			...{ alertThreshold: highest?.percent ?? null, alertAt: highest?.at ?? null },
			measuredAt: context.now.toISOString(),
		});
	});
}
