import { Opening } from '../../licensing/playbook/opening';
import type { OperationRun } from '../operation';
import { fieldOf, parametersOf, WHOLE_RUN } from '../parameters/values';
import { listParameter, Outputs, serveItems } from './border';
import { JSON_COLUMNS_FIELD, NOTIFY_USER_FIELD, ROWS_AS_FIELD } from './fields';
import { softwareModelsIn } from '../parameters/softwareModels/softwareModels';
import { storedProfile } from './storedProfile';
import { foundCandidate, storedCandidate, toStore } from './rows';

export const mode = 'wholeRun';

export const execute: OperationRun['execute'] = async (context, _itemIndex, fields) => {
	const given = parametersOf(context, WHOLE_RUN);
	const profile = storedProfile(given) ?? {
		displayName: given.text(fieldOf(fields, 'profile')),
		notifyUser: given.toggle(NOTIFY_USER_FIELD),
		excludedIdentifiers: [],
		targets: new Map<string, string>(),
	};
	if (profile.displayName === '') {
		throw given.refuse(fieldOf(fields, 'profile'), 'it is empty', 'Enter a name.');
	}
	const softwareModels = softwareModelsIn(given);
	const stored = listParameter(given, fieldOf(fields, 'storedCandidates'), storedCandidate);
	const jsonColumns = given.option(JSON_COLUMNS_FIELD, ['object', 'text']);
	const opening = new Opening(stored, { ...profile, softwareModels }, new Date());
	const outputs = new Outputs(jsonColumns, {
		rowsAs: given.option(ROWS_AS_FIELD, ['items', 'text']),
	});
	const errors = serveItems(context, foundCandidate, ({ value, json, itemIndex }) => {
		const opened = opening.open(value);
		if (opened.opened) outputs.write(toStore(opened.row, {}, jsonColumns), itemIndex);
		else outputs.leave(json, opened.because, itemIndex);
	});
	return await Promise.resolve(outputs.finish(context, errors, 2));
};
