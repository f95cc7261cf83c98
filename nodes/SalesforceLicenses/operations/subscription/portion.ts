import type { IExecuteFunctions } from 'n8n-workflow';
import type { UserSubscriptions } from '../../licensing/model/userSubscriptions';
import type { SalesforceClient } from '../../salesforce/client/client';
import { API_BUDGET, SalesforceError } from '../../salesforce/client/errors';
import { KEY_PREFIX } from '../../salesforce/schema/schema';
import { isId, toLongId } from '../../salesforce/schema/soql';
import type { Parameters } from '../parameters/values';
import { fieldOf, parametersOf } from '../parameters/values';
import { PORTION_FIELDS, START_AFTER_FIELD } from './portionFields';

/** A download in portions: where it starts, and what happens when the run may make no more calls. */

export interface Portion {
	afterUserId: string | null;
	/** Whether a partial result is returned when the calls are used up. */
	keepsPart: boolean;
	/** The last user whose rows are complete, if the run stopped early. */
	resumeAfter: string | null;
}

export function portionParameter(
	context: IExecuteFunctions,
	itemIndex: number,
	asFile: boolean,
): Portion {
	const given = parametersOf(context, itemIndex);
	const whenReached = given.option(fieldOf(PORTION_FIELDS, 'whenShareReached'), ['fail', 'keep']);
	return {
		afterUserId: startAfterParameter(given),
		keepsPart: asFile || whenReached === 'keep',
		resumeAfter: null,
	};
}

/** The user before the first one to read; null for all. */
export function startAfterParameter(given: Parameters): string | null {
	const afterUserId = given.text(START_AFTER_FIELD);
	if (afterUserId === '') return null;
	if (isId(afterUserId, KEY_PREFIX.User)) return toLongId(afterUserId);
	throw given.refuse(
		START_AFTER_FIELD,
		`"${afterUserId}" is not a user ID`,
		'Enter the value of resumeAfter from the run that you want to continue; it starts with 005.',
	);
}

/** Either the limit of this run before the org's calls are used up, or Salesforce's own refusal. */
const isOutOfCalls = ({ errorCode, message }: SalesforceError) =>
	errorCode === API_BUDGET ||
	(errorCode === 'REQUEST_LIMIT_EXCEEDED' && !/concurrent/i.test(message));

/** The pages until the calls are used up. A user is never on two pages. */
export async function* untilApiLimit(
	client: SalesforceClient,
	pages: AsyncGenerator<UserSubscriptions[]>,
	portion: Portion,
): AsyncGenerator<UserSubscriptions[]> {
	let lastUserId: string | null = null;
	try {
		for (;;) {
			const step = await pages.next().catch((error: unknown) => error as Error);
			if (step instanceof Error) {
				if (!(step instanceof SalesforceError) || !isOutOfCalls(step) || lastUserId === null) {
					throw step;
				}
				const { errorCode, message, status } = step;
				const far = `All rows up to the user ${lastUserId} are complete.`;
				if (!portion.keepsPart) throw new SalesforceError(errorCode, `${message} ${far}`, status);
				portion.resumeAfter = lastUserId;
				client.report.warn(
					`Partial result: the run reached its API limit. ${far} To continue, run again later with Start After User ID = ${lastUserId}. ${message}`,
				);
				return;
			}
			if (step.done === true) return;
			yield step.value;
			lastUserId = step.value.at(-1)?.userId ?? lastUserId;
		}
	} finally {
		await pages.return(undefined);
	}
}
