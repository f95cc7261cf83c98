import { closestLicense, licensesNamed } from '../../../licensing/model/licenses';
import type { Outcome } from '../../../licensing/planning/outcome';
import { OWN_CODES } from '../../../licensing/planning/outcome';
import { readLicenseRefs } from '../../../salesforce/subscriptions/selectHolders';
import type { Connection } from '../../../transport/connect';

const isNothingToRemove = ({ action, outcome }: Outcome) =>
	action === 'removeLicense' && outcome === 'alreadyDone';

/**
 * If the org does not have a license, the user does not hold it, but that does not mean that it was
 * removed: the identifier may be misspelled. Costs calls only if a row has nothing to remove.
 */
export async function refuseUnknownLicenses(
	connection: Connection,
	plan: readonly Outcome[],
): Promise<Outcome[]> {
	const kinds = [...new Set(plan.filter(isNothingToRemove).map(({ licenseKind }) => licenseKind))];
	if (kinds.length === 0) return [...plan];
	const { org } = connection;
	const { refs } = await readLicenseRefs(connection, kinds);
	return plan.map((outcome) => {
		const licenses = [...(refs.get(outcome.licenseKind)?.values() ?? [])];
		const isKnown = licenses.some(licensesNamed([outcome.licenseIdentifier]));
		if (!isNothingToRemove(outcome) || licenses.length === 0 || isKnown) return outcome;
		const near = closestLicense(outcome.licenseIdentifier, licenses);
		return {
			...outcome,
			outcome: 'failed',
			errorCode: OWN_CODES.unknownLicense,
			reason: `${org.name} has no license "${outcome.licenseIdentifier}" of this kind${near === null ? '' : `; closest: ${near}`}. Correct licenseIdentifier.`,
		};
	});
}
