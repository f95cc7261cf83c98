import type { IDataObject, INode } from 'n8n-workflow';
import { runNode } from '../../support/inProcess';

/** The form that assigns software models: its page is built, filled in and read, as n8n does it. */

const snapshot = (
	profile: string,
	day: string,
	licenseIdentifier: string,
	changes: IDataObject = {},
): IDataObject => ({
	...{ profile, day, licenseKind: 'packageLicense', licenseIdentifier },
	...{ softwareModel: null, assigned: 4 },
	...changes,
});
const MODEL: IDataObject = {
	id: 9,
	licenseKind: 'packageLicense',
	licenseIdentifier: 'old',
	softwareModel: 'Old App',
};
const SNAPSHOTS = [
	snapshot('Acme', '2026-03-03', 'gone'),
	snapshot('Acme', '2026-03-04', 'acmeapp'),
	snapshot('Acme', '2026-03-04', 'sbqq', { softwareModel: 'Salesforce CPQ' }),
	snapshot('Beta', '2026-03-01', 'acmeapp'),
];
const NEW = 'acmeapp (Managed package license; 4 users in Acme; 4 users in Beta)';
const OLD = 'old (Managed package license; assigned: Old App)';

async function run(parameters: object) {
	const node = {
		...{ resource: 'license', operation: 'setModel' },
		...{ storedSnapshots: SNAPSHOTS, storedModels: [MODEL] },
		...parameters,
	};
	return await runNode(node as unknown as INode['parameters'], {});
}

interface Page extends IDataObject {
	any: boolean;
	description: string;
	ending: string;
	fields: Array<{
		fieldName?: string;
		fieldLabel?: string;
		defaultValue?: string;
		html?: string;
		fieldOptions?: { values: Array<{ option: string }> };
	}>;
}

async function page(parameters: object = {}): Promise<Page> {
	const { items, error } = await run({ formTask: 'build', ...parameters });
	expect(error).toBeNull();
	return items[0] as Page;
}
const licenseField = ({ fields }: Page) =>
	fields.find(({ fieldLabel }) => fieldLabel === 'License');
const choicesOf = (shown: Page) =>
	licenseField(shown)?.fieldOptions?.values.map(({ option }) => option);

async function answer(license: unknown, softwareModel: unknown, parameters: object = {}) {
	const shown = await page(parameters);
	const sent = {
		[`license_${shown.ending}`]: license,
		[`softwareModel_${shown.ending}`]: softwareModel,
	};
	const { items, error } = await run({
		...{ formTask: 'read', pageShown: shown, answer: sent, answeredBy: 'me@acme.example' },
		...parameters,
	});
	expect(error).toBeNull();
	return items[0];
}

describe('the page that assigns software models', () => {
	it('offers what the latest refresh of each profile did not recognize, and what was assigned before', async () => {
		const shown = await page();
		expect(choicesOf(shown)).toEqual([NEW, OLD]);
		expect(shown.description).toContain('In use: Salesforce CPQ.');
		expect((await page({ storedSnapshots: [], storedModels: [] })).any).toBe(false);
	});

	it('does not count users that are not known', async () => {
		const storedSnapshots = [snapshot('Acme', '2026-03-04', 'acmeapp', { assigned: null })];
		expect(choicesOf(await page({ storedSnapshots, storedModels: [] }))).toEqual([
			'acmeapp (Managed package license; in Acme)',
		]);
	});

	it.each([
		['packageLicense:old', OLD, 'Old App'],
		['packageLicense:nonsense', '', ''],
		['', '', ''],
		[undefined, '', ''],
		[['packageLicense:old'], '', ''],
	])('opened for %j chooses %j', async (chosenLicense, license, softwareModel) => {
		const { fields } = await page({ chosenLicense });
		expect(fields.map(({ defaultValue }) => defaultValue)).toEqual([license, softwareModel]);
	});

	it('has fields that no link can fill in', async () => {
		const [first, second] = [await page(), await page()];
		expect(first.fields[0].fieldName).toMatch(/^license_[a-z0-9]{8,}$/);
		expect(second.fields[0].fieldName).not.toBe(first.fields[0].fieldName);
	});

	it('shows texts of the org as text', async () => {
		const storedSnapshots = [snapshot('{{ 1 }} <b>', '2026-03-04', 'acmeapp')];
		const [text] = choicesOf(await page({ storedSnapshots })) ?? [];
		expect(text).not.toContain('{{');
		const refused = await answer(text, '', { storedSnapshots });
		const again = await page({ storedSnapshots, answerBefore: refused });
		expect(again.fields[0].html).toContain('Enter a software model.');
		expect(licenseField(again)?.defaultValue).toBe(text);
	});
});

describe('an answer', () => {
	it('assigns a software model for the first time, and again', async () => {
		expect(await answer(NEW, ' Acme App ')).toMatchObject({
			error: '',
			write: [
				{
					...{ licenseKind: 'packageLicense', licenseIdentifier: 'acmeapp' },
					...{ softwareModel: 'Acme App', assignedBy: 'me@acme.example' },
					assignedAt: expect.stringMatching(/^\d{4}-/) as string,
				},
			],
			remove: [],
		});
		expect(await answer(OLD, 'New App')).toMatchObject({
			write: [{ id: 9, softwareModel: 'New App' }],
		});
	});

	it.each(['', '  ', undefined, null])(
		'with the software model %j removes an assignment',
		async (empty) => {
			expect(await answer(OLD, empty)).toMatchObject({ error: '', write: [], remove: [{ id: 9 }] });
		},
	);

	it.each<[unknown, unknown, string]>([
		['nonsense', 'X', 'Choose a license.'],
		[undefined, 'X', 'Choose a license.'],
		[null, 'X', 'Choose a license.'],
		[[NEW], 'X', 'Choose a license.'],
		[NEW, '  ', 'Enter a software model.'],
		[NEW, ['X'], 'Enter the software model as text.'],
		[NEW, NaN, 'Enter the software model as text.'],
		[NEW, 'x'.repeat(101), 'The software model has 101 characters. Use at most 100.'],
	])(
		'with the license %j and the software model %j changes nothing',
		async (license, model, error) => {
			expect(await answer(license, model)).toMatchObject({ error, write: [], remove: [] });
		},
	);

	it('to another page, or to none, changes nothing', async () => {
		const nothing = { error: 'Choose a license.', write: [], remove: [] };
		for (const pageShown of [{}, { ending: 'other' }, { ending: 7 }]) {
			const sent = { license_abc: NEW, softwareModel_abc: 'X', license: NEW };
			const { items } = await run({ formTask: 'read', pageShown, answer: sent });
			expect(items).toMatchObject([nothing]);
		}
	});
});

describe('rows that cannot be read are refused', () => {
	it.each<[object, RegExp]>([
		[{ storedSnapshots: [{ ...SNAPSHOTS[0], licenseKind: 'package' }] }, /row 1, licenseKind/],
		[{ storedSnapshots: [{ ...SNAPSHOTS[0], profile: '' }] }, /row 1, profile: is missing/],
		[{ storedSnapshots: [{ ...SNAPSHOTS[0], assigned: 'many' }] }, /row 1, assigned/],
		[{ storedModels: [{ ...MODEL, softwareModel: null }] }, /row 1, softwareModel/],
		[{ storedModels: 'nothing' }, /not valid JSON/],
		[{ storedModels: '={{ "" }}' }, /empty text/],
	])('%j', async (parameters, reason) => {
		const { error } = await run({ formTask: 'build', ...parameters });
		expect(error?.message).toMatch(reason);
	});
});
