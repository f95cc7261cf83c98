import type { LicenseKind } from '../../licensing/model/licenses';
import { isAssigned, LICENSE_KINDS } from '../../licensing/model/licenses';
import type { Element } from '../../licensing/watching/element';
import { whoOf } from '../../licensing/watching/element';
import type { EventName, Happening, Occasion } from '../../licensing/watching/events';
import type { LicenseList, PartName } from '../../licensing/watching/memory';
import type { SetDifference } from '../../licensing/watching/watchedSet';
import { KEY_PREFIX } from '../schema/schema';
import { toLongId } from '../schema/soql';
import { idleSinceOf } from './watchUsers';

/** What a change of a watched set means. */

interface Meaning {
	added?: EventName;
	removed?: EventName;
}

const OF_A_KIND: Meaning = { added: 'subscriptionAssigned', removed: 'subscriptionRemoved' };
const MEANING: Readonly<Record<Exclude<PartName, LicenseKind>, Meaning>> = {
	activity: { added: 'userInactive', removed: 'userReturned' },
	frozen: { added: 'frozenHolder' },
	inactiveHolders: { added: 'inactiveHolder' },
};

interface Context {
	licenses: LicenseList;
	inactiveDays: number;
	/** Users who are idle again because they were reactivated: their inactivity was reported before. */
	reactivated: ReadonlySet<string>;
	/** The mark of the set, used if too much changed to name it. */
	mark: string;
}

const isKind = (part: PartName): part is PartName & LicenseKind =>
	(LICENSE_KINDS as readonly string[]).includes(part);

export function toHappenings(
	part: PartName,
	{ added, removed, unnamed }: SetDifference,
	context: Context,
): Happening[] {
	const meaning = isKind(part) ? OF_A_KIND : MEANING[part];
	const of = (event: EventName | undefined, elements: readonly Element[]) =>
		event === undefined ? [] : elements.flatMap((element) => one(part, event, element, context));
	const many = (event: EventName | undefined, count: number): Happening[] => {
		if (event === undefined || count === 0) return [];
		const licenseKind = isKind(part) ? part : null;
		return [{ event, unnamed: { licenseKind, count }, occasion: context.mark }];
	};
	return [
		...of(meaning.removed, removed),
		...many(meaning.removed, unnamed?.removed ?? 0),
		...of(meaning.added, added),
		...many(meaning.added, unnamed?.added ?? 0),
	];
}

function one(
	part: PartName,
	event: EventName,
	element: Element,
	{ licenses, inactiveDays, reactivated }: Context,
): Happening[] {
	const who = whoOf(element);
	const userId = toLongId(KEY_PREFIX.User + who);
	const [, , , what, more] = element;
	switch (event) {
		case 'subscriptionAssigned':
		case 'subscriptionRemoved': {
			const ref = licenses.refAt(what);
			const occasion: Occasion = isAssigned(part)
				? { text: more.toString(36) }
				: { when: 'userChanged' };
			return ref === null ? [] : [{ event, userId, ref, occasion }];
		}
		case 'userInactive':
		case 'userReturned': {
			if (event === 'userInactive' && reactivated.has(who)) return [];
			const idleSince = idleSinceOf(element);
			const occasion = { text: `${inactiveDays}d:${idleSince}` };
			return [{ event, userId, occasion, idleSince }];
		}
		case 'frozenHolder':
			return [{ event, userId, occasion: { when: 'frozen' } }];
		case 'inactiveHolder':
			return [{ event, userId, occasion: { when: 'userChanged' } }];
		default:
			return [];
	}
}
