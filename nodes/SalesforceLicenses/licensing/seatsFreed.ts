import type { License } from './model';
import type { Outcome } from './plan';

const MAX_SHOWN = 5;

/** What the pools say before and after a run, in words. */
export function describeSeats(
	before: readonly License[],
	after: readonly License[],
	outcomes: readonly Outcome[],
): string {
	const earlier = new Map(before.map((license) => [license.licenseKey, license]));
	const changes = after.flatMap(({ licenseKey, licenseName, used }) => {
		const was = earlier.get(licenseKey)?.used;
		return was === undefined || was === used
			? []
			: [`${licenseName}: ${was} → ${used} seats in use`];
	});
	const freeing = outcomes.some(({ outcome, action }) => outcome === 'done' && action !== 'freeze');
	if (changes.length === 0) {
		return freeing
			? 'The seat counts of Salesforce have not changed yet; they may lag behind by a day.'
			: 'No seat was freed: a frozen user keeps the seat until deactivation.';
	}
	const shown = changes.slice(0, MAX_SHOWN).join('; ');
	const more = changes.length > MAX_SHOWN ? ` and ${changes.length - MAX_SHOWN} more` : '';
	return `${shown}${more}. Seat counts of Salesforce may lag behind.`;
}
