import type { IExecuteFunctions } from 'n8n-workflow';
import type { SignalName } from '../../licensing/model/activity';
import { SIGNAL_NAMES } from '../../licensing/model/activity';
import type { ActivityChoice } from '../../salesforce/activity/activitySignals';
import { OBJECT_NAME } from '../../salesforce/activity/queries';
import { ACTIVITY_OPTIONS, SIGNALS_FIELD, WORK_FIELDS } from './fields';
import type { Parameters } from './values';
import { fieldOf, parametersOf } from './values';

/** What counts as use: how the values of the fields are parsed. */

const DAY_MS = 24 * 60 * 60 * 1000;

/** What counts as use, and how far back from a time that is known once the org has answered. */
export function activityParameter(
	context: IExecuteFunctions,
	itemIndex: number,
): (now: Date) => ActivityChoice {
	const given = parametersOf(context, itemIndex);
	const signals: SignalName[] = given.options(SIGNALS_FIELD, SIGNAL_NAMES, {
		atLeastOne: true,
		noun: 'signal',
	});
	const days = given.wholeNumber(fieldOf(ACTIVITY_OPTIONS, 'loginHistoryDays'));
	const workObjects = signals.includes('work') ? workObjectsOf(given) : [];
	return (now) => ({ signals, since: new Date(now.getTime() - days * DAY_MS), workObjects });
}

function workObjectsOf(given: Parameters): string[] {
	const [chosen, more] = WORK_FIELDS.map((field) => ({ field, names: given.list(field) }));
	for (const { field, names } of [chosen, more]) {
		const wrong = names.find((name) => !OBJECT_NAME.test(name));
		if (wrong === undefined) continue;
		throw given.refuse(
			field,
			`"${wrong}" is not the API name of an object`,
			'An API name has only letters, digits and underscores, e.g. Quote or Invoice__c. See Setup > Object Manager.',
		);
	}
	const objects = [...new Set([...chosen.names, ...more.names])];
	if (objects.length > 0) return objects;
	throw given.refuse(
		chosen.field,
		'no object is selected',
		'Select at least one object, or remove Work from Activity Signals.',
	);
}
