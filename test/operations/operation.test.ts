import { credentialDisplayOptions } from '../../nodes/SalesforceLicenses/operations/operation';
import { RESOURCES } from '../../nodes/SalesforceLicenses/operations/resources';

describe('is required by every operation that reads or changes an org', () => {
	it('is asked for by every operation that reads or changes an org', () => {
		const hidden = new Set(credentialDisplayOptions(RESOURCES).hide?.operation);

		for (const { option: resource, operations } of RESOURCES) {
			for (const { option, needsNoCredential } of operations) {
				expect([resource.value, option.value, hidden.has(option.value)]).toEqual([
					resource.value,
					option.value,
					needsNoCredential === true,
				]);
			}
		}
	});
});
