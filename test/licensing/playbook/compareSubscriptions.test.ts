import { LICENSE_KINDS } from '../../../nodes/SalesforceLicenses/licensing/model/licenses';
import type { CompareRequest } from '../../../nodes/SalesforceLicenses/licensing/playbook/compareSubscriptions';
import { compareSubscriptions } from '../../../nodes/SalesforceLicenses/licensing/playbook/compareSubscriptions';
import { kindsRead } from '../../../nodes/SalesforceLicenses/licensing/playbook/readKinds';

const ORG = '00D000000000001AAA';
const user = (number: number) => `005${String(number).padStart(12, '0')}AAA`;
const row = (number: number, more: Record<string, unknown> = {}, kind = 'userLicense') => ({
	subscriptionKey: `${ORG}:${user(number)}:${kind}:SFDC`,
	orgId: ORG,
	userId: user(number),
	licenseKind: kind,
	licenseIdentifier: 'SFDC',
	lastLoginAt: '2026-10-01T10:00:00.000Z',
	isActive: true,
	inactiveDays: 3,
	...more,
});

const ALL = kindsRead([...LICENSE_KINDS]);

function compare(request: Partial<CompareRequest>) {
	const result = compareSubscriptions({
		downloaded: [],
		stored: [],
		profile: null,
		read: ALL,
		range: { after: null, upTo: null },
		columns: [],
		listUnchanged: false,
		...request,
	});
	if (!result.ok) throw new Error(result.fault.reason);
	return result.value;
}
const faultOf = (request: Partial<CompareRequest>) => {
	try {
		compare(request);
		return null;
	} catch (error) {
		return (error as Error).message;
	}
};
const changesOf = (request: Partial<CompareRequest>) =>
	compare(request).changes.map(({ change, row: { userId } }) => [change, userId]);

describe('a comparison', () => {
	it('adds what is new, changes what differs, removes what is gone', () => {
		const { changes, counts, isComplete, warnings } = compare({
			downloaded: [row(1), row(2, { isActive: false }), row(3)],
			stored: [row(1, { id: 7 }), row(2, { id: 8 }), row(4, { id: 9 })],
			listUnchanged: true,
		});
		expect(
			changes.map(({ change, changedColumns, row: { userId }, stored, index }) => [
				change,
				userId,
				changedColumns,
				stored?.id ?? null,
				index,
			]),
		).toEqual([
			['unchanged', user(1), [], 7, 0],
			['changed', user(2), ['isActive'], 8, 1],
			['added', user(3), [], null, 2],
			['removed', user(4), [], 9, null],
		]);
		expect(counts).toMatchObject({ added: 1, changed: 1, removed: 1, unchanged: 1 });
		expect({ isComplete, warnings }).toEqual({ isComplete: true, warnings: [] });
	});

	it('does not count days that pass, nor another form of the same value, as a change', () => {
		const downloaded = [row(1, { department: null, email: 'a@b.example' })];
		for (const stored of [
			row(1, { inactiveDays: 9 }),
			row(1, { lastLoginAt: new Date('2026-10-01T10:00:00.000Z') }),
			row(1, { lastLoginAt: '2026-10-01T12:00:00+02:00' }),
			row(1, { isActive: 'true', department: '' }),
			row(1, { isActive: 1 }),
		]) {
			expect(compare({ downloaded, stored: [stored] }).counts).toMatchObject({ unchanged: 1 });
		}
	});

	it('treats a column that the store leaves out as empty', () => {
		const bare = row(1);
		const result = compare({
			downloaded: [row(1, { department: 'Sales' }), row(2, { department: 'Ops' })],
			stored: [bare, row(2, { department: 'Ops' })],
		});
		expect(result.changes.map(({ changedColumns }) => changedColumns)).toEqual([['department']]);
	});

	it('does not treat a column that was not downloaded as empty', () => {
		const stored = [row(1, { department: 'Sales' }), row(2, { department: 'Ops' })];
		const downloaded = [row(1), row(2, { department: 'Ops' })];
		expect(compare({ downloaded, stored }).counts).toMatchObject({ unchanged: 2 });
	});

	it('compares the named columns only', () => {
		const request = { downloaded: [row(1, { isActive: false })], stored: [row(1)] };
		expect(compare({ ...request, columns: ['lastLoginAt'] }).counts.changed).toBe(0);
		expect(compare({ ...request, columns: ['isActive'] }).counts.changed).toBe(1);
	});

	it('says so if the stored rows have nothing to compare', () => {
		const { subscriptionKey } = row(1);
		const { warnings } = compare({ downloaded: [row(1)], stored: [{ subscriptionKey }] });
		expect(warnings.join()).toMatch(/No changes can be found/);
	});

	it('keeps one of the rows that are stored twice', () => {
		const stored = [row(1, { id: 1 }), row(1, { id: 2 }), row(2, { id: 3 }), row(2, { id: 4 })];
		const { changes, counts } = compare({ downloaded: [row(1)], stored });
		expect(changes.map(({ change, stored: was }) => [change, was?.id])).toEqual([
			['removed', 2],
			['removed', 3],
			['removed', 4],
		]);
		expect(counts).toMatchObject({ removed: 3, storedTwice: 2, unchanged: 1 });
	});

	it('adds a row only once if it was downloaded twice', () => {
		const { counts } = compare({ downloaded: [row(1), row(1)] });
		expect(counts).toMatchObject({ added: 1, downloadedTwice: 1 });
	});

	it('writes the profile into what it adds and changes', () => {
		const stored = [row(1, { profile: 'Acme' })];
		const downloaded = [row(1, { isActive: false }), row(2)];
		for (const profile of ['Acme', null]) {
			const { changes } = compare({ downloaded, stored, profile });
			expect(changes.map((one) => one.row.profile)).toEqual(['Acme', 'Acme']);
		}
	});
});

describe('what was not read', () => {
	const stored = [row(1), row(2, {}, 'packageLicense')];

	it.each<[string, unknown]>([
		['undefined', undefined],
		['null', null],
		['an empty text', ''],
		['an empty list', []],
		['a number', 4],
		['an object', {}],
		['a kind that does not exist', ['userLicenses']],
		['a hole in the list', ['userLicense', null]],
		['a list in a list', [['userLicense']]],
		['a Summary without the kinds', { isComplete: true }],
		['a Summary of a failed run', { readKinds: [], isComplete: false }],
		[
			'a Summary of an incomplete run without a last user',
			{ readKinds: ['userLicense'], isComplete: false },
		],
		['broken JSON', '["userLicense"'],
	])('removes nothing: %s', (_, given) => {
		const { counts, isComplete, warnings } = compare({
			downloaded: [row(3)],
			stored: [...stored, row(3), row(3)],
			read: kindsRead(given),
		});
		expect(counts).toMatchObject({ removed: 0, notRead: 2 });
		expect(isComplete).toBe(false);
		expect(warnings[0]).toMatch(/^Nothing is removed: /);
	});

	it.each<[string, unknown]>([
		['a list', ['userLicense']],
		['a text', 'userLicense'],
		['a text of JSON', '["userLicense"]'],
		['a Summary', { readKinds: ['userLicense'], isComplete: true }],
	])('keeps the rows of the other kinds: %s', (_, given) => {
		const request = { downloaded: [row(3)], stored: [...stored, row(3)], read: kindsRead(given) };
		expect(changesOf(request)).toEqual([['removed', user(1)]]);
		expect(compare(request)).toMatchObject({ isComplete: false, counts: { notRead: 1 } });
	});

	it('keeps all users after the one where the download stopped', () => {
		const read = kindsRead({
			readKinds: ['userLicense'],
			isComplete: false,
			resumeAfter: user(3),
			unreadKinds: [],
		});
		const five = [1, 2, 3, 4, 5].map((number) => row(number));
		expect(changesOf({ downloaded: [row(3)], stored: five, read })).toEqual([
			['removed', user(1)],
			['removed', user(2)],
		]);
	});

	it('keeps rows outside the range', () => {
		const range = { after: user(1), upTo: user(3) };
		const four = [1, 2, 3, 4].map((number) => row(number));
		const result = compare({ downloaded: [row(3), row(9)], stored: four, range });
		expect(result.changes.map((one) => [one.change, one.row.userId])).toEqual([
			['removed', user(2)],
		]);
		expect(result.counts.outsideRange).toBe(3);
	});

	it('never empties the store after an empty download', () => {
		for (const range of [
			{ after: null, upTo: null },
			{ after: user(0), upTo: user(9) },
		]) {
			const { counts, isComplete, warnings } = compare({ stored, range });
			expect({ removed: counts.removed, isComplete }).toEqual({ removed: 0, isComplete: false });
			expect(warnings.join()).toMatch(/the download has no subscriptions/);
		}
	});

	it('keeps user licenses if the download has none, because the connected user has one', () => {
		const { counts, warnings } = compare({
			downloaded: [row(5, {}, 'packageLicense')],
			stored: [...stored, row(5, {}, 'packageLicense')],
		});
		expect(counts).toMatchObject({ removed: 1, notRead: 1 });
		expect(warnings.join()).toMatch(/No user license is removed/);
	});
});

describe('a row that cannot be compared ends the comparison', () => {
	const other = ORG.replace('1AAA', '2AAA');
	const foreign = {
		...row(1),
		orgId: other,
		subscriptionKey: row(1).subscriptionKey.replace(ORG, other),
	};
	const BAD: Array<[string, Record<string, unknown>, RegExp]> = [
		['an empty row', {}, /no subscriptionKey/],
		['no key', row(1, { subscriptionKey: undefined }), /no subscriptionKey/],
		['a key that is null', row(1, { subscriptionKey: null }), /no subscriptionKey/],
		['an empty key', row(1, { subscriptionKey: '' }), /no subscriptionKey/],
		['a number for a key', row(1, { subscriptionKey: NaN }), /not the key of a subscription/],
		['a list for a key', row(1, { subscriptionKey: [row(1).subscriptionKey] }), /not the key/],
		['a key of a kind that is none', row(1, {}, 'seat'), /not the key/],
		['another user than its key', row(1, { userId: user(2) }), /userId is .* but its/],
		['another org than its key', row(1, { orgId: other }), /orgId is/],
		['another org', foreign, /belongs to the org/],
		['another profile', row(1, { profile: 'Other' }), /belongs to the profile "Other"/],
		['a profile that is no text', row(1, { profile: ['Acme'] }), /profile is not a text/],
	];

	it.each(BAD)('stored: %s', (_, bad, reason) => {
		const request = { downloaded: [row(2)], stored: [bad], profile: 'Acme' };
		expect(faultOf(request)).toMatch(reason);
	});

	it.each(BAD)('downloaded: %s', (_, bad, reason) => {
		expect(faultOf({ downloaded: [row(2), bad], profile: 'Acme' })).toMatch(reason);
	});

	it.each(['Acme', null])('stored without a profile among rows of a profile: %s', (profile) => {
		const stored = [row(1, { profile: 'Acme' }), row(2)];
		expect(faultOf({ downloaded: [row(1)], stored, profile })).toMatch(/it has no profile/);
	});
});

it('compares 300,000 rows', () => {
	const numbers = Array.from({ length: 300_000 }, (_, index) => index);
	const downloaded = numbers.slice(10).map((number) => row(number, { isActive: number % 3 !== 0 }));
	const stored = numbers.slice(0, -20).map((number) => row(number));
	const { counts, changes } = compare({ downloaded, stored });
	expect(counts).toMatchObject({
		added: 20,
		removed: 10,
		changed: 99_990,
		unchanged: 199_980,
	});
	expect(changes).toHaveLength(20 + 10 + 99_990);
});
