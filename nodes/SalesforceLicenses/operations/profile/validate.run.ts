import type { OperationRun } from '../operation';
import { toItems } from '../output';
import { fieldOf, parametersOf } from '../parameters/values';
import { judgeProfile } from './judgeProfile';
import { objectOf } from '../parameters/jsonRows';
import { connectionsOf, licensesOf } from './profileFacts';

export const mode = 'perItem';

export const execute: OperationRun['execute'] = async (context, itemIndex, fields) => {
	const given = parametersOf(context, itemIndex);
	const isJson = given.option(fieldOf(fields, 'profileSource'), ['item', 'json']) === 'json';
	const entered = isJson
		? objectOf(given, fieldOf(fields, 'profileJson'))
		: context.getInputData()[itemIndex].json;
	const stored = objectOf(given, fieldOf(fields, 'storedProfile'));
	const judgement = judgeProfile(entered, {
		licenses: licensesOf(given, fieldOf(fields, 'licenses'))?.named ?? null,
		connections: connectionsOf(given, fieldOf(fields, 'connections')),
		stored: Object.keys(stored).length === 0 ? null : stored,
	});
	return await Promise.resolve([toItems([judgement], itemIndex)]);
};
