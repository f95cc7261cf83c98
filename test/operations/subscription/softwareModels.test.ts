import { runNode } from '../../support/inProcess';
import { holdsOf } from '../../support/groundTruth';
import { clientCredentials, useOrg } from '../../support/org';

const org = useOrg();

type Parameters = Record<string, string | boolean | string[]>;
const run = async (resource: 'license' | 'subscription', parameters: Parameters = {}) =>
	await runNode(
		{ resource, operation: resource === 'license' ? 'getMany' : 'download', ...parameters },
		clientCredentials(org()),
	);

const OWN = JSON.stringify([
	{
		licenseKind: 'packageLicense',
		licenseIdentifier: 'ACMEAPP',
		softwareModel: 'Acme App',
		publisher: 'Acme',
		category: 'Warehouse',
	},
	{ licenseKind: 'userLicense', licenseIdentifier: 'SFDC', softwareModel: 'Sales Cloud' },
]);

describe('software models', () => {
	it('are the same on pools and on subscriptions', async () => {
		const pools = (await run('license')).items;
		const rows = (await run('subscription')).items;
		for (const row of rows) {
			const pool = pools.find(
				({ licenseKind, licenseIdentifier }) =>
					licenseKind === row.licenseKind && licenseIdentifier === row.licenseIdentifier,
			);
			for (const key of ['softwareModel', 'publisher', 'edition', 'category']) {
				expect([row.licenseIdentifier, row[key]]).toEqual([row.licenseIdentifier, pool?.[key]]);
			}
		}
		expect(new Set(rows.map(({ category }) => category)).size).toBeGreaterThan(4);
	});

	it('are the ones that the user assigned', async () => {
		for (const resource of ['license', 'subscription'] as const) {
			const { items, error } = await run(resource, { softwareModels: OWN });
			expect(error).toBeNull();
			const of = (name: string) =>
				items.find(({ licenseIdentifier }) => licenseIdentifier === name);
			expect(of('acmeapp')).toMatchObject({
				softwareModel: 'Acme App',
				publisher: 'Acme',
				edition: null,
				category: 'Warehouse',
			});
			expect(of('SFDC')).toMatchObject({ softwareModel: 'Sales Cloud', publisher: 'Salesforce' });
		}
	});

	it('that are not recognized are returned as a list of their own, to be assigned', async () => {
		const pools = await run('license', { onlyUnrecognized: true });
		expect(pools.items.map(({ licenseIdentifier }) => licenseIdentifier)).toEqual(['acmeapp']);
		const held = holdsOf(org().org).filter(({ identifier }) => identifier === 'acmeapp').length;
		expect(held).toBeGreaterThan(0);
		expect(pools.items[0]).toMatchObject({ used: held, publisher: null });
		const file = await run('subscription', { output: 'file' });
		expect(file.items[0].unrecognized).toEqual([
			{
				licenseKind: 'packageLicense',
				licenseIdentifier: 'acmeapp',
				licenseName: 'acmeapp',
				subscriptions: held,
			},
		]);
		expect(file.hints.join()).toContain(`Licenses without a software model: acmeapp (${held})`);
		const assigned = await run('license', { onlyUnrecognized: true, softwareModels: OWN });
		expect(assigned.items).toEqual([]);
	});
});

test.each([
	['{}', /the list of software models: Enter a JSON list of rows/],
	['[{', /not valid JSON/],
	[
		'[{"licenseKind":"x","licenseIdentifier":"a","softwareModel":"b"}]',
		/row 1, licenseKind: must be one of userLicense, /,
	],
	['[{"licenseKind":"userLicense","licenseIdentifier":"a"}]', /row 1, softwareModel: is missing/],
	[
		'[{"licenseKind":"userLicense","licenseIdentifier":"a","softwareModel":"b"},{"licenseKind":"userLicense","licenseIdentifier":" ","softwareModel":"b"}]',
		/row 2, licenseIdentifier: Enter a text/,
	],
	[
		'[{"licenseKind":"userLicense","licenseIdentifier":"a","softwareModel":"b","vendor":"c"}]',
		/row 1: has fields that do not belong there: .*vendor/,
	],
	[
		'[{"licenseKind":"userLicense","licenseIdentifier":"a","softwareModel":"b"},{"licenseKind":"userLicense","licenseIdentifier":"A","softwareModel":"c"}]',
		/row 2, licenseIdentifier: "A" is already in row 1/,
	],
])('the mapping %s is refused, with row and field', async (softwareModels, message) => {
	for (const resource of ['license', 'subscription'] as const) {
		const { error, items } = await run(resource, { softwareModels });
		expect(error?.message).toMatch(message);
		expect(error?.message).toMatch(/^Software Models: /);
		expect(items).toEqual([]);
	}
});
