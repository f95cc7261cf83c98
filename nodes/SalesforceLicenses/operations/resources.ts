import { decide } from './candidate/decide';
import { ledger } from './candidate/ledger';
import { open } from './candidate/open';
import { review } from './candidate/review/review';
import { select } from './candidate/select/select';
import { takenAgain } from './candidate/takenAgain/takenAgain';
import { update } from './candidate/update';
import { download as downloadConsumption } from './consumption/download';
import { getMany as getLicenses } from './license/getMany';
import { setModel } from './license/setModel';
import { checkAccess } from './organization/checkAccess';
import { get as getOrganization } from './organization/get';
import type { Resource } from './operation';
import { form } from './profile/form';
import { fitRows } from './playbook/fitRows';
import { getWorkflows } from './playbook/getWorkflows';
import { mayUse } from './playbook/mayUse';
import { subflowAnswer } from './playbook/subflowAnswer';
import { validate } from './profile/validate';
import { findCandidates } from './reclamation/findCandidates';
import { reclaim } from './reclamation/reclaim';
import { restore } from './reclamation/restore';
import { create } from './report/create';
import { combine } from './subscription/combine/combine';
import { compare } from './subscription/compare';
import { download } from './subscription/download';

/** The registry: a new operation is a file and a line here. Names in alphabetical order, as n8n requires. */
export const RESOURCES: readonly Resource[] = [
	{
		option: { name: 'Candidate', value: 'candidate' },
		operations: [decide, takenAgain, open, review, select, update, ledger],
	},
	{
		option: { name: 'Consumption', value: 'consumption' },
		operations: [downloadConsumption],
	},
	{
		option: { name: 'License', value: 'license' },
		operations: [getLicenses, setModel],
	},
	{
		option: { name: 'Organization', value: 'organization' },
		operations: [checkAccess, getOrganization],
	},
	{
		option: { name: 'Playbook', value: 'playbook' },
		operations: [fitRows, getWorkflows, subflowAnswer, mayUse],
	},
	{
		option: { name: 'Profile', value: 'profile' },
		operations: [form, validate],
	},
	{
		option: { name: 'Reclamation', value: 'reclamation' },
		operations: [findCandidates, reclaim, restore],
	},
	{
		option: { name: 'Report', value: 'report' },
		operations: [create],
	},
	{
		option: { name: 'Subscription', value: 'subscription' },
		operations: [combine, compare, download],
	},
];
