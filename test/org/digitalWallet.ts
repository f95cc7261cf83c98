import { json, type OrgResponse, refuse } from './answers';
import type { Org } from './org';

/** A card of Digital Wallet, as Apex Reference, sfdw.ConsumptionCard describes it. */
export interface ConsumptionCard {
	cardDefinitionDeveloperName: string;
	businessEnvType: string;
	usageModel: string;
	unitsConsumed: number;
	totalEntitlement: number;
	consumptionAlerts: Array<{
		alertTriggerType: string;
		alertTriggerValue: number;
		isNotificationSent: boolean;
		createdDate: string;
	}>;
}

/** Actions Developer Guide, "Compute Consumption Action": API version 63.0 and later, in orgs with Data 360. */
const SINCE = 63;

export function computeConsumption(org: Org, version: number, body: unknown): OrgResponse {
	if (org.digitalWallet === null || version < SINCE)
		return refuse(404, 'NOT_FOUND', 'The requested resource does not exist');
	const inputs = (body as { inputs?: unknown }).inputs;
	if (!Array.isArray(inputs) || inputs.length === 0)
		return refuse(400, 'INVALID_INPUT', 'The action needs a list of inputs');
	return json(
		200,
		inputs.map(() => ({
			actionName: 'computeConsumption',
			errors: null,
			isSuccess: true,
			outputValues: { cards: org.digitalWallet },
		})),
	);
}
