import type { INodeProperties } from 'n8n-workflow';
import { MAX_RECORDS_PER_CALL } from '../../../salesforce/schema/writes';

export const MAX_RECORDS_PER_CALL_FIELD: INodeProperties = {
	displayName: 'Max Records per Call',
	name: 'maxRecordsPerCall',
	type: 'number',
	typeOptions: { minValue: 1, maxValue: MAX_RECORDS_PER_CALL, numberPrecision: 0 },
	default: MAX_RECORDS_PER_CALL,
	description:
		'Maximum number of records per API call, from 1 to 200. Lower it if triggers or flows in this org cannot handle many records at once (errors such as "Too many SOQL queries" or "Apex CPU time limit exceeded"). When such an error occurs, the run switches to smaller calls automatically. Smaller calls use more API requests.',
};

export const MAX_USERS_FIELD: INodeProperties = {
	displayName: 'Max Users',
	name: 'maxUsers',
	type: 'number',
	typeOptions: { minValue: 0 },
	default: 100,
	description:
		'Maximum number of users that one run may change. If there are more, nothing is written.',
};
