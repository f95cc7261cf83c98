import type { IExecuteFunctions, INodeProperties } from 'n8n-workflow';
import { NodeOperationError } from 'n8n-workflow';
import type { SignalName } from '../../licensing/activity';
import { SIGNAL_NAMES } from '../../licensing/activity';
import type { ActivityChoice } from '../../salesforce/activitySignals';
import { OBJECT_NAME } from '../../salesforce/queriesWork';
import type { Filters, Selected } from '../../salesforce/selection';
import { USER_STATUSES } from '../../salesforce/selection';
import { listParameter } from '../items';
import { FILTERS_FIELD } from './filterFields';
import { WORK_FIELDS } from './workFields';

/** The border for the parameters of a download. */

const DAY_MS = 24 * 60 * 60 * 1000;
/** So many of the names that exist fit a message. */
const MAX_NAMES = 20;

function refuse(
	context: IExecuteFunctions,
	itemIndex: number,
	message: string,
	description: string,
): NodeOperationError {
	return new NodeOperationError(context.getNode(), message, { description, itemIndex });
}

/** What counts as use, and how far back. */
export function activityParameter(
	context: IExecuteFunctions,
	itemIndex: number,
	now: number,
): ActivityChoice {
	const signals = listParameter(context.getNodeParameter('signals', itemIndex, ['lastLogin']));
	const days = context.getNodeParameter('loginHistoryDays', itemIndex, 90) as number;
	const unknown = signals.find((signal) => !(SIGNAL_NAMES as readonly string[]).includes(signal));
	if (unknown !== undefined) {
		throw refuse(
			context,
			itemIndex,
			`Activity Signals: there is no signal "${unknown}"`,
			`Choose from ${SIGNAL_NAMES.join(', ')}.`,
		);
	}
	if (signals.length === 0) {
		throw refuse(
			context,
			itemIndex,
			'No activity signal is chosen',
			'Choose at least one of Activity Signals; Last Login costs no extra calls.',
		);
	}
	const workObjects = signals.includes('work') ? workObjectsParameter(context, itemIndex) : [];
	return {
		signals: signals as SignalName[],
		since: new Date(now - days * DAY_MS),
		workObjects,
	};
}

function workObjectsParameter(context: IExecuteFunctions, itemIndex: number): string[] {
	const [standard, more] = WORK_FIELDS.map(({ name, default: preset }) =>
		listParameter(context.getNodeParameter(name, itemIndex, preset)),
	);
	const objects = [...new Set([...standard, ...more])];
	const wrong = objects.find((name) => !OBJECT_NAME.test(name));
	if (wrong !== undefined) {
		throw refuse(
			context,
			itemIndex,
			`Work Objects: "${wrong}" is no API name of an object`,
			'An API name has letters, digits and underscores, e.g. Quote or Invoice__c. It stands in Setup > Object Manager.',
		);
	}
	if (objects.length > 0) return objects;
	throw refuse(
		context,
		itemIndex,
		'Work Objects: no object is chosen',
		'Choose at least one object, or take Work out of Activity Signals.',
	);
}

export function filtersParameter(context: IExecuteFunctions, itemIndex: number): Filters {
	const given = context.getNodeParameter('filters', itemIndex, {}) as Record<string, unknown>;
	const status = String(given.userStatus ?? 'all');
	const userStatus = USER_STATUSES.find((known) => known === status);
	if (userStatus === undefined) {
		throw refuse(
			context,
			itemIndex,
			`Filters > User Status: there is no status "${status}"`,
			`Choose from ${USER_STATUSES.join(', ')}.`,
		);
	}
	const list = (name: string) => [...new Set(listParameter(given[name]))];
	return {
		licenseIdentifiers: list('licenseIdentifiers'),
		excludeLicenseIdentifiers: list('excludeLicenseIdentifiers'),
		users: list('users'),
		excludeUsernames: list('excludeUsernames'),
		userStatus,
		userTypes: list('userTypes'),
		profiles: list('profiles'),
	};
}

/** A name that the org does not have, in words: the filter, the name, and what there is. */
export function refuseUnknownName(
	context: IExecuteFunctions,
	itemIndex: number,
	orgName: string,
	{ filter, reason, known }: Extract<Selected, { ok: false }>,
): NodeOperationError {
	const fields = (FILTERS_FIELD.options ?? []) as INodeProperties[];
	const field = fields.find(({ name }) => name === filter);
	const names = [...new Set(known)].slice(0, MAX_NAMES).join(', ');
	const rest = known.length > MAX_NAMES ? ' …' : '';
	return refuse(
		context,
		itemIndex,
		`Filters > ${field?.displayName ?? filter}: ${reason}`,
		`Nothing was read. Mend this filter${names === '' ? '' : `; ${orgName} has ${names}${rest}`}.`,
	);
}
