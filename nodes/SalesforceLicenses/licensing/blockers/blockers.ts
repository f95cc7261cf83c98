import type { BlockerKind, BlockerKindFacts } from './blockerKinds';
import { BLOCKER_KINDS } from './blockerKinds';
import type { RuleAction } from '../model/actions';

/** Something that depends on a user, as read from the org and not yet judged. */
export interface Dependency {
	userId: string;
	kind: BlockerKind;
	/** How many records; 1 for a single record, more if Salesforce counted. */
	count: number;
	object: string | null;
	recordId: string | null;
	name: string | null;
}

/** What blocks one candidate, with the fix. */
export interface Blocker {
	kind: string;
	effect: BlockerKindFacts['effect'];
	count: number;
	text: string;
	fix: string;
	/** The first few of them. */
	records: Array<{ object: string; recordId: string; name: string | null }>;
}

const MAX_SHOWN = 5;

/** One blocker for each kind that matters to the action, starting with those that Salesforce surely refuses. */
export function toBlockers(findings: readonly Dependency[], action: RuleAction): Blocker[] {
	const matters = ({ kind }: Dependency) => {
		const { actions }: BlockerKindFacts = BLOCKER_KINDS[kind];
		return actions.includes(action);
	};
	const byKind = Map.groupBy(findings.filter(matters), ({ kind }) => kind);
	const blockers = [...byKind].map(([kind, ofKind]) => toBlocker(kind, ofKind));
	return blockers.sort((a, b) => b.effect.localeCompare(a.effect));
}

function toBlocker(kind: BlockerKind, findings: readonly Dependency[]): Blocker {
	const { effect, says, fix }: BlockerKindFacts = BLOCKER_KINDS[kind];
	const count = findings.reduce((sum, finding) => sum + finding.count, 0);
	return {
		kind,
		effect,
		count,
		text: says({ count, names: namesOf(findings) }),
		fix,
		records: findings
			.slice(0, MAX_SHOWN)
			.flatMap(({ object, recordId, name }) =>
				object === null || recordId === null ? [] : [{ object, recordId, name }],
			),
	};
}

function namesOf(findings: readonly Dependency[]): string {
	const names = findings.map(({ name, recordId, count }) => {
		const shown = name ?? recordId ?? 'unnamed';
		return count > 1 ? `${count} × ${shown}` : shown;
	});
	const more = names.length > MAX_SHOWN ? ` and ${names.length - MAX_SHOWN} more` : '';
	return names.slice(0, MAX_SHOWN).join(', ') + more;
}
