import { freesSeat } from '../../finding/savings';
import type { LicenseKind } from '../../model/licenses';
import { isAssigned, LICENSE_KINDS, seatByIdentifier } from '../../model/licenses';
import { subscriptionKey } from '../../model/subscription';
import { LAYERS } from '../../model/userState';
import type { CandidateRow } from '../candidateRow';
import { isObject } from '../record';
import type { LedgerRow } from './ledgerRow';

/** A seat that the reclaim of a candidate freed: the candidate's own, or another one of the same user. */
export interface FreedSeat
	extends Pick<LedgerRow, 'licenseKind' | 'licenseIdentifier' | 'licenseName' | 'softwareModel'> {
	key: string;
	isOwn: boolean;
}

/**
 * What Reclaim freed, by the steps it wrote, and by the action where the row does not list them. Only that: a license
 * removed elsewhere was closed as skipped, and a freeze frees nothing.
 */
export function freedSeats(candidate: CandidateRow): FreedSeat[] {
	if (candidate.state !== 'Closed Complete') return [];
	const own = ownSeat(candidate);
	const others = otherSeats(candidate).filter(({ key }) => !isSame(key, own.key));
	return freesOwn(candidate) ? [own, ...others] : others;
}

export const ownSeat = ({
	candidateKey,
	licenseKind,
	licenseIdentifier,
	licenseName,
	softwareModel,
}: CandidateRow): FreedSeat => ({
	key: candidateKey,
	...{ licenseKind, licenseIdentifier, licenseName, softwareModel },
	isOwn: true,
});

function freesOwn(candidate: CandidateRow): boolean {
	const { action, licenseKind, licenseIdentifier, result } = candidate;
	if (!freesSeat(action, candidate)) return false;
	const written = stepsOf(candidate).filter(({ outcome }) => outcome === 'done');
	const isKnown = written.length > 0 && written.every(({ frees }) => frees !== undefined);
	if (result?.outcome !== 'done' || !isKnown) return true;
	const seat = seatByIdentifier(licenseKind, licenseIdentifier);
	return written.some(({ frees }) => typeof frees === 'string' && isSame(frees, seat));
}

/** A run that was cut off may not know of a step that it wrote. If nothing was left to do later, it was written. */
function otherSeats(candidate: CandidateRow): FreedSeat[] {
	const { orgId, userId, result } = candidate;
	if (orgId === null) return [];
	const isWritten = (outcome: unknown) =>
		outcome === 'done' || (outcome === 'unknown' && result?.outcome === 'alreadyDone');
	const seats = new Map<string, FreedSeat>();
	for (const { frees, outcome } of stepsOf(candidate)) {
		if (typeof frees !== 'string' || !isWritten(outcome)) continue;
		const [kind, ...rest] = frees.split(':');
		const licenseIdentifier = rest.join(':');
		if (!isKind(kind) || licenseIdentifier === '') continue;
		const key = subscriptionKey(orgId, userId, kind, licenseIdentifier);
		const named = { licenseName: null, softwareModel: null, isOwn: false };
		seats.set(key, { key, licenseKind: kind, licenseIdentifier, ...named });
	}
	return [...seats.values()];
}

/** Whether the user held the seat before the reclaim of this candidate, by the before-image. */
export function heldBefore(
	{ before }: CandidateRow,
	{ licenseKind, licenseIdentifier }: Pick<FreedSeat, 'licenseKind' | 'licenseIdentifier'>,
): boolean {
	if (licenseKind === 'userLicense') return before?.isActive === true;
	const layer = isAssigned(licenseKind) ? before?.[LAYERS[licenseKind]] : before?.featureLicenses;
	const names = (Array.isArray(layer) ? (layer as unknown[]) : []).map((one) =>
		isObject(one) ? one.licenseIdentifier : one,
	);
	return names.some((name) => typeof name === 'string' && isSame(name, licenseIdentifier));
}

const stepsOf = ({ result }: CandidateRow): Array<Record<string, unknown>> =>
	Array.isArray(result?.steps) ? (result.steps as unknown[]).filter(isObject) : [];

const isKind = (text: string): text is LicenseKind =>
	(LICENSE_KINDS as readonly string[]).includes(text);

const isSame = (a: string, b: string): boolean => a.toLowerCase() === b.toLowerCase();
