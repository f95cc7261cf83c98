import { LICENSE_KINDS } from '../../licensing/model/licenses';
import { Settling } from '../../licensing/playbook/settling';
import { TakingWindow } from '../../licensing/playbook/taking';
import type { OperationRun } from '../operation';
import { fieldOf, parametersOf, WHOLE_RUN } from '../parameters/values';
import { listParameter, optionalText, Outputs, parameterIndex, serveItems } from './border';
import {
	COLUMNS_FIELD,
	FALLBACK_EMAIL_FIELD,
	JSON_COLUMNS_FIELD,
	MANAGER_EMAIL_FIELD,
	MAX_USERS_FIELD,
	NOTIFY_USER_FIELD,
	OUTCOMES_FIELD,
	PROFILE_DRY_RUN_FIELD,
	TAKEN_FIELD,
} from './fields';
import { Managers } from '../../licensing/playbook/promises/managers';
import { storedProfile } from './storedProfile';
import { heldSubscription, storedCandidate, storedOutcome } from './rows';

export const mode = 'wholeRun';

export const execute: OperationRun['execute'] = async (context, _itemIndex, fields) => {
	const given = parametersOf(context, WHOLE_RUN);
	const subscriptions = listParameter(given, fieldOf(fields, 'subscriptions'), heldSubscription);
	const readKinds = given.options(fieldOf(fields, 'readKinds'), LICENSE_KINDS);
	const stored = storedProfile(given);
	const window = new TakingWindow(
		stored?.maxUsers ?? given.wholeNumber(MAX_USERS_FIELD),
		given.wholeNumber(TAKEN_FIELD),
	);
	const managers = new Managers(subscriptions);
	const outputs = new Outputs(given.option(JSON_COLUMNS_FIELD, ['object', 'text']), {
		columns: given.option(COLUMNS_FIELD, ['all', 'changed']),
	});
	const profile = stored ?? {
		dryRun: given.toggle(PROFILE_DRY_RUN_FIELD),
		notifyUser: given.toggle(NOTIFY_USER_FIELD),
		fallbackEmail: optionalText(given, FALLBACK_EMAIL_FIELD),
	};
	const run = { now: new Date(), executionId: context.getExecutionId(), startedBy: '' };
	const now = {
		outcomes: listParameter(given, OUTCOMES_FIELD, storedOutcome),
		subscriptions,
		// Candidates are the unused seats only: a user who is not among them may still hold the license.
		readKinds: subscriptions.some(({ isCandidate }) => isCandidate) ? [] : readKinds,
	};
	const settling = new Settling(now, window, run);
	const errors = serveItems(context, storedCandidate, (read) => {
		const ofItem = parametersOf(context, parameterIndex(context, read.itemIndex));
		const email = optionalText(ofItem, MANAGER_EMAIL_FIELD);
		const manager = managers.of(read.value, stored === null ? read.value.orgId : stored.orgId);
		const managerEmail = email === '' ? (manager?.email ?? '') : email;
		outputs.add(settling.settle(read.value, { ...profile, managerEmail }), read);
	});
	return await Promise.resolve(outputs.finish(context, errors, 3));
};
