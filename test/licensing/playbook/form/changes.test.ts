import {
	changedMeanwhile,
	changesOf,
} from '../../../../nodes/SalesforceLicenses/licensing/playbook/form/changes';
import type { StoredProfile } from '../../../../nodes/SalesforceLicenses/licensing/playbook/form/setup';

const BEFORE: StoredProfile = {
	displayName: 'Acme',
	dryRun: true,
	notifyUser: true,
	onSilence: 'keep',
	maxUsers: 100,
	graceDays: 14,
	excludedUsernames: ['ceo@acme.com'],
	prices: { SFDC: 1, AUL: 2 },
	reclaimSubflow: '',
};
const changed = (after: Partial<StoredProfile>) => changesOf(BEFORE, { ...BEFORE, ...after });

describe('the changes of a profile', () => {
	it.each<[string, Partial<StoredProfile>, boolean]>([
		['ending the dry run', { dryRun: false }, true],
		['asking nobody', { notifyUser: false }, true],
		['no answer that asks anybody', { notifyUser: null }, true],
		['reclaiming on silence', { onSilence: 'reclaim' }, true],
		['reclaiming at all', { reclaimSubflow: 'r1' }, true],
		['a higher limit', { maxUsers: 101 }, true],
		['a lower limit', { maxUsers: 5 }, false],
		['fewer days of grace', { graceDays: 3 }, true],
		['more days of grace', { graceDays: 30 }, false],
		['an exclusion less', { excludedUsernames: [] }, true],
		['an exclusion more', { excludedUsernames: ['ceo@acme.com', 'cfo@acme.com'] }, false],
		['other rules', { rules: [{ inactiveDays: 5 }] }, true],
		['other prices', { prices: { SFDC: 3 } }, false],
	])('%s is shown, and marked if more may be written', (_, after, isRisky) => {
		const changes = changed(after);
		expect(changes).toHaveLength(1);
		expect(changes[0]).toMatchObject({ field: Object.keys(after)[0], isRisky });
		expect(changes[0].before).not.toBe(changes[0].after);
	});

	it('are those first that let more be written', () => {
		const fields = changed({ alertEmail: 'it@acme.com', maxUsers: 5, dryRun: false });
		expect(fields.map(({ field }) => field)).toEqual(['dryRun', 'maxUsers', 'alertEmail']);
	});

	it.each<Partial<StoredProfile>>([
		{},
		{ prices: { AUL: 2, SFDC: 1 } },
		{ managerEmail: '', alertEmail: null, orgId: undefined },
	])('are none where nothing differs (%j)', (after) => {
		expect(changed(after)).toEqual([]);
		expect(changedMeanwhile(BEFORE, { ...BEFORE, ...after })).toEqual([]);
	});

	it('show no ID of a workflow', () => {
		const [{ before, after }] = changed({ reclaimSubflow: 'AbC123' });
		expect({ before, after }).toEqual({ before: 'No', after: 'Yes' });
	});

	it('are seen where another tab changed only what no page shows', () => {
		expect(changedMeanwhile(BEFORE, { ...BEFORE, downloadSubflow: 'x' })).toEqual([
			'downloadSubflow',
		]);
	});
});
