import type { Details } from '../../licensing/finding/facts';
import type { Person } from '../../licensing/model/subscription';
import type { AssignedKind } from '../../licensing/model/licenses';
import type { Assignment } from './assignments';

/** A person and everything they hold, as it streams by. */
export interface Holder {
	person: Person;
	assignments: Readonly<Record<AssignedKind, readonly Assignment[]>>;
	features: string[];
	/** The person came by before, or not at all: these are assignments that came out of order. */
	assignmentsOnly: boolean;
	/** What the selection asks of the person besides. */
	details: Details;
}
