import { mayUse } from '../../licensing/playbook/pages/visitors';
import type { OperationRun } from '../operation';
import { toItems } from '../output';
import { fieldOf, parametersOf } from '../parameters/values';

export const mode = 'perItem';

/** What is missing or is not what it should be lets nobody in, so nothing is refused here. */
export const execute: OperationRun['execute'] = async (context, itemIndex, fields) => {
	const given = parametersOf(context, itemIndex);
	const value = (name: string) => given.value(fieldOf(fields, name));
	const visitor = value('visitor');
	const row = {
		visitor: typeof visitor === 'string' ? visitor : '',
		may: mayUse(visitor, value('allowedPeople'), value('requiresExecute')),
	};
	return await Promise.resolve([toItems([row], itemIndex)]);
};
