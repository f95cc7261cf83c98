import type { IPollFunctions } from 'n8n-workflow';
import { closest } from '../../licensing/model/closest';
import type { SalesforceClient } from '../../salesforce/client/client';
import { selectProfiles } from '../../salesforce/subscriptions/selectHolders';
import { readProfileNames } from '../../salesforce/users/lookUp';
import type { Pools } from '../../salesforce/watching/watchPools';
import type { TriggerParameters } from './parameters';
import { filterField, refuse } from './parameters';

/**
 * A name that does not exist would keep the trigger silent forever, so the poll fails instead. Profile ids
 * are replaced by names, as rows have them.
 */
export async function checkFilters(
	context: IPollFunctions,
	client: SalesforceClient,
	orgName: string,
	pools: Pools,
	parameters: TriggerParameters,
): Promise<void> {
	const { filter, kinds, softwareOf } = parameters;
	const refs = [...pools.values()].flatMap((byId) => [...byId.values()].map(({ ref }) => ref));
	const models = refs.flatMap((ref) => softwareOf(ref).softwareModel ?? []);
	// A kind that cannot be read may contain the name.
	if (kinds.every((kind) => pools.has(kind))) {
		const licenses = refs.flatMap((ref) => [ref.licenseIdentifier, ref.licenseName]);
		check('licenseIdentifiers', 'license', filter.licenseIdentifiers, licenses);
		check('softwareModelNames', 'license with the software model', filter.softwareModels, models);
	}
	if (filter.profiles.length === 0) return;
	const selected = await selectProfiles(client, filter.profiles);
	if (!selected.ok)
		throw refuse(
			context,
			filterField('profiles'),
			selected.reason,
			`Correct this filter of the trigger; ${orgName} has no such profile.`,
		);
	const names = new Map((await readProfileNames(client)).map(({ Id, Name }) => [Id, Name]));
	parameters.filter = {
		...filter,
		profiles: selected.ids.flatMap((id) => names.get(id) ?? []),
	};

	function check(field: string, what: string, wanted: readonly string[], known: readonly string[]) {
		const lower = new Set(known.map((name) => name.toLowerCase()));
		const wrong = wanted.find((name) => !lower.has(name.toLowerCase()));
		if (wrong === undefined) return;
		const near = closest(wrong, [...new Set(known)]);
		throw refuse(
			context,
			filterField(field),
			`${orgName} has no ${what} "${wrong}" among the chosen kinds${near.length === 0 ? '' : `; closest: ${near.join(', ')}`}`,
			'Correct this filter of the trigger.',
		);
	}
}
