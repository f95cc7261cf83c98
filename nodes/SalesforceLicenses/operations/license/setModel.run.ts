import type { IDataObject, INodeProperties } from 'n8n-workflow';
import { z } from 'zod';
import { LICENSE_KINDS } from '../../licensing/model/licenses';
import { withoutEndings } from '../../licensing/playbook/form/fields';
import type {
	AssignedModel,
	ModelsStored,
	SnapshotSeen,
} from '../../licensing/playbook/pages/models';
import { modelAnswer, modelsPage } from '../../licensing/playbook/pages/models';
import { newEnding } from '../newEnding';
import type { OperationRun } from '../operation';
import { toItems } from '../output';
import { someText } from '../parameters/given';
import { oneOf } from '../parameters/inputs';
import { amount, orNull } from '../parameters/itemValues';
import { inItem, objectOf, rowsOf } from '../parameters/jsonRows';
import type { Parameters } from '../parameters/values';
import { fieldOf, parametersOf } from '../parameters/values';

export const mode = 'perItem';

type FieldNamed = (name: string) => INodeProperties;

export const execute: OperationRun['execute'] = async (context, itemIndex, fields) => {
	const given = parametersOf(context, itemIndex);
	const field = (name: string) => fieldOf(fields, name);
	const task = given.option(field('formTask'), ['build', 'read']);
	const stored: ModelsStored = {
		snapshots: rowsOf(given, field('storedSnapshots'), snapshot),
		models: rowsOf(given, field('storedModels'), model),
	};
	const item = context.getInputData()[itemIndex].json;
	const result = task === 'build' ? built(given, field, stored) : read(given, field, stored, item);
	return await Promise.resolve([toItems([result], itemIndex)]);
};

function built(given: Parameters, field: FieldNamed, stored: ModelsStored) {
	const before = answerBefore.parse(objectOf(given, field('answerBefore')));
	// A link without an identifier leaves it out, so the expression finds nothing.
	const wanted = given.value(field('chosenLicense'));
	return modelsPage(stored, typeof wanted === 'string' ? wanted : '', before, newEnding());
}

function read(given: Parameters, field: FieldNamed, stored: ModelsStored, item: IDataObject) {
	const answer = objectOf(given, field('answer'));
	const { ending } = shown.parse(objectOf(given, field('pageShown')));
	const entered = withoutEndings(Object.keys(answer).length === 0 ? item : answer, ending);
	return modelAnswer(
		stored,
		{ license: entered.license, softwareModel: entered.softwareModel },
		given.text(field('answeredBy')),
		new Date().toISOString(),
	);
}

const name = someText('is missing or empty');
const license = {
	licenseKind: oneOf('license kind', LICENSE_KINDS),
	licenseIdentifier: name,
};
const snapshot: z.ZodType<SnapshotSeen, z.ZodTypeDef, unknown> = inItem(
	z.object({
		profile: name,
		day: name,
		...license,
		softwareModel: orNull(z.string()),
		assigned: amount,
	}),
);
const model: z.ZodType<AssignedModel, z.ZodTypeDef, unknown> = inItem(
	z.object({ id: z.unknown(), ...license, softwareModel: name }).transform((row) => ({
		...row,
		id: row.id,
	})),
);

/** What is not there was not entered. */
const answerBefore = z.object({
	error: z.string().catch(''),
	entered: z
		.object({ license: z.unknown(), softwareModel: z.unknown() })
		.transform(({ license: chosen, softwareModel }) => ({ license: chosen, softwareModel }))
		.catch({ license: undefined, softwareModel: undefined }),
});
const shown = z.object({ ending: z.string().catch('') });
