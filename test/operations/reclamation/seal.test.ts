import { parse } from 'csv-parse/sync';
import type { IDataObject } from 'n8n-workflow';
import type { Row } from '../../org/org';
import { runNode } from '../../support/inProcess';
import { clientCredentials, useOrg } from '../../support/org';
import type { OutcomeItem } from '../../support/seats';
import {
	differences,
	outcomesOf,
	peopleWith,
	reclaim,
	restore,
	seatItem,
	stateOf,
	tally,
} from '../../support/seats';

jest.setTimeout(60_000);

/** The seal of an outcome: what it survives, and what it does not. */
const org = useOrg({ users: 80, seed: 51 });

/** Somebody of whom every layer of a seat is taken. */
const holder = (): Row =>
	peopleWith(org()).find(({ Id }) =>
		['UserPackageLicense', 'PermissionSetLicenseAssign'].every((object) =>
			org()
				.org.rows(object)
				.some(({ UserId, AssigneeId }) => (UserId ?? AssigneeId) === Id),
		),
	) as Row;

async function wholeSeatOf(userId: string): Promise<OutcomeItem> {
	const [done] = outcomesOf(await reclaim(org(), [seatItem(userId, 'wholeSeat')]));
	expect(done.outcome).toBe('done');
	return done;
}

const quoted = (value: unknown) => `"${String(value ?? '').replace(/"/g, '""')}"`;
const asText = (value: unknown) =>
	typeof value === 'object' && value !== null ? JSON.stringify(value) : value;

/** jsonb: the keys by length and then by name, blanks after colons and commas. */
function sortedKeys(value: unknown): unknown {
	if (Array.isArray(value)) return value.map(sortedKeys);
	if (typeof value !== 'object' || value === null) return value;
	const entries = Object.entries(value).sort(([a], [b]) => a.length - b.length || (a < b ? -1 : 1));
	return Object.fromEntries(entries.map(([key, inner]) => [key, sortedKeys(inner)]));
}

/** What comes back from where a row was kept. */
const STORES: Record<string, (row: IDataObject) => IDataObject> = {
	JSON: (row) => JSON.parse(JSON.stringify(row)) as IDataObject,
	'a Data Table': (row) =>
		Object.fromEntries(
			Object.entries(row).map(([key, value]) => [key, asText(value)]),
		) as IDataObject,
	"Postgres' jsonb": (row) => sortedKeys(row) as IDataObject,
	"Postgres' jsonb as text": (row) => ({
		...row,
		before: JSON.stringify(sortedKeys(row.before), null, 1),
		steps: JSON.stringify(sortedKeys(row.steps), null, 1),
	}),
	CSV: (row) => {
		const text = [
			Object.keys(row).map(quoted).join(','),
			Object.values(row)
				.map((value) => quoted(asText(value)))
				.join(','),
		].join('\r\n');
		return (parse(text, { columns: true }) as IDataObject[])[0];
	},
	'a table of a few columns': ({ userId, before, steps, seal }) => ({
		userId,
		before: JSON.stringify(before),
		steps: JSON.stringify(steps),
		seal,
	}),
};

describe('a sealed outcome', () => {
	it('ends with its seal, whatever happened to the row', async () => {
		const [done] = peopleWith(org());
		const { runAsUserId } = org().org;
		const items = [seatItem(done.Id), seatItem(runAsUserId), seatItem('0055g00000AbCdEAAV')];
		for (const dryRun of [true, false]) {
			const outcomes = outcomesOf(await reclaim(org(), items, { dryRun }));
			expect(new Set(outcomes.map(({ seal }) => seal)).size).toBe(items.length);
			for (const outcome of outcomes) {
				expect(Object.keys(outcome).at(-1)).toBe('seal');
				expect(outcome.seal).toMatch(/^v1\.[\w-]{43}$/);
			}
		}
	});

	it.each(Object.keys(STORES))('can be restored completely from %s', async (store) => {
		const before = stateOf(org());
		const done = await wholeSeatOf(holder().Id);
		const stored = STORES[store](done);
		const run = await restore(org(), [stored]);
		expect(run.error).toBeNull();
		expect(tally(outcomesOf(run))).toEqual({ done: 1 });
		expect(differences(before, stateOf(org()))).toEqual([]);
	});

	it('stays valid after the tokens were renewed, and not after the Client Secret was', async () => {
		const done = await wholeSeatOf(holder().Id);
		const run = async (credential: ReturnType<typeof clientCredentials>) =>
			outcomesOf(
				await runNode({ resource: 'reclamation', operation: 'restore' }, credential, [done]),
			)[0];
		const renewed = { oauthTokenData: { access_token: org().issueToken() } };
		expect((await run(clientCredentials(org(), renewed))).outcome).toBe('planned');
		org().app.clientSecret = 'another secret';
		expect(await run(clientCredentials(org()))).toMatchObject({
			outcome: 'blocked',
			errorCode: 'NOT_SEALED',
		});
	});

	it('never shows the Client Secret', async () => {
		const run = await reclaim(org(), [seatItem(holder().Id)]);
		expect(JSON.stringify([run.outputs, run.hints])).not.toContain(org().app.clientSecret);
	});
});

/** Every value of a row under its seal, changed by one character, one digit, or taken for its opposite. */
function* changedOnce(value: unknown, path: string[] = []): Generator<[string, unknown]> {
	if (Array.isArray(value)) {
		yield value.length === 0
			? [`${path.join('.')} as null`, null]
			: [`${path.join('.')} without its last`, value.slice(0, -1)];
		for (const [index, inner] of value.entries()) {
			for (const [name, changed] of changedOnce(inner, [...path, String(index)])) {
				yield [name, value.map((one, at) => (at === index ? changed : (one as unknown)))];
			}
		}
	} else if (typeof value === 'object' && value !== null) {
		yield [`${path.join('.')} with another key`, { ...value, more: 1 }];
		for (const [key, inner] of Object.entries(value)) {
			for (const [name, changed] of changedOnce(inner, [...path, key])) {
				yield [name, { ...value, [key]: changed }];
			}
		}
	} else if (typeof value === 'string') {
		const last = value.endsWith('A') ? 'B' : 'A';
		yield [path.join('.'), value.slice(0, -1) + last];
	} else if (typeof value === 'boolean') yield [path.join('.'), !value];
	else yield [path.join('.'), 'x'];
}

const isBlocked = { outcome: 'blocked', errorCode: 'NOT_SEALED', steps: [] };

describe('a row that was changed after it was sealed', () => {
	it('is blocked whichever value of the before-image or the steps was changed, and nothing is written', async () => {
		const done = await wholeSeatOf(holder().Id);
		const rows = (['before', 'steps'] as const).flatMap((key) =>
			[...changedOnce(done[key], [key])].map(([name, changed]) => ({
				name,
				row: { ...done, [key]: changed as IDataObject },
			})),
		);
		expect(rows.length).toBeGreaterThan(60);
		const { writes } = org().org.inspector;
		const run = await restore(
			org(),
			rows.map(({ row }) => row),
		);
		expect(run.error).toBeNull();
		expect(run.outputs[0]).toEqual([]);
		const letThrough = outcomesOf(run).flatMap(({ outcome, errorCode }, index) =>
			outcome === 'blocked' && errorCode === 'NOT_SEALED' ? [] : [rows[index].name],
		);
		expect(letThrough).toEqual([]);
		expect(org().org.inspector.writes).toBe(writes);
	});

	it.each<[string, (seal: string) => unknown]>([
		['no seal', () => undefined],
		['null', () => null],
		['an empty seal', () => ''],
		['a seal without its last character', (seal) => seal.slice(0, -1)],
		['a seal with an extra character', (seal) => `${seal}A`],
		['a seal of another version', (seal) => seal.replace('v1.', 'v2.')],
		['a seal in another case', (seal) => seal.toLowerCase()],
		['a number', () => 1],
		['true', () => true],
		['a list', (seal) => [seal]],
		['an object', () => ({ toString: 'v1.' })],
	])('is blocked with %s in place of its seal', async (_, change) => {
		const done = await wholeSeatOf(holder().Id);
		const { writes } = org().org.inspector;
		const run = await restore(org(), [{ ...done, seal: change(String(done.seal)) } as IDataObject]);
		const [outcome] = outcomesOf(run);
		expect(outcome).toMatchObject(isBlocked);
		expect(outcome.reason).toMatch(/Accept Unsealed/);
		expect(run.outputs[1]).toHaveLength(1);
		expect(org().org.inspector.writes).toBe(writes);
	});

	it('is blocked with the seal of another user', async () => {
		const [first, second] = peopleWith(org());
		const done = outcomesOf(await reclaim(org(), [seatItem(first.Id), seatItem(second.Id)]));
		const swapped = done.map((row, index) => ({ ...row, seal: done[1 - index].seal }));
		expect(outcomesOf(await restore(org(), swapped))).toMatchObject([isBlocked, isBlocked]);
		const other = { ...done[0], userId: second.Id };
		expect(outcomesOf(await restore(org(), [other]))).toMatchObject([isBlocked]);
	});

	it('does not write what a key outside the seal says', async () => {
		const before = stateOf(org());
		const done = await wholeSeatOf(holder().Id);
		const forged = {
			...done,
			action: 'freeze',
			licenseIdentifier: 'Chatter Free',
			targetProfileId: '00e5g000001aBcDAAU',
			acceptUnsealed: true,
			warnings: ['none'],
			profileId: '00e5g000001aBcDAAU',
		};
		expect(tally(outcomesOf(await restore(org(), [forged as IDataObject])))).toEqual({ done: 1 });
		expect(differences(before, stateOf(org()))).toEqual([]);
	});

	it('is not trusted by Reclaim: the writes that it claims are left out of the next outcome', async () => {
		const [user] = peopleWith(org());
		const [frozen] = outcomesOf(await reclaim(org(), [seatItem(user.Id, 'freeze')]));
		const admin = org()
			.org.rows('Profile')
			.find(({ PermissionsModifyAllData }) => PermissionsModifyAllData === true) as Row;
		const forged = {
			...frozen,
			action: 'deactivate',
			before: { ...(frozen.before as IDataObject), profileId: admin.Id },
		};
		const [done] = outcomesOf(await reclaim(org(), [forged]));
		expect(done.warnings.join(' ')).toMatch(/no seal proves them/);
		expect(done.steps.map(({ step }) => step)).toEqual(['deactivate']);
		expect(done.before).toMatchObject({ profileId: user.ProfileId, isFrozen: true });
		await restore(org(), [done]);
		expect(user.ProfileId).not.toBe(admin.Id);
	});
});

describe('a run after another', () => {
	it('covers what the first one wrote, so that one outcome restores all of it', async () => {
		const [user] = peopleWith(org());
		const before = stateOf(org());
		const [frozen] = outcomesOf(await reclaim(org(), [seatItem(user.Id, 'freeze')]));
		const [gone] = outcomesOf(await reclaim(org(), [{ ...frozen, action: 'deactivate' }]));
		expect(gone.steps.map(({ step }) => step)).toEqual(['freeze', 'deactivate']);
		expect(gone.before).toMatchObject({ isFrozen: false });
		expect(tally(outcomesOf(await restore(org(), [gone])))).toEqual({ done: 1 });
		expect(differences(before, stateOf(org()))).toEqual([]);
	});

	it('continues a plan whose run was cut off, and says what is unknown', async () => {
		const [user] = peopleWith(org());
		const before = stateOf(org());
		const [plan] = outcomesOf(await reclaim(org(), [seatItem(user.Id)], { dryRun: true }));
		await reclaim(org(), [seatItem(user.Id)]);
		const cutOff = { ...plan, outcome: 'unknown' };
		expect(outcomesOf(await restore(org(), [cutOff]))).toMatchObject([isBlocked]);
		const [settled] = outcomesOf(await reclaim(org(), [cutOff], { dryRun: true }));
		expect(settled).toMatchObject({ outcome: 'alreadyDone', before: { isActive: true } });
		expect(settled.steps).toMatchObject([{ outcome: 'unknown', errorCode: 'RUN_CUT_OFF' }]);
		expect(tally(outcomesOf(await restore(org(), [settled])))).toEqual({ done: 1 });
		expect(differences(before, stateOf(org()))).toEqual([]);
	});

	it('finishes after a freeze whose run was cut off: it is unknown who froze the user, and that does not stop it', async () => {
		const [user] = peopleWith(org());
		const before = stateOf(org());
		const [plan] = outcomesOf(
			await reclaim(org(), [seatItem(user.Id, 'freeze')], { dryRun: true }),
		);
		await reclaim(org(), [seatItem(user.Id, 'freeze')]);
		const cutOff = { ...plan, outcome: 'unknown' };
		const [frozen] = outcomesOf(await reclaim(org(), [cutOff]));
		const next = {
			...seatItem(user.Id),
			before: frozen.before,
			steps: frozen.steps,
			seal: frozen.seal,
		};
		const [gone] = outcomesOf(await reclaim(org(), [next as unknown as IDataObject]));
		expect(gone).toMatchObject({ outcome: 'done', before: { isActive: true, isFrozen: false } });
		expect(gone.steps).toMatchObject([
			{ step: 'freeze', outcome: 'unknown', errorCode: 'RUN_CUT_OFF' },
			{ step: 'deactivate', outcome: 'done' },
		]);
		expect(user.IsActive).toBe(false);
		expect(tally(outcomesOf(await restore(org(), [gone])))).toEqual({ done: 1 });
		expect(differences(before, stateOf(org()))).toEqual([]);
	});

	it('does not treat a plan as a run: what an admin removed since then stays removed', async () => {
		const [user] = peopleWith(org());
		const [plan] = outcomesOf(await reclaim(org(), [seatItem(user.Id)], { dryRun: true }));
		org().org.change('User', user, { IsActive: false });
		org().org.seats.recount();
		const steps = plan.steps.map((step) => ({ ...step, outcome: 'done' }));
		const [skipped, forged] = outcomesOf(
			await restore(org(), [plan, { ...plan, outcome: 'done', steps }]),
		);
		expect(skipped.outcome).toBe('skipped');
		expect(forged).toMatchObject(isBlocked);
		expect(user.IsActive).toBe(false);
	});
});

describe('without a Client Secret', () => {
	it('nothing is sealed, and Restore says what to do', async () => {
		const { issueToken } = org();
		const credential = clientCredentials(org(), {
			grantType: 'pkce',
			clientSecret: '',
			oauthTokenData: { access_token: issueToken(), instance_url: org().url },
		});
		const [user] = peopleWith(org());
		const plan = await runNode(
			{ resource: 'reclamation', operation: 'reclaim', maxPercent: 100 },
			credential,
			[seatItem(user.Id)],
		);
		expect(plan.error).toBeNull();
		expect(plan.items[0].seal).toBeNull();
		expect(plan.hints.join(' ')).toMatch(/these outcomes are not sealed/);
		const row = { ...plan.items[0], outcome: 'done' };
		const back = await runNode({ resource: 'reclamation', operation: 'restore' }, credential, [
			row,
		]);
		expect(outcomesOf(back)[0]).toMatchObject(isBlocked);
		expect(outcomesOf(back)[0].reason).toMatch(/no Client Secret/);
	});
});
