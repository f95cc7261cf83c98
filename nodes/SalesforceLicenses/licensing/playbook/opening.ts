import { foldName } from '../model/closest';
import { licensesNamed } from '../model/licenses';
import type { SoftwareAssignment } from '../model/softwareModels';
import type { CandidateRow, Json, Note } from './candidateRow';
import { has, isForGood, isOver } from './candidateRow';
import type { ProfileSettings } from './promises/profileNow';
import { isObject, refusalIn } from './record';
import { isOpen, nextState, NEW } from './states';

/** The columns of the table that a found candidate fills. */
export type FoundSeat = Pick<
	CandidateRow,
	| 'candidateKey'
	| 'orgId'
	| 'userId'
	| 'username'
	| 'email'
	| 'name'
	| 'licenseKind'
	| 'licenseIdentifier'
	| 'licenseName'
	| 'softwareModel'
	| 'lastLoginAt'
	| 'lastActivityAt'
	| 'managerId'
	| 'rule'
	| 'action'
	| 'justification'
	| 'currency'
	| 'savingPeriod'
	| 'inactiveDays'
	| 'saving'
>;

export interface Found {
	seat: FoundSeat;
	/** The candidate as Find Candidates returned it. */
	candidate: Json;
	/** Why no run may change this user. */
	protection: string | null;
}

export type Opened = { opened: true; row: CandidateRow } | { opened: false; because: string };

export const NO_EMAIL =
	'The user cannot be asked: there is no e-mail address in Salesforce. Enter one in Salesforce (Setup > Users > the user > Email).';

/** The parts of the present profile that matter for found candidates. */
export type OpeningProfile = Pick<
	ProfileSettings,
	'displayName' | 'notifyUser' | 'excludedIdentifiers' | 'targets'
> & {
	/** The names of a license, whatever it was found as. */
	softwareModels: readonly SoftwareAssignment[];
};

/** Opens found candidates one by one; knows the stored ones, and those it has opened itself. */
export class Opening {
	private readonly known = new Map<string, string>();
	private readonly isExcluded: (license: FoundSeat) => boolean;
	private readonly models: ReadonlyMap<string, string>;

	constructor(
		stored: readonly CandidateRow[],
		private readonly profile: OpeningProfile,
		private readonly now: Date,
	) {
		const isNamed = licensesNamed(profile.excludedIdentifiers);
		this.isExcluded = ({ licenseIdentifier, licenseName }) =>
			isNamed({ licenseIdentifier, licenseName: licenseName ?? undefined });
		this.models = new Map(profile.softwareModels.map((row) => [modelKey(row), row.softwareModel]));
		for (const row of stored) {
			const because = this.whyNot(row);
			if (because !== null) this.known.set(row.candidateKey, because);
		}
	}

	open({ seat, candidate, protection }: Found): Opened {
		if (protection !== null) return { opened: false, because: protection };
		const because = this.known.get(seat.candidateKey);
		if (because !== undefined) return { opened: false, because };
		// The workflow that found it may not know the exclusions.
		if (this.isExcluded(seat))
			return { opened: false, because: 'The profile excludes this license.' };
		const refused = refusalIn(candidate.blockers);
		const unreachable = this.profile.notifyUser && !has(seat.email) ? NO_EMAIL : null;
		const reason = refused ?? unreachable;
		const move = nextState(NEW, reason === null ? 'found' : 'foundBlocked', 'job');
		if (!move.ok) return { opened: false, because: move.because };
		this.known.set(seat.candidateKey, 'The same candidate came in twice. It is opened once.');
		const row: CandidateRow = {
			...seat,
			softwareModel: this.models.get(modelKey(seat)) ?? seat.softwareModel,
			profile: this.profile.displayName,
			notifyUser: this.profile.notifyUser,
			state: move.state,
			reason,
			errorCode: errorCodeOf(refused, unreachable),
			outcome: null,
			decision: null,
			assignedTo: null,
			executionId: null,
			seal: null,
			openedAt: this.now.toISOString(),
			closedAt: null,
			askedAt: null,
			answerUntil: null,
			revocationStartedAt: null,
			graceUntil: null,
			keepUntil: null,
			candidate: this.withTarget(seat, candidate),
			plan: null,
			before: null,
			result: null,
			notes: this.firstNotes(seat, candidate.blockers),
		};
		return { opened: true, row };
	}

	/** Null if the stored candidate is closed and nothing prevents a new one. */
	private whyNot({ state, keepUntil }: CandidateRow): string | null {
		if (isOpen(state)) return `This candidate is open already, in the state ${state}.`;
		if (!has(keepUntil) || isOver(keepUntil, this.now)) return null;
		return isForGood(keepUntil)
			? 'This user is excluded for good, by decision of a person.'
			: `The user keeps this license until ${keepUntil}.`;
	}

	/** Rules in Find Candidates have no Salesforce profile to move users to; those of the profile have one. */
	private withTarget({ rule, action }: FoundSeat, candidate: Json): Json {
		const target = action === 'changeProfile' ? this.profile.targets.get(rule ?? '') : undefined;
		return target === undefined ? candidate : { ...candidate, targetProfileId: target };
	}

	private firstNotes({ rule, justification }: FoundSeat, blockers: unknown): Note[] {
		const at = this.now.toISOString();
		const why = `Found by the rule "${rule ?? ''}": ${justification ?? ''}`;
		const obstacles = (Array.isArray(blockers) ? blockers : [])
			.filter(isObject)
			.map(({ text, fix }) => `Blocker: ${String(text ?? '')} ${String(fix ?? '')}`);
		return [why, ...obstacles].map((text) => ({ at, text: text.trim() }));
	}
}

const modelKey = ({
	licenseKind,
	licenseIdentifier,
}: Pick<FoundSeat, 'licenseKind' | 'licenseIdentifier'>): string =>
	`${licenseKind}:${foldName(licenseIdentifier)}`;

function errorCodeOf(refused: string | null, unreachable: string | null): string | null {
	if (refused !== null) return 'BLOCKED';
	return unreachable === null ? null : 'NO_EMAIL';
}
