import { failRows } from '../../org/rowFaults';
import { useOrg } from '../../support/org';
import { giveBack, holdersOfPackage, PACKAGE, take, writeCalls } from '../../support/writing';

jest.setTimeout(60_000);

/** "It is so already" is looked at, never believed. */
const org = useOrg({ users: 60, seed: 21 });
const kindsOf = (outcomes: ReadonlyArray<{ outcome: string }>) => [
	...new Set(outcomes.map(({ outcome }) => outcome)),
];
const held = (ids: readonly string[]) => {
	const holders = holdersOfPackage(org());
	return ids.filter((id) => holders.includes(id));
};
const refusing = (code: string, message: string) => () =>
	void (org().org.rowFault = failRows({ object: 'UserPackageLicense', code, message }));
const blind = () =>
	org().faults.add({
		kind: 'answer',
		soql: /FROM UserPackageLicense /,
		answer: { status: 403, body: '<html>' },
	});
const removeAll = (ids: readonly string[]) => {
	for (const row of org().org.rows('UserPackageLicense')) {
		if (ids.includes(String(row.UserId))) removeOne(row.Id);
	}
};
function removeOne(id: string) {
	const row = org().org.table('UserPackageLicense').get(id);
	if (row === undefined) return;
	org().org.remove('UserPackageLicense', row);
	org().org.seats.change(org().org.seats.poolOf('UserPackageLicense', row), -1);
}
function addOne(userId: string) {
	const pool = org()
		.org.rows('PackageLicense')
		.find(({ NamespacePrefix }) => NamespacePrefix === PACKAGE.licenseIdentifier);
	const row = org().org.insert('UserPackageLicense', {
		UserId: userId,
		PackageLicenseId: pool?.Id,
	});
	org().org.seats.change(org().org.seats.poolOf('UserPackageLicense', row), 1);
}

const GONE = [
	['ENTITY_IS_DELETED', 'entity is deleted'],
	['NOT_FOUND', 'The requested resource does not exist'],
	['INVALID_CROSS_REFERENCE_KEY', 'invalid cross reference id'],
	['INSUFFICIENT_ACCESS_ON_CROSS_REFERENCE_ENTITY', 'insufficient access rights'],
] as const;

describe.each(GONE)('a delete refused with %s', (code, message) => {
	it("of a record that exists fails with Salesforce's own text", async () => {
		const users = holdersOfPackage(org());
		const failed = await take(org(), users, PACKAGE, { fault: refusing(code, message) });
		expect(kindsOf(failed)).toEqual(['failed']);
		for (const outcome of failed) {
			expect(outcome.errorCode).toBe(code);
			expect(outcome.reason).toContain(message);
		}
		expect(held(users)).toHaveLength(users.length);
		expect(writeCalls(org())).toBe(1);
	});

	it('of a record that is gone counts as done', async () => {
		const users = holdersOfPackage(org());
		const done = await take(org(), users, PACKAGE, {
			fault: () => {
				// The answer of an org in which somebody else was quicker.
				org().faults.add({
					kind: 'answer',
					method: 'DELETE',
					answer: {
						status: 200,
						body: users.map(() => ({
							success: false,
							errors: [{ statusCode: code, message, fields: [] }],
						})),
					},
				});
				removeAll(users);
			},
		});
		expect(kindsOf(done)).toEqual(['alreadyDone']);
	});

	it('of a record that cannot be read is unknown', async () => {
		const users = holdersOfPackage(org());
		const fault = () => {
			refusing(code, message)();
			blind();
		};
		const unknown = await take(org(), users, PACKAGE, { fault });
		expect(kindsOf(unknown)).toEqual(['unknown']);
		for (const { errorCode, before } of unknown) {
			expect(errorCode).toBe(code);
			expect(before?.packageLicenses).not.toEqual([]);
		}
	});
});

describe('an assignment that is gone', () => {
	it('is not done while the user holds the same license by another', async () => {
		const users = holdersOfPackage(org()).slice(0, 2);
		const outcomes = await take(org(), users, PACKAGE, {
			fault: () => {
				removeAll(users);
				addOne(users[0]);
			},
		});
		expect(outcomes[0]).toMatchObject({
			outcome: 'failed',
			errorCode: 'HELD_BY_ANOTHER_ASSIGNMENT',
			reason: expect.stringMatching(
				/has the same license or permission set through another assignment \(051\w+\)/,
			),
		});
		expect(outcomes[1].outcome).toBe('alreadyDone');
		expect(kindsOf(await take(org(), users, PACKAGE))).toEqual(['done', 'alreadyDone']);
	});
});

describe.each([
	['DUPLICATE_VALUE', 'duplicate value found: UserId duplicates value on record'],
	['DUPLICATE_VALUE', 'Duplicate PermissionSetAssignment. Assignee: x; Permission Set: y'],
	['FIELD_INTEGRITY_EXCEPTION', 'Duplicate PermissionSetAssignment. Assignee: x'],
])('an insert refused with %s: %s', (code, message) => {
	const taken = async () => await take(org(), holdersOfPackage(org()), PACKAGE);

	it("of a record that does not exist fails with Salesforce's own text", async () => {
		const failed = await giveBack(org(), await taken(), { fault: refusing(code, message) });
		expect(kindsOf(failed)).toEqual(['failed']);
		for (const { errorCode, reason } of failed) {
			expect(errorCode).toBe(code);
			expect(reason).toContain(message);
			expect(reason).toMatch(/not the case/);
		}
		expect(holdersOfPackage(org())).toEqual([]);
	});

	it('of a record that exists counts as done', async () => {
		const before = await taken();
		const done = await giveBack(org(), before, {
			fault: () => {
				for (const { userId } of before) addOne(userId);
				refusing(code, message)();
			},
		});
		expect(kindsOf(done)).toEqual(['alreadyDone']);
		expect(holdersOfPackage(org())).toHaveLength(before.length);
	});

	it('of a record that cannot be read is unknown', async () => {
		const before = await taken();
		const fault = () => {
			refusing(code, message)();
			blind();
		};
		expect(kindsOf(await giveBack(org(), before, { fault }))).toEqual(['unknown']);
	});
});
