import type { INodeProperties } from 'n8n-workflow';
import { RULE_ACTIONS } from '../../licensing/model/actions';
import { SIGNALS_FIELD } from '../parameters/fields';
import { LICENSE_KINDS_FIELD } from '../parameters/fields';
import { ACTION_OPTIONS, byName } from '../reclamation/rules/detectorFields';

/** What the connected user is meant to read and do: Check Access looks for nothing else. */

export const ACCESS_KINDS_FIELD: INodeProperties = {
	...LICENSE_KINDS_FIELD,
	description: 'Which kinds of licenses you download or remove',
};

export const ACCESS_SIGNALS_FIELD: INodeProperties = {
	...SIGNALS_FIELD,
	description: 'Which signals of activity you use in Download and in Find Candidates',
};

export const ACCESS_ACTIONS_FIELD: INodeProperties = {
	displayName: 'Actions',
	name: 'actions',
	type: 'multiOptions',
	options: byName(Object.values(ACTION_OPTIONS)),
	default: [...RULE_ACTIONS].sort(),
	description: 'Which actions Reclaim takes. Select none if the user only reads.',
};
