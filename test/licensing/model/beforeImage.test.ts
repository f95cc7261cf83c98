import type { CurrentUser } from '../../../nodes/SalesforceLicenses/licensing/model/userState';
import { beforeImage } from '../../../nodes/SalesforceLicenses/licensing/model/userState';

const HOLD = { assignmentId: '2LA1', licenseId: '0PL1', licenseIdentifier: 'SalesConsoleUser' };

describe('the before-image', () => {
	it('has identifiers of licenses and no labels; what was not read stays unread', () => {
		const holds = [{ ...HOLD, licenseName: 'Sales Console' }, HOLD];
		const user = { permissionSetLicenses: holds, packageLicenses: null } as unknown as CurrentUser;
		const image = beforeImage(user);
		expect(image.permissionSetLicenses).toStrictEqual([HOLD, HOLD]);
		expect(image.packageLicenses).toBeNull();
	});
});
