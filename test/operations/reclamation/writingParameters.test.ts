import type { IDataObject } from 'n8n-workflow';
import type { NodeRun } from '../../support/inProcess';
import { useOrg } from '../../support/org';
import { outcomesOf, peopleWith, reclaim, restore, seatItem } from '../../support/seats';

jest.setTimeout(60_000);

/** A parameter that is not what it should be ends the run before the first call to Salesforce. */
const org = useOrg({ users: 40, seed: 77 });

/** What expressions yield when something went wrong upstream. `undefined`: a field that is not there. */
const VALUES: unknown[] = [
	undefined,
	null,
	'',
	' ',
	0,
	-1,
	NaN,
	Infinity,
	'5',
	'no',
	'false',
	'true',
	'yes',
	[],
	{},
	[false],
	[1],
];
const except = (...fine: unknown[]) =>
	VALUES.filter((value) => !fine.some((one) => Object.is(one, value)));

const NO_SWITCH = VALUES;
const transferring = { transferRecords: true };

/** The parameter, its name in the editor, what is not a value of it, and what else has to be set. */
const RECLAIM: Array<[string, string, unknown[], IDataObject?]> = [
	['dryRun', 'Dry Run', NO_SWITCH],
	['protectAdministrators', 'Protect Administrators', NO_SWITCH],
	['transferRecords', 'Transfer Records', NO_SWITCH],
	['maxUsers', 'Max Users', except(0)],
	['maxPercent', 'Max Percent', [...except(0), 101]],
	['maxErrorPercent', 'Max Error Percent', [...except(0), 101]],
	['parallelCalls', 'Parallel Calls', [...VALUES, 6, 1.5]],
	['maxApiUsagePercent', 'Stop at API Usage (% of Daily Limit)', [...VALUES, 101]],
	['maxRecordsPerUser', 'Max Records per User', [...VALUES, 2.5], transferring],
	['transferTo', 'Transfer To', [...VALUES, 'Manager', 'managr'], transferring],
	['transferObjects', 'Transfer Objects', [...VALUES, 'User', ['Acount']], transferring],
	[
		'transferUser',
		'Transfer To User',
		VALUES.filter((value) => typeof value !== 'string' || value.trim() === ''),
		{ ...transferring, transferTo: 'user' },
	],
	[
		'protectedUsernames',
		'Protected Usernames',
		[undefined, null, 0, -1, NaN, {}, [false], [1], [null], [{}]],
	],
	['targetProfile', 'Target Profile', [undefined, null, 0, -1, NaN, {}, [], [false], [1]]],
	['resource', 'Resource', [...VALUES, 'Reclamation', 'reclamations']],
	['operation', 'Operation', [...VALUES, 'Reclaim', 'reclaims']],
];

const N8N_GIVES_DEFAULT = new Set(['transferObjects', 'protectedUsernames', 'targetProfile']);

/** Beside Options, where nobody adds them, n8n drops an empty list before the node is asked. */
const isDroppedByN8n = (name: string, value: unknown) =>
	Array.isArray(value) &&
	value.length === 0 &&
	['maxApiUsagePercent', 'maxErrorPercent', 'parallelCalls', 'protectAdministrators'].includes(
		name,
	);

const somebody = () => peopleWith(org())[0].Id;
const touched = () => ({
	writes: org().org.inspector.writes,
	calls: org().org.inspector.requests.length,
});
const UNTOUCHED = { writes: 0, calls: 0 };

/** What is wrong about a run that should have been refused; null where nothing is. */
function leak(value: unknown, label: string, run: NodeRun): string | null {
	const { writes, calls } = touched();
	const message = run.error?.message ?? '';
	const said = `${message} ${run.error?.description ?? ''}`;
	if (writes > 0 || calls > 0) return `${String(value)}: ${writes} writes, ${calls} calls`;
	return message.startsWith(label) && said.includes('Nothing was written')
		? null
		: `${JSON.stringify(value)}: ${said}`;
}

describe('Reclaim', () => {
	it.each(RECLAIM)(
		'refuses every invalid value of %s',
		async (name, label, values, others = {}) => {
			const leaks: Array<string | null> = [];
			for (const value of values) {
				const byExpression = { [name]: '={{ $json.given }}', ...others };
				const item = seatItem(
					somebody(),
					'deactivate',
					value === undefined ? {} : { given: value },
				);
				leaks.push(leak(value, label, await reclaim(org(), [item], byExpression)));
				// n8n itself puts the default of the form for what the workflow lacks, and for a text or list of null.
				if (value === undefined || (value === null && N8N_GIVES_DEFAULT.has(name))) continue;
				if (isDroppedByN8n(name, value)) continue;
				const typed = { ...others, [name]: value } as IDataObject;
				leaks.push(leak(value, label, await reclaim(org(), [seatItem(somebody())], typed)));
			}
			expect(leaks.filter((one) => one !== null)).toEqual([]);
		},
	);

	it.each(RECLAIM.filter(([name]) => !['resource', 'operation'].includes(name)))(
		'requires %s of every item',
		async (name, label, [wrong], others = {}) => {
			const good: IDataObject = {
				dryRun: false,
				protectAdministrators: true,
				transferRecords: false,
				transferTo: 'manager',
				transferObjects: 'Account',
				transferUser: 'x',
				protectedUsernames: '',
				targetProfile: '',
			};
			const right = good[name] ?? 2;
			const [one, two] = [right, wrong].map((given) =>
				seatItem(somebody(), 'deactivate', { given } as IDataObject),
			);
			const run = await reclaim(org(), [one, two], { [name]: '={{ $json.given }}', ...others });
			expect(leak(wrong, label, run)).toBe(null);
		},
	);

	it('refuses two items that differ in a value for the whole run', async () => {
		const items = [true, false].map((dry) => seatItem(somebody(), 'deactivate', { dry }));
		const run = await reclaim(org(), items, { dryRun: '={{ $json.dry }}' });
		expect(run.error?.message).toBe(
			'Dry Run: it differs between items: true for item 1, false for item 2',
		);
		expect(touched()).toEqual(UNTOUCHED);
	});

	it('ends as a whole with "Continue on Fail": every item says why', async () => {
		const items = [seatItem(somebody()), seatItem(somebody())];
		const run = await reclaim(org(), items, { maxUsers: 'many' }, { continueOnFail: true });
		expect(run.error).toBe(null);
		expect(run.outputs[1].map(({ json }) => String(json.error))).toEqual(
			Array(2).fill('Max Users must be a whole number of 0 or more, but it is the text "many"'),
		);
		expect(touched()).toEqual(UNTOUCHED);
	});

	it('writes if the expression gives the value itself', async () => {
		const item = seatItem(somebody(), 'deactivate', { dry: false, most: 1, names: ['nobody'] });
		const run = await reclaim(org(), [item], {
			dryRun: '={{ $json.dry }}',
			maxUsers: '={{ $json.most }}',
			parallelCalls: '={{ 1 }}',
		});
		expect(outcomesOf(run)[0]).toMatchObject({ outcome: 'done' });
	});
});

describe('Restore', () => {
	it.each([
		['dryRun', 'Dry Run', NO_SWITCH],
		['maxApiUsagePercent', 'Stop at API Usage (% of Daily Limit)', [...VALUES, 101]],
	] as Array<[string, string, unknown[]]>)(
		'refuses every invalid value of %s',
		async (name, label, values) => {
			const leaks: Array<string | null> = [];
			const [taken] = outcomesOf(await reclaim(org(), [seatItem(somebody())]));
			const before = touched();
			for (const value of values) {
				const item = { ...taken, ...(value === undefined ? {} : { given: value }) } as IDataObject;
				const run = await restore(org(), [item], { [name]: '={{ $json.given }}' });
				const said = `${run.error?.message} ${run.error?.description}`;
				leaks.push(said.startsWith(label) && said.includes('Nothing was written') ? null : said);
			}
			expect(leaks.filter((one) => one !== null)).toEqual([]);
			expect(touched()).toEqual(before);
		},
	);
});
