import type { IDataObject } from 'n8n-workflow';

/** What the tables of a large company hold, for a report. */

const DAY_MS = 24 * 60 * 60 * 1000;
const ago = (days: number) => new Date(Date.now() - days * DAY_MS).toISOString();
const LICENSES = Array.from({ length: 60 }, (_, index) => ({
	licenseKind: index < 20 ? 'userLicense' : 'permissionSetLicense',
	licenseIdentifier: index === 0 ? 'SFDC' : `LICENSE_${index}`,
	licenseName: `License ${index}`,
	softwareModel: `Model ${index % 12}`,
}));
const HISTORY_DAYS = 365;
const ORG_ID = '00D000000000001AAA';

function seatOf(index: number) {
	const license = LICENSES[index % LICENSES.length];
	const userId = `005${String(index).padStart(12, '0')}AAA`;
	return {
		key: `${ORG_ID}:${userId}:${license.licenseKind}:${license.licenseIdentifier}`,
		seat: {
			...{ orgId: ORG_ID, userId, username: `user${index}@acme.example`, name: `User ${index}` },
			...license,
			department: `Department ${index % 200}`,
			managerId: `005${String(index % 3000).padStart(12, '0')}AAA`,
		},
	};
}

const MONEY = { saving: 1200, currency: 'USD', savingPeriod: 'year' };

const ROWS = {
	subscriptions: (index: number): IDataObject => {
		const { key, seat } = seatOf(index);
		return {
			...{ subscriptionKey: key, ...seat, isActive: true, activityUnknown: null },
			...{ lastLoginAt: ago(index % 200), lastActivityAt: ago(index % 200) },
		};
	},
	candidates: (index: number): IDataObject => {
		const { key, seat } = seatOf(index);
		const blockers = [{ kind: 'ownsRecords', effect: 'warns', text: 'Owns 3 records', fix: '' }];
		return {
			...{ candidateKey: key, id: index, state: 'Ready', ...seat, ...MONEY, inactiveDays: 90 },
			...{ openedAt: ago(3), candidate: JSON.stringify({ ...seat, blockers }) },
		};
	},
	outcomes: (index: number): IDataObject => {
		const { key, seat } = seatOf(index);
		return {
			...{ candidateKey: key, outcome: 'done', action: 'deactivate', ...seat, ...MONEY },
			...{ steps: [{ step: 'deactivate', outcome: 'done' }], reclaimedAt: ago(index % 200) },
		};
	},
	ledger: (index: number): IDataObject => {
		const { key, seat } = seatOf(index);
		const at = ago(index % 700);
		return {
			...{ ledgerKey: `${key}|${at}|freed`, entry: 'freed', at, freedAt: at, candidateKey: key },
			...{ ...seat, profile: 'Acme', amount: 1200, currency: 'USD', action: 'deactivate' },
		};
	},
};

/** As stores give them: every row has texts of its own, each in one piece. */
const asRead = (row: IDataObject) => JSON.parse(JSON.stringify(row)) as IDataObject;

/** `mixed` is mostly subscriptions, with a year of history and, for each 20 of them, one row of everything else. */
export type Estate = 'mixed' | keyof typeof ROWS;
const OTHERS_EVERY = 20;

export function estate(size: number, of: Estate): IDataObject[] {
	if (of !== 'mixed') return Array.from({ length: size }, (_, index) => asRead(ROWS[of](index)));
	const items: IDataObject[] = LICENSES.flatMap((license, index) =>
		Array.from({ length: HISTORY_DAYS }, (_, day) =>
			asRead({
				...{ profile: 'Acme', day: ago(day).slice(0, 10), ...license },
				...{ assigned: 900 + index, stale: 300, total: 1000, used: 900, potentialSaving: 100 },
			}),
		),
	);
	for (let index = 0; items.length < size; index++) {
		items.push(asRead(ROWS.subscriptions(index)));
		if (index % OTHERS_EVERY !== 0) continue;
		for (const kind of ['candidates', 'outcomes', 'ledger'] as const) {
			items.push(asRead(ROWS[kind](index)));
		}
	}
	return items;
}
