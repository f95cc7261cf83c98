import { Opening } from '../../licensing/playbook/opening';
import type { OperationRun } from '../operation';
import { fieldOf, parametersOf, WHOLE_RUN } from '../parameters/values';
import { listParameter, Outputs, serveItems } from './border';
import { JSON_COLUMNS_FIELD, NOTIFY_USER_FIELD } from './fields';
import { foundCandidate, storedCandidate, toStore } from './rows';

export const mode = 'wholeRun';

export const execute: OperationRun['execute'] = async (context, _itemIndex, fields) => {
	const given = parametersOf(context, WHOLE_RUN);
	const profileField = fieldOf(fields, 'profile');
	const profile = given.text(profileField);
	if (profile === '') throw given.refuse(profileField, 'it is empty', 'Enter a name.');
	const notifyUser = given.toggle(NOTIFY_USER_FIELD);
	const stored = listParameter(given, fieldOf(fields, 'storedCandidates'), storedCandidate);
	const jsonColumns = given.option(JSON_COLUMNS_FIELD, ['object', 'text']);
	const opening = new Opening(stored, { profile, notifyUser }, new Date());
	const outputs = new Outputs(jsonColumns);
	const errors = serveItems(context, foundCandidate, ({ value, json, itemIndex }) => {
		const opened = opening.open(value);
		if (opened.opened) outputs.write(toStore(opened.row, {}, jsonColumns), itemIndex);
		else outputs.leave(json, opened.because, itemIndex);
	});
	return await Promise.resolve(outputs.finish(context, errors, 2));
};
