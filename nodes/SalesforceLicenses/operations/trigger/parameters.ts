import type { INodeProperties, INodePropertyOptions, IPollFunctions } from 'n8n-workflow';
import { NodeOperationError } from 'n8n-workflow';
import { z } from 'zod';
import { closest } from '../../licensing/model/closest';
import type { LicenseKind } from '../../licensing/model/licenses';
import { LICENSE_KINDS } from '../../licensing/model/licenses';
import type { SoftwareOf } from '../../licensing/model/softwareModels';
import { softwareCatalog } from '../../licensing/model/softwareModels';
import type { EventName } from '../../licensing/watching/events';
import { EVENT_NAMES } from '../../licensing/watching/events';
import type { TriggerFilter } from '../../licensing/watching/filter';
import { USER_TYPES } from '../../salesforce/schema/userTypes';
import { parseSoftwareModels, SOFTWARE_MODELS_FIELD } from '../parameters/softwareModels';
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

/** The border of the trigger: what the form has, or an error that names the field. */

export interface TriggerParameters {
	events: ReadonlySet<EventName>;
	kinds: LicenseKind[];
	inactiveDays: number;
	limits: { minAvailable: number; maxUtilizationPercent: number; expiresWithinDays: number };
	emitAll: boolean;
	filter: TriggerFilter;
	softwareOf: SoftwareOf;
	/** What was typed as software models: another text is another meaning of "unrecognized". */
	softwareModels: string;
}

const ABSENT = {};
const names = z.union([z.string().transform((text) => text.split(/[,;\n]/)), z.array(z.string())]);

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
	const events = choices(context, EVENTS_FIELD, EVENT_NAMES);
	if (events.length === 0)
		throw refuse(
			context,
			EVENTS_FIELD,
			'choose at least one event',
			'Open the trigger and choose in Events what is to start the workflow.',
		);
	const kinds = choices(context, KINDS_FIELD, LICENSE_KINDS);
	if (kinds.length === 0)
		throw refuse(
			context,
			KINDS_FIELD,
			'choose at least one kind',
			'The events are about the licenses of these kinds.',
		);
	const typed = given(context, SOFTWARE_MODELS_FIELD);
	const models = parseSoftwareModels(typed);
	if (!models.ok)
		throw refuse(
			context,
			SOFTWARE_MODELS_FIELD,
			models.reason,
			'Correct that row. A row is {"licenseKind", "licenseIdentifier", "softwareModel"}.',
		);
	const [firstPoll] = choices(context, FIRST_POLL_FIELD, ['baseline', 'emitAll'] as const);
	if (firstPoll === undefined)
		throw refuse(
			context,
			FIRST_POLL_FIELD,
			'nothing is chosen',
			'Choose what the first poll does.',
		);
	return {
		events: new Set(events),
		kinds,
		inactiveDays: wholeNumber(context, INACTIVE_DAYS_FIELD),
		limits: {
			minAvailable: wholeNumber(context, MIN_AVAILABLE_FIELD),
			maxUtilizationPercent: number(context, MAX_UTILIZATION_FIELD),
			expiresWithinDays: wholeNumber(context, EXPIRES_WITHIN_FIELD),
		},
		emitAll: firstPoll === 'emitAll',
		filter: filterOf(context),
		softwareOf: softwareCatalog(models.rows),
		softwareModels: JSON.stringify(models.rows),
	};
}

/** The default stands in only for a parameter that the form hides. */
function given(context: IPollFunctions, { name, default: preset }: INodeProperties): unknown {
	const stored = context.getNodeParameter(name, ABSENT, { rawExpressions: true });
	return stored === ABSENT ? preset : context.getNodeParameter(name);
}

function listOf(context: IPollFunctions, field: INodeProperties, value: unknown): string[] {
	const parsed = names.safeParse(value);
	if (!parsed.success)
		throw refuse(
			context,
			field,
			'a list, or a text with commas is needed',
			`Choose from the list of ${field.displayName}, or check its expression.`,
		);
	return [...new Set(parsed.data.map((name) => name.trim()).filter((name) => name !== ''))];
}

function choices<const T extends string>(
	context: IPollFunctions,
	field: INodeProperties,
	known: readonly T[],
	value = given(context, field),
): T[] {
	const labels = new Map(
		((field.options ?? []) as INodePropertyOptions[]).map((one) => [String(one.value), one.name]),
	);
	return listOf(context, field, value).map((name) => {
		const found = known.find((one) => one === name);
		if (found !== undefined) return found;
		const [near] = closest(name, known, 1);
		const hint =
			near === undefined ? '' : `; the closest is ${labels.get(near) ?? near} ("${near}")`;
		throw refuse(
			context,
			field,
			`"${name}" is not one of its choices${hint}`,
			`Choose from ${known.map((one) => labels.get(one) ?? one).join(', ')}.`,
		);
	});
}

function number(context: IPollFunctions, field: INodeProperties, isWhole = false): number {
	const { minValue = -Infinity, maxValue = Infinity } = field.typeOptions ?? {};
	const schema = z.number().finite().min(minValue).max(maxValue);
	const parsed = (isWhole ? schema.int() : schema).safeParse(given(context, field));
	if (parsed.success) return parsed.data;
	const range =
		maxValue === Infinity ? `of ${minValue} or more` : `from ${minValue} to ${maxValue}`;
	const what = `a ${isWhole ? 'whole ' : ''}number ${range}`;
	throw refuse(
		context,
		field,
		`${what} is needed`,
		`Set ${field.displayName} to ${what}, or check its expression.`,
	);
}

const wholeNumber = (context: IPollFunctions, field: INodeProperties) =>
	number(context, field, true);

export function filterField(name: string): INodeProperties {
	const field = (TRIGGER_FILTERS_FIELD.options as INodeProperties[]).find(
		(one) => one.name === name,
	);
	if (field === undefined) throw new Error(`There is no filter "${name}"`);
	return field;
}

function filterOf(context: IPollFunctions): TriggerFilter {
	const parsed = z.record(z.unknown()).safeParse(given(context, TRIGGER_FILTERS_FIELD));
	if (!parsed.success)
		throw refuse(
			context,
			TRIGGER_FILTERS_FIELD,
			'a collection is needed',
			'Add filters in the form, or check the expression.',
		);
	const list = (name: string) => {
		const field = filterField(name);
		return listOf(context, field, name in parsed.data ? parsed.data[name] : field.default);
	};
	const types = filterField('userTypes');
	return {
		licenseIdentifiers: list('licenseIdentifiers'),
		softwareModels: list('softwareModelNames'),
		userTypes: choices(context, types, USER_TYPES, list('userTypes')),
		profiles: list('profiles'),
	};
}
