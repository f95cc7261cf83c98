import { z } from 'zod';
import { amount, text, timestamp } from './columnTypes';
import { fields } from './schema';

/** Digital Wallet: consumption of what is bought by the unit. */

export const UTILIZATION_ALERT_FIELDS = fields('TenantConsumptionAlert', [
	'Id',
	'AlertScope',
	'AlertSubScope1',
	'AlertSubScope2',
	'AlertStatus',
	'AlertTimestamp',
	'TriggerType',
	'TriggerValue',
]);

export const utilizationAlertRecord = z.object({
	Id: z.string(),
	AlertScope: z.string(),
	AlertSubScope1: text,
	AlertSubScope2: text,
	AlertStatus: text,
	AlertTimestamp: timestamp,
	TriggerType: text,
	TriggerValue: amount,
});

/** Apex Reference, sfdw.ConsumptionAlert and sfdw.ConsumptionCard. */
const cardAlert = z.object({
	alertTriggerType: text,
	alertTriggerValue: amount,
	createdDate: timestamp,
});
const card = z.object({
	cardDefinitionDeveloperName: z.string().min(1),
	businessEnvType: text,
	usageModel: text,
	unitsConsumed: amount,
	totalEntitlement: amount,
	consumptionAlerts: z.array(cardAlert).nullish(),
});

/** REST API Developer Guide, "Invocable Actions Standard": one result for each input. */
export const consumptionCards = z
	.array(
		z.object({
			isSuccess: z.boolean(),
			errors: z.array(z.object({ statusCode: z.string(), message: z.string() })).nullish(),
			outputValues: z.object({ cards: z.array(card).nullish() }).nullish(),
		}),
	)
	.min(1);
