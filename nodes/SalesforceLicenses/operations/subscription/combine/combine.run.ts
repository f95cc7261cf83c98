import type { IDataObject } from 'n8n-workflow';
import { z } from 'zod';
import { combinePortions } from '../../../licensing/playbook/portions/combine';
import type { OperationRun } from '../../operation';
import { rowsOf } from '../../parameters/jsonRows';
import { parametersOf } from '../../parameters/values';
import {
	COMBINED_PROFILE_FIELD,
	LICENSES_FIELD,
	MAX_AGE_FIELD,
	PORTIONS_FIELD,
	SNAPSHOTS_FIELD,
} from './combineFields';
import { pool, snapshot, storedPortions } from './portionRows';

export const mode = 'perItem';

export const execute: OperationRun['execute'] = async (context, itemIndex) => {
	const given = parametersOf(context, itemIndex);
	const profile = given.text(COMBINED_PROFILE_FIELD);
	if (profile === '') throw given.refuse(COMBINED_PROFILE_FIELD, 'it is empty', 'Enter a name.');
	const pools = rowsOf(given, LICENSES_FIELD, pool);
	const [first] = pools;
	const other = pools.find(({ orgId }) => orgId !== first.orgId);
	if (other !== undefined) {
		const complaint = `it has licenses of two orgs (${first.orgId} and ${other.orgId})`;
		throw given.refuse(LICENSES_FIELD, complaint, 'Refer to the licenses of one org.');
	}
	const stored = storedPortions(rowsOf(given, PORTIONS_FIELD, z.unknown()));
	const combined = combinePortions({
		portions: stored.ok ? stored.portions : [],
		orgId: first?.orgId ?? null,
		profile,
		pools,
		snapshots: rowsOf(given, SNAPSHOTS_FIELD, snapshot),
		now: new Date(),
		maxAgeHours: given.number(MAX_AGE_FIELD),
	});
	const startOver = stored.ok ? combined.startOver : stored.reason;
	const json = { ...combined, startOver } as unknown as IDataObject;
	return await Promise.resolve([[{ json, pairedItem: { item: itemIndex } }]]);
};
