import { closest } from '../model/closest';
import type { LicenseKind } from '../model/licenses';
import { LICENSE_KINDS } from '../model/licenses';

/** The kinds that a download read completely, or why that is unknown. */
export type KindsRead =
	| {
			ok: true;
			kinds: LicenseKind[];
			/** The user after whom the download started, where the Summary names one. */
			after: string | null;
			/** The last user who was read completely, if the download stopped early. */
			upTo: string | null;
			/** Whether the Summary says that nothing is missing up to that user; null without a Summary. */
			isComplete: boolean | null;
	  }
	| { ok: false; reason: string };

const unknown = (reason: string): KindsRead => ({ ok: false, reason });

const ABSENT =
	'Read Kinds is missing, so it is not known what was read. Set it to readKinds of the output Summary of Download.';

/**
 * `readKinds` in the Summary of Download, or the whole Summary, which also says where the download
 * stopped. A text contains the kinds separated by commas, or as JSON.
 */
export function kindsRead(given: unknown): KindsRead {
	const value = typeof given === 'string' ? listOf(given) : given;
	if (value === undefined || value === null) return unknown(ABSENT);
	if (!Array.isArray(value)) return ofSummary(value);
	if (value.length === 0) {
		return unknown('Read Kinds is empty, so no license kind was read completely.');
	}
	const kinds: LicenseKind[] = [];
	for (const one of value as unknown[]) {
		const kind = LICENSE_KINDS.find((known) => known === one);
		if (kind === undefined) return unknown(`Read Kinds has ${noKind(one)}`);
		kinds.push(kind);
	}
	return { ok: true, kinds, after: null, upTo: null, isComplete: null };
}

function noKind(one: unknown): string {
	const text = typeof one === 'string' ? `"${one}"` : String(JSON.stringify(one));
	const [near] = typeof one === 'string' ? closest(one, LICENSE_KINDS, 1) : [];
	const hint =
		near === undefined ? `The kinds are ${LICENSE_KINDS.join(', ')}.` : `Did you mean "${near}"?`;
	return `${text}, which is not a license kind. ${hint}`;
}

function ofSummary(value: unknown): KindsRead {
	if (typeof value !== 'object' || value === null || !('readKinds' in value)) {
		return unknown(
			`Read Kinds is ${JSON.stringify(value)}, neither a list of kinds nor the Summary of Download.`,
		);
	}
	const { readKinds, afterUserId, resumeAfter, isComplete, unreadKinds, leftOut } = value as Record<
		string,
		unknown
	>;
	const kinds = kindsRead(readKinds);
	if (!kinds.ok) return kinds;
	const isPart = typeof afterUserId === 'string' && afterUserId !== '';
	const read = { ...kinds, after: isPart ? afterUserId : null };
	const has = (list: unknown) => Array.isArray(list) && list.length > 0;
	const isCut = typeof resumeAfter === 'string' && resumeAfter !== '';
	if (isCut) {
		return { ...read, upTo: resumeAfter, isComplete: !has(unreadKinds) && !has(leftOut) };
	}
	// The limit was reached before the first user was read completely, so there is no user to resume after.
	if (isComplete !== true && !has(unreadKinds) && !has(leftOut)) {
		return unknown(
			'The download is not complete, and its Summary does not say which users were read completely.',
		);
	}
	return { ...read, isComplete: isComplete === true };
}

function listOf(text: string): unknown {
	if (text.trim() === '') return null;
	try {
		return JSON.parse(text) as unknown;
	} catch {
		return text.split(',').map((part) => part.trim());
	}
}
