import { NO_CURRENCY } from '../../model/prices';
import type { StoredProfile } from './setup';

/** What the download subflow needs to find the candidates of a profile, as its inputs. */
export interface ProfileSearch {
	rulesJson: string;
	priceBook: string;
	signals: string;
	directory: string;
}

const namesIn = (given: unknown): string[] => {
	const parts = Array.isArray(given) ? given : String(given ?? '').split(/[,;\n]/);
	return parts.map(String).filter((name) => name.trim() !== '');
};

export function searchOf(profile: StoredProfile): ProfileSearch {
	const { prices, currency, excludedUsernames, excludedIdentifiers, directory, signals } = profile;
	const rules = (profile.rules ?? []).map(({ targetProfileId, ...rule }) => ({
		...rule,
		...(targetProfileId === undefined ? {} : { targetProfile: targetProfileId }),
		exemptUsernames: [...namesIn(rule.exemptUsernames), ...(excludedUsernames ?? [])],
		excludeLicenseIdentifiers: [
			...namesIn(rule.excludeLicenseIdentifiers),
			...(excludedIdentifiers ?? []),
		],
	}));
	const book = Object.entries(prices ?? {}).map(([identifier, price]) => ({
		identifier,
		price,
		currency: currency || NO_CURRENCY,
	}));
	const people = (directory ?? []).map((email) => ({ personKey: email, email }));
	return {
		rulesJson: JSON.stringify(rules),
		priceBook: JSON.stringify(book),
		signals: JSON.stringify(signals?.length ? signals : ['lastLogin']),
		directory: JSON.stringify(people),
	};
}
