import type { INodeProperties, IPollFunctions } from 'n8n-workflow';
import { NodeOperationError } from 'n8n-workflow';
import type { LicenseKind } from '../../licensing/model/licenses';
import { LICENSE_KINDS } from '../../licensing/model/licenses';
import type { SoftwareOf } from '../../licensing/model/softwareModels';
import { softwareCatalog } from '../../licensing/model/softwareModels';
import type { EventName } from '../../licensing/watching/events';
import { EVENT_NAMES } from '../../licensing/watching/events';
import type { TriggerFilter } from '../../licensing/watching/filter';
import { USER_TYPES } from '../../salesforce/schema/userTypes';
import type { Parameters } from '../parameters/values';
import { parametersOfPoll } from '../parameters/values';
import { softwareModelsIn } from '../parameters/softwareModels/softwareModels';
import {
	EVENTS_FIELD,
	EXPIRES_WITHIN_FIELD,
	FIRST_POLL_FIELD,
	INACTIVE_DAYS_FIELD,
	KINDS_FIELD,
	MAX_UTILIZATION_FIELD,
	MIN_AVAILABLE_FIELD,
	TRIGGER_FILTERS_FIELD,
} from './fields';

/** Parses the parameters of the trigger; an error names the field. */

export interface TriggerParameters {
	events: ReadonlySet<EventName>;
	kinds: LicenseKind[];
	inactiveDays: number;
	limits: { minAvailable: number; maxUtilizationPercent: number; expiresWithinDays: number };
	emitAll: boolean;
	filter: TriggerFilter;
	softwareOf: SoftwareOf;
	/** The text of the software models: if it changes, "unrecognized" has another meaning. */
	softwareModels: string;
}

export function refuse(
	context: Pick<IPollFunctions, 'getNode'>,
	field: Pick<INodeProperties, 'displayName'>,
	complaint: string,
	cure: string,
): NodeOperationError {
	return new NodeOperationError(context.getNode(), `${field.displayName}: ${complaint}`, {
		description: cure,
	});
}

export function triggerParameters(context: IPollFunctions): TriggerParameters {
	const given = parametersOfPoll(context);
	const models = softwareModelsIn(given);
	const atLeastOne = { atLeastOne: true };
	return {
		events: new Set(given.options(EVENTS_FIELD, EVENT_NAMES, { ...atLeastOne, noun: 'event' })),
		kinds: given.options(KINDS_FIELD, LICENSE_KINDS, { ...atLeastOne, noun: 'kind' }),
		inactiveDays: given.wholeNumber(INACTIVE_DAYS_FIELD),
		limits: {
			minAvailable: given.wholeNumber(MIN_AVAILABLE_FIELD),
			maxUtilizationPercent: given.number(MAX_UTILIZATION_FIELD),
			expiresWithinDays: given.wholeNumber(EXPIRES_WITHIN_FIELD),
		},
		emitAll: given.option(FIRST_POLL_FIELD, ['baseline', 'emitAll']) === 'emitAll',
		filter: filterOf(given.inside(TRIGGER_FILTERS_FIELD)),
		softwareOf: softwareCatalog(models),
		softwareModels: JSON.stringify(models),
	};
}

export function filterField(name: string): INodeProperties {
	const field = (TRIGGER_FILTERS_FIELD.options as INodeProperties[]).find(
		(one) => one.name === name,
	);
	if (field === undefined) throw new Error(`There is no filter "${name}"`);
	return field;
}

function filterOf(given: Parameters): TriggerFilter {
	return {
		licenseIdentifiers: given.list(filterField('licenseIdentifiers')),
		softwareModels: given.list(filterField('softwareModelNames')),
		userTypes: given.options(filterField('userTypes'), USER_TYPES, { noun: 'user type' }),
		profiles: given.list(filterField('profiles')),
	};
}
