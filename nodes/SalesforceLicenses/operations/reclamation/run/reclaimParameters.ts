import type { IExecuteFunctions, INodeProperties } from 'n8n-workflow';
import type { Caps } from '../../../licensing/planning/caps';
import { OWNED_OBJECTS } from '../../../salesforce/users/ownership';
import type { OwnedObject } from '../../../salesforce/users/queries';
import type { ApiUsage } from '../../parameters/parameters';
import { apiUsageParameter } from '../../parameters/parameters';
import type { Parameters } from '../../parameters/values';
import { fieldOf, parametersOf, WHOLE_RUN } from '../../parameters/values';
import type { Looks } from '../blockers/explain';
import { looksParameter } from '../blockers/explain';
import { TRANSFER_FIELDS } from './transferFields';

/** The parameters of Reclaim, all checked before the first call. */

export interface ReclaimParameters {
	dryRun: boolean;
	caps: Caps;
	limits: { maxErrorPercent: number; parallelCalls: number; maxRecordsPerCall: number };
	protectAdministrators: boolean;
	/** Usernames or ids. */
	protectedUsernames: string[];
	ignoreUnknownProtectedUsers: boolean;
	/** Name or id; empty if none is selected. */
	targetProfile: string;
	/** Null if nothing is transferred. */
	transfer: TransferParameters | null;
	looks: Looks;
	usage: ApiUsage;
}

export interface TransferParameters {
	objects: OwnedObject[];
	/** Username or id of the new owner; null for each user's manager. */
	newOwner: string | null;
	maxRecordsPerUser: number;
}

export function reclaimParameters(
	context: IExecuteFunctions,
	fields: readonly INodeProperties[],
): ReclaimParameters {
	const given = parametersOf(context, WHOLE_RUN);
	const field = (name: string) => fieldOf(fields, name);
	return {
		dryRun: given.toggle(field('dryRun')),
		caps: {
			maxUsers: given.wholeNumber(field('maxUsers')),
			maxPercent: given.number(field('maxPercent')),
		},
		limits: {
			maxErrorPercent: given.number(field('maxErrorPercent')),
			parallelCalls: given.wholeNumber(field('parallelCalls')),
			maxRecordsPerCall: given.wholeNumber(field('maxRecordsPerCall')),
		},
		protectAdministrators: given.toggle(field('protectAdministrators')),
		protectedUsernames: given.list(field('protectedUsernames')),
		ignoreUnknownProtectedUsers: given.toggle(field('ignoreUnknownProtectedUsers')),
		targetProfile: given.locator(field('targetProfile')),
		transfer: given.toggle(field('transferRecords')) ? transferParameters(given) : null,
		looks: looksParameter(given),
		usage: apiUsageParameter(context, WHOLE_RUN),
	};
}

function transferParameters(given: Parameters): TransferParameters {
	const field = (name: string) => fieldOf(TRANSFER_FIELDS, name);
	const objects = given.options(field('transferObjects'), OWNED_OBJECTS, { atLeastOne: true });
	const maxRecordsPerUser = given.wholeNumber(field('maxRecordsPerUser'));
	if (given.option(field('transferTo'), ['manager', 'user']) === 'manager') {
		return { objects, newOwner: null, maxRecordsPerUser };
	}
	const newOwner = given.locator(field('transferUser'));
	if (newOwner !== '') return { objects, newOwner, maxRecordsPerUser };
	throw given.refuse(
		field('transferUser'),
		'no new owner of the records is selected',
		'Select a user, or set Transfer To to Manager.',
	);
}
