import type { SnapshotRow, SoftwareModelRow } from '../../workflows/storage/rows';
import { assigned, choices, modelsPage } from '../../workflows/softwareModels/softwareModels.code';

const NOW = '2026-03-04T05:06:07.000Z';
const snapshot = (profile: string, day: string, licenseIdentifier: string, softwareModel = '') =>
	({
		profile,
		day,
		licenseKind: 'packageLicense',
		licenseIdentifier,
		softwareModel,
		assigned: 4,
	}) as SnapshotRow;
const model: SoftwareModelRow = {
	id: 9,
	licenseKind: 'packageLicense',
	licenseIdentifier: 'old',
	softwareModel: 'Old App',
	assignedAt: NOW,
	assignedBy: 'someone@acme.example',
};
const stored = {
	snapshots: [
		snapshot('Acme', '2026-03-03', 'gone'),
		snapshot('Acme', '2026-03-04', 'acmeapp'),
		snapshot('Acme', '2026-03-04', 'sbqq', 'Salesforce CPQ'),
		snapshot('Beta', '2026-03-01', 'acmeapp'),
	],
	models: [model],
};
const [unrecognized, before] = choices(stored);

describe('software models can be assigned', () => {
	it('for what the latest Refresh of each profile did not recognize, and for what was assigned before', () => {
		expect(choices(stored).map(({ text }) => text)).toEqual([
			'acmeapp (Managed package license; 4 users in Acme; 4 users in Beta)',
			'old (Managed package license; assigned: Old App)',
		]);
		const page = modelsPage(stored, 'packageLicense:old', '', {});
		expect(page.fields.map(({ defaultValue }) => defaultValue)).toEqual([before.text, 'Old App']);
		expect(page.description).toContain('In use: Salesforce CPQ.');
		expect(modelsPage({ snapshots: [], models: [] }, '', '', {}).any).toBe(false);
	});

	it('for the first time and again, and removed', () => {
		const enter = (identifier: string, softwareModel: string) =>
			assigned(stored, { identifier, softwareModel }, 'me@acme.example', NOW);
		expect(enter(unrecognized.text, ' Acme App ')).toMatchObject({
			error: '',
			write: [
				{
					licenseKind: 'packageLicense',
					licenseIdentifier: 'acmeapp',
					softwareModel: 'Acme App',
					assignedAt: NOW,
					assignedBy: 'me@acme.example',
				},
			],
			remove: [],
		});
		expect(enter(before.text, 'New App').write).toEqual([
			expect.objectContaining({ id: 9, softwareModel: 'New App' }),
		]);
		expect(enter(before.text, '')).toMatchObject({ error: '', write: [], remove: [{ id: 9 }] });
	});

	it.each([
		['nonsense', 'X', 'Choose a license.'],
		[unrecognized.text, '  ', 'Enter a software model.'],
		[unrecognized.text, 'x'.repeat(101), 'The software model has 101 characters. Use at most 100.'],
	])('not as %s with %s', (identifier, softwareModel, error) => {
		expect(assigned(stored, { identifier, softwareModel }, '', NOW)).toMatchObject({
			error,
			write: [],
			remove: [],
		});
	});
});
