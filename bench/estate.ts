import type { IDataObject } from 'n8n-workflow';

/** What the tables of a large company hold, for a report: mostly subscriptions, and a year of history. */

const DAY_MS = 24 * 60 * 60 * 1000;
const ago = (days: number) => new Date(Date.now() - days * DAY_MS).toISOString();
const LICENSES = Array.from({ length: 60 }, (_, index) => ({
	licenseKind: index < 20 ? 'userLicense' : 'permissionSetLicense',
	licenseIdentifier: index === 0 ? 'SFDC' : `LICENSE_${index}`,
	licenseName: `License ${index}`,
	softwareModel: `Model ${index % 12}`,
}));
const HISTORY_DAYS = 365;
/** One open candidate for as many subscriptions. */
const CANDIDATE_EVERY = 20;

export function estate(size: number): IDataObject[] {
	const items: IDataObject[] = LICENSES.flatMap((license, index) =>
		Array.from({ length: HISTORY_DAYS }, (_, day) => ({
			...{ profile: 'Acme', day: ago(day).slice(0, 10), ...license },
			...{ assigned: 900 + index, stale: 300, total: 1000, used: 900, potentialSaving: 100 },
		})),
	);
	for (let index = 0; items.length < size; index++) {
		const license = LICENSES[index % LICENSES.length];
		const userId = `005${String(index).padStart(12, '0')}AAA`;
		const orgId = '00D000000000001AAA';
		const key = `${orgId}:${userId}:${license.licenseKind}:${license.licenseIdentifier}`;
		const seat = { orgId, userId, username: `user${index}@acme.example`, name: `User ${index}` };
		const department = `Department ${index % 200}`;
		if (index % CANDIDATE_EVERY === 0) {
			items.push({
				...{ candidateKey: key, state: 'Ready', ...seat, ...license, department, saving: 1200 },
				...{ currency: 'USD', savingPeriod: 'year', inactiveDays: 90, openedAt: ago(3) },
			});
		}
		items.push({
			...{ subscriptionKey: key, ...seat, ...license, department, isActive: true },
			...{ lastLoginAt: ago(index % 200), lastActivityAt: ago(index % 200), activityUnknown: null },
			managerId: `005${String(index % 3000).padStart(12, '0')}AAA`,
		});
	}
	return items;
}
