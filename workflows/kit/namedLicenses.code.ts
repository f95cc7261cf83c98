import type { LicenseRef } from '../../nodes/SalesforceLicenses/licensing/model/licenses';
import { licensesNamed } from '../../nodes/SalesforceLicenses/licensing/model/licenses';

/** Whether a list of a profile names the license. Matches as the node does: by identifier or name, in any case. */
export function isNamed(names: readonly string[] | null | undefined, license: LicenseRef): boolean {
	return licensesNamed(names ?? [])(license);
}
