import { versionNote } from '../../../nodes/SalesforceLicenses/licensing/installing/versions';

describe('the versions of playbook and package', () => {
	it.each([
		['0.1.0', '0.1.0'],
		['0.1.0', '0.1.9'],
		['1.4.2', '1.4.0-beta.1'],
		['', '0.1.0'],
	])('%j and %s fit each other', (playbook, own) => {
		expect(versionNote(playbook, own)).toBe('');
	});

	it.each([
		['0.1.0', '0.2.0'],
		['0.9.0', '1.0.0'],
		['1.9.0', '1.10.0'],
	])('workflows of %s are too old for the package %s', (playbook, own) => {
		expect(versionNote(playbook, own)).toBe(
			`The workflows of the playbook are version ${playbook}, and the package n8n-nodes-salesforce-licenses is version ${own}. Run "Salesforce Licenses: Install the Playbook" again to update the workflows.`,
		);
	});

	it.each([
		['0.2.0', '0.1.0'],
		['1.10.0', '1.9.0'],
		['2.0.0', '1.9.0'],
	])('workflows of %s need a newer package than %s', (playbook, own) => {
		expect(versionNote(playbook, own)).toContain('Update the package on every n8n process');
	});

	it.each(['null', 'latest', '1', '1.2', 'x.y.z', '1.2.3.4', '٣.١.٠'])(
		'%j is no version, and is not taken for one',
		(playbook) => {
			expect(versionNote(playbook, '0.1.0')).toContain('cannot be read');
		},
	);
});
