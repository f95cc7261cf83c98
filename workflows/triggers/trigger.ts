import type { NodeOnCanvas } from '../kit/canvas';

/** Ids of the workflows around the trigger, which no other workflow calls. */
export const TEMPLATE_IDS = {
	poolLow: 'slPoolRunsLow',
	userReturned: 'slSomebodyCameBack',
} as const;

/** The package's trigger. It polls every quarter of an hour; one poll costs some ten calls. */
export function licensesTrigger(
	at: NodeOnCanvas['at'],
	events: string[],
	parameters: NodeOnCanvas['parameters'] = {},
): NodeOnCanvas {
	return {
		type: 'n8n-nodes-salesforce-licenses.salesforceLicensesTrigger',
		typeVersion: 1,
		at,
		parameters: {
			pollTimes: { item: [{ mode: 'everyX', value: 15, unit: 'minutes' }] },
			events,
			...parameters,
		},
	};
}
