import { describeActivity } from '../../../nodes/SalesforceLicenses/licensing/model/activity';
import { UNRECOGNIZED } from '../../../nodes/SalesforceLicenses/licensing/model/softwareModels';
import type { Subscription } from '../../../nodes/SalesforceLicenses/licensing/model/subscription';
import { SUBSCRIPTION_COLUMNS } from '../../../nodes/SalesforceLicenses/licensing/model/subscription';
import {
	describeHeld,
	describeUser,
	isOfTheLicense,
	toRows,
} from '../../../nodes/SalesforceLicenses/licensing/model/userSubscriptions';
import { aPerson, daysAgo, NOW, ORG_ID } from '../../support/builders';

describe('a user with their subscriptions', () => {
	const person = aPerson({ department: 'Sales', managerId: '0055g00000MaNaGAAV' });
	const seat = {
		licenseKind: 'userLicense' as const,
		licenseIdentifier: 'SFDC',
		licenseName: 'Salesforce',
	};
	const cpq = {
		licenseKind: 'packageLicense' as const,
		licenseIdentifier: 'SBQQ',
		licenseName: 'SBQQ',
	};
	const held = [
		describeHeld(ORG_ID, person.userId, seat, UNRECOGNIZED, null),
		describeHeld(
			ORG_ID,
			person.userId,
			cpq,
			{ softwareModel: 'CPQ', publisher: 'Salesforce', edition: 'Plus', category: 'CPQ' },
			daysAgo(9),
		),
	];
	const signals = [
		{ signal: 'lastLogin' as const, at: person.lastLoginAt, unknown: null },
		{ signal: 'work' as const, at: daysAgo(2), unknown: null },
	];
	const user = describeUser(ORG_ID, person, describeActivity(signals, NOW), held);

	it('becomes one row per subscription, with all data of the user and of the license', () => {
		const rows = toRows(user);
		expect(user).toMatchObject({ userKey: `${ORG_ID}:${person.userId}`, subscriptionCount: 2 });
		expect(rows).toHaveLength(2);
		for (const [index, row] of rows.entries()) {
			expect(Object.keys(row)).toEqual(SUBSCRIPTION_COLUMNS);
			const parts = { ...user, ...held[index] } as unknown as Record<string, unknown>;
			for (const column of SUBSCRIPTION_COLUMNS) expect(row[column]).toBe(parts[column]);
		}
		expect(rows[1]).toMatchObject({
			subscriptionKey: `${ORG_ID}:${person.userId}:packageLicense:SBQQ`,
			edition: 'Plus',
			department: 'Sales',
			activitySource: 'work',
			lastWorkAt: daysAgo(2),
		});
	});

	it('keeps the columns of the user and of the license apart', () => {
		const columnsOf = (part: object) => Object.keys(part) as Array<keyof Subscription>;
		expect(columnsOf(held[0]).every(isOfTheLicense)).toBe(true);
		expect(columnsOf(user).some(isOfTheLicense)).toBe(false);
	});
});
