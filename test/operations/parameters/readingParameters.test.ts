import type { IDataObject } from 'n8n-workflow';
import { runNode } from '../../support/inProcess';
import { clientCredentials, useOrg } from '../../support/org';

jest.setTimeout(15_000);

/** Reading operations: a parameter that is not what it should be is named before the first call. */
const org = useOrg({ users: 5, seed: 79 });

const NOTHING = [undefined, null];
const NO_TEXT = [...NOTHING, 0, NaN, true, {}];
const NO_SWITCH = [...NOTHING, '', ' ', 0, 1, NaN, 'no', 'false', 'true', [], {}, [false]];
const NO_NUMBER = [...NOTHING, '', ' ', '5', 0, -1, NaN, Infinity, 1.5, true, [], {}, [1]];
const NO_OPTION = [...NOTHING, '', ' ', 0, NaN, 'nonsense', true, [], {}];
const NO_LIST = [...NO_TEXT, [null], [1], [{}]];
const NO_CHOICE = [...NO_LIST, '', [], 'nonsense', ['nonsense']];
const NO_JSON = [...NO_TEXT, '{', '"text"', '7'];

type Line = [
	operation: string,
	name: string,
	label: string,
	wrong: unknown[],
	others?: IDataObject,
];

const form = { rulesSource: 'form' };
const LINES: Line[] = [
	['license:getMany', 'licenseKinds', 'License Kinds', NO_CHOICE],
	['license:getMany', 'returnAll', 'Return All', NO_SWITCH],
	['license:getMany', 'limit', 'Limit', NO_NUMBER, { returnAll: false }],
	['license:getMany', 'onlyUnrecognized', 'Only Unrecognized', NO_SWITCH],
	['license:getMany', 'priceBook', 'Price Book', NO_JSON],
	['license:getMany', 'softwareModels', 'Software Models', NO_JSON],
	['subscription:download', 'output', 'Output', NO_OPTION],
	['subscription:download', 'fileFormat', 'File Format', NO_OPTION, { output: 'file' }],
	['subscription:download', 'groupBy', 'Group By', NO_OPTION],
	['subscription:download', 'api', 'API', NO_OPTION],
	['subscription:download', 'bulkFromRows', 'Use Bulk API From (Rows)', NO_NUMBER],
	[
		'subscription:download',
		'maxApiUsagePercent',
		'Stop at API Usage (% of Daily Limit)',
		[...NO_NUMBER.filter((one) => one !== 1.5), 101],
	],
	['subscription:download', 'signals', 'Activity Signals', NO_CHOICE],
	[
		'subscription:download',
		'loginHistoryDays',
		'Login History Days',
		[...NO_NUMBER, 181],
		{ signals: ['humanLogin'] },
	],
	['subscription:download', 'moreWorkObjects', 'More Work Objects', NO_LIST, { signals: ['work'] }],
	['subscription:download', 'directory', 'Directory', NO_JSON],
	['subscription:download', 'startAfterUserId', 'Start After User ID', [...NO_TEXT, [], 'nobody']],
	['subscription:download', 'whenShareReached', 'On API Limit', NO_OPTION],
	['reclamation:findCandidates', 'rulesSource', 'Rules Source', NO_OPTION],
	[
		'reclamation:findCandidates',
		'rulesJson',
		'Rules (JSON)',
		[...NO_JSON, '', '[]'],
		{ rulesSource: 'json' },
	],
	['reclamation:findCandidates', 'pricePeriod', 'Price Period', NO_OPTION],
	['reclamation:findCandidates', 'listProtected', 'List Protected Users', NO_SWITCH],
	['reclamation:findCandidates', 'blockers', 'Look for Blockers', NO_SWITCH],
	['reclamation:findCandidates', 'probe', 'Test with Salesforce (Rolled Back)', NO_SWITCH],
	['reclamation:findCandidates', 'detector', 'What to Look For', NO_OPTION, form],
	['reclamation:findCandidates', 'action', 'Action', NO_OPTION, form],
	['reclamation:findCandidates', 'inactiveDays', 'Inactive Days', NO_NUMBER, form],
	[
		'reclamation:findCandidates',
		'minimumAccountAgeDays',
		'Minimum Account Age (Days)',
		NO_NUMBER.filter((one) => one !== 0),
		form,
	],
	[
		'reclamation:findCandidates',
		'includeNeverLoggedIn',
		'Include Never Logged In',
		NO_SWITCH,
		form,
	],
	['reclamation:findCandidates', 'licenseIdentifiers', 'License Identifiers', NO_LIST, form],
	['reclamation:findCandidates', 'exemptUsernames', 'Exempt Usernames', NO_LIST, form],
];

const FILTERS: Array<[name: string, label: string, wrong: unknown[]]> = [
	['userStatus', 'User Status', NO_OPTION],
	['users', 'Users', NO_LIST],
	['excludeUsernames', 'Exclude Usernames', NO_LIST],
	['licenseIdentifiers', 'License Names or IDs', NO_LIST],
	['profiles', 'Profile Names or IDs', NO_LIST],
	['userTypes', 'User Types', NO_LIST],
];

/** What is wrong about a run whose items should all have been refused, one item for each value. */
async function leaks(parameters: IDataObject, values: unknown[], label: string): Promise<string[]> {
	const items = values.map((given) => (given === undefined ? {} : { given }) as IDataObject);
	const run = await runNode(parameters as never, clientCredentials(org()), items, {
		continueOnFail: true,
	});
	const calls = org().org.inspector.requests.length;
	const wrong = run.items.flatMap(({ error, description, given }) =>
		String(error).startsWith(label) && /^Nothing was read/.test(String(description))
			? []
			: [`${JSON.stringify(given)}: ${String(error)} ${String(description)}`],
	);
	const sum = `${run.items.length} items, ${calls} calls`;
	return sum === `${values.length} items, 0 calls` ? wrong : [sum, ...wrong];
}

it.each(LINES)(
	'%s refuses every invalid value of %s',
	async (where, name, label, wrong, others = {}) => {
		const [resource, operation] = where.split(':');
		const parameters = { resource, operation, ...others, [name]: '={{ $json.given }}' };
		expect(await leaks(parameters, wrong, label)).toEqual([]);
	},
);

it.each(FILTERS)(
	'the filter %s refuses every invalid value',
	async (name, label, wrong) => {
		const filters = { [name]: '={{ $json.given }}' };
		const parameters = { resource: 'subscription', operation: 'download', filters };
		expect(await leaks(parameters, wrong, `Filters > ${label}`)).toEqual([]);
	},
);
