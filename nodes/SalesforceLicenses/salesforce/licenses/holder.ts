import type { Details } from '../../licensing/finding/facts';
import type { SalesforceUser } from '../../licensing/model/subscription';
import type { AssignedKind } from '../../licensing/model/licenses';
import type { Assignment } from './assignments';

/** A user with all assignments, while the streams are read. */
export interface Holder {
	person: SalesforceUser;
	assignments: Readonly<Record<AssignedKind, readonly Assignment[]>>;
	features: string[];
	/** The user was already returned, or not at all: these assignments came out of order. */
	assignmentsOnly: boolean;
	/** The other user fields that the selection needs. */
	details: Details;
}
