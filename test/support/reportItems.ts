import type { IDataObject, INode } from 'n8n-workflow';
import { runNode } from './inProcess';

/** A small company as its tables have it, and the operation that reports on it. All figures are easy to add up. */

export const ORG = '00D000000000001AAA';
const DAY_MS = 86_400_000;
export const daysAgo = (days: number): string =>
	new Date(Date.now() - days * DAY_MS - 60_000).toISOString();
export const dayAgo = (days: number): string => daysAgo(days).slice(0, 10);

export const license = (changes: IDataObject = {}): IDataObject => ({
	licenseKey: `${ORG}:userLicense:SFDC`,
	orgId: ORG,
	licenseKind: 'userLicense',
	licenseIdentifier: 'SFDC',
	licenseName: 'Salesforce',
	softwareModel: 'Sales Cloud',
	total: 10,
	used: 8,
	available: 2,
	utilization: 0.8,
	status: 'Active',
	expiresAt: null,
	isUnlimited: false,
	price: 1000,
	currency: 'USD',
	...changes,
});

const userId = (index: number) => `005${String(index).padStart(12, '0')}AAA`;

export function subscription(index: number, changes: IDataObject = {}): IDataObject {
	const kind = String(changes.licenseKind ?? 'userLicense');
	const identifier = String(changes.licenseIdentifier ?? 'SFDC');
	const orgId = String(changes.orgId ?? ORG);
	return {
		subscriptionKey: `${orgId}:${userId(index)}:${kind}:${identifier}`,
		orgId,
		userId: userId(index),
		username: `user${index}@acme.example`,
		email: `user${index}@acme.example`,
		name: `User ${index}`,
		isActive: true,
		isFrozen: false,
		licenseKind: kind,
		licenseIdentifier: identifier,
		licenseName: 'Salesforce',
		softwareModel: 'Sales Cloud',
		lastLoginAt: daysAgo(1),
		lastActivityAt: daysAgo(1),
		activityUnknown: null,
		externalCreatedAt: daysAgo(900),
		department: 'Sales',
		managerId: null,
		...changes,
	};
}

/** Unused for so many days. */
export const unused = (days: number): IDataObject => ({
	lastLoginAt: daysAgo(days),
	lastActivityAt: daysAgo(days),
});

export const candidate = (index: number, changes: IDataObject = {}): IDataObject => ({
	profile: 'Acme',
	candidateKey: `${ORG}:${userId(index)}:userLicense:SFDC`,
	id: index,
	state: 'Ready',
	orgId: ORG,
	userId: userId(index),
	username: `user${index}@acme.example`,
	name: `User ${index}`,
	licenseKind: 'userLicense',
	licenseIdentifier: 'SFDC',
	licenseName: 'Salesforce',
	softwareModel: 'Sales Cloud',
	lastLoginAt: daysAgo(100),
	managerId: null,
	rule: 'Unused seats',
	action: 'deactivate',
	justification: 'Not used for 100 days (threshold 60)',
	reason: null,
	inactiveDays: 100,
	openedAt: daysAgo(2),
	closedAt: null,
	saving: 1000,
	currency: 'USD',
	savingPeriod: 'year',
	...changes,
});

export const snapshot = (day: string, changes: IDataObject = {}): IDataObject => ({
	profile: 'Acme',
	day,
	licenseKind: 'userLicense',
	licenseIdentifier: 'SFDC',
	licenseName: 'Salesforce',
	softwareModel: 'Sales Cloud',
	assigned: 8,
	stale: 3,
	total: 10,
	used: 8,
	potentialSaving: 3000,
	...changes,
});

export const ledgerRow = (index: number, changes: IDataObject = {}): IDataObject => {
	const at = changes.at ?? daysAgo(1);
	return {
		ledgerKey: `entry ${index} ${String(changes.entry ?? 'freed')}`,
		entry: 'freed',
		at,
		freedAt: at,
		profile: 'Acme',
		candidateKey: `${ORG}:${userId(index)}:userLicense:SFDC`,
		orgId: ORG,
		userId: userId(index),
		licenseKind: 'userLicense',
		licenseIdentifier: 'SFDC',
		licenseName: 'Salesforce',
		amount: 1000,
		currency: 'USD',
		...changes,
	};
};

export const profile = (changes: IDataObject = {}): IDataObject => ({
	displayName: 'Acme',
	status: 'Published',
	orgId: ORG,
	orgName: 'Acme Corporation',
	currency: 'USD',
	prices: { SFDC: 1000 },
	...changes,
});

export const jobResult = (changes: IDataObject = {}): IDataObject => ({
	id: 1,
	name: 'Refresh Acme Subscriptions',
	profile: 'Acme',
	job: 'refresh',
	status: 'Complete',
	startedAt: daysAgo(0.2),
	endedAt: daysAgo(0.1),
	error: '',
	createdRows: 1,
	updatedRows: 2,
	removedRows: 0,
	...changes,
});

/** Runs Create as n8n does, without a credential. */
export async function createReport(
	items: readonly IDataObject[],
	parameters: INode['parameters'] = {},
) {
	const run = await runNode({ resource: 'report', operation: 'create', ...parameters }, {}, [
		...items,
	]);
	return { ...run, json: run.items[0] ?? {} };
}

/** The figures of a report. */
export async function figuresOf(
	items: readonly IDataObject[],
	parameters: INode['parameters'] = {},
): Promise<IDataObject> {
	const { json, error } = await createReport(items, { ...parameters, format: 'json' });
	if (error !== null) throw error;
	return json.report as IDataObject;
}
