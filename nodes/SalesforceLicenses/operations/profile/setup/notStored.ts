import { isDetailsPage } from '../../../licensing/playbook/form/details/detailsPage';
import type { StoredProfile } from '../../../licensing/playbook/form/setup';
import type { Answered, SetupAnswer } from './answer';
import { show, showReview, subflowsOf, textOf } from './answer';
import { testOf } from './connectionAnswers';
import { enteredOn } from './detailsEntered';
import { handedOn } from './storedRows';

/** The page again, with what was entered on it: what the answer led to could not be stored. */
export function notStored(answered: Answered, profile: StoredProfile | null): SetupAnswer {
	const { entered, shown, connections } = answered;
	const { page, carry } = shown;
	const message = messageOf(answered);
	if (page === 'profiles' || profile === null) return show('profiles', '', { message, entered });
	const { displayName } = profile;
	const subflows = subflowsOf(profile, connections);
	if (isDetailsPage(page)) {
		return show(page, displayName, { message, entered: enteredOn(page, answered), subflows });
	}
	const { next, changes, connection, grant, since } = handedOn(carry ?? {});
	switch (page) {
		case 'connection':
			return testOf(profile, connections, textOf(carry?.name), message);
		case 'connect':
			return show(page, displayName, {
				message,
				connection,
				subflows: { download: connection?.download ?? '', reclaim: connection?.reclaim ?? '' },
			});
		case 'review':
			return showReview(profile, connections, { message });
		default:
			return show(page, displayName, {
				...{ message, entered, subflows, next, changes, grant, since },
			});
	}
}

/** Deleting has several steps: the first ones may be done. */
function messageOf({ shown, storeError }: Answered): string {
	const why = storeError.trim().replace(/[.\s]*$/, '.');
	const cure = /table size limit/i.test(why)
		? ' The Data Tables of n8n are full: delete rows that you no longer need, raise the limit (N8N_DATA_TABLES_MAX_SIZE_BYTES), or keep the tables in Postgres.'
		: '';
	return shown.page === 'delete'
		? `Not everything could be deleted: ${why}${cure} Delete the profile again to finish.`
		: `Nothing was saved: ${why}${cure} Your entries are still here: send the page again when this is solved.`;
}
