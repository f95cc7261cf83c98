import { canonicalText } from '../../../nodes/SalesforceLicenses/licensing/restoring/seal';

const ORG = '00D5g000004XxYzEAK';
const USER = '0055g00000AbCdEAAV';
const record = {
	before: { userId: USER, isActive: true, isFrozen: null, featureLicenses: ['MarketingUser'] },
	steps: [{ step: 'deactivate', recordId: USER, target: null, outcome: 'done' }],
};
const text = canonicalText(ORG, USER, record);

describe('the sealed text', () => {
	it.each<[string, { before: unknown; steps: unknown }]>([
		[
			'keys come in another order',
			{
				steps: [{ outcome: 'done', target: null, recordId: USER, step: 'deactivate' }],
				before: {
					featureLicenses: ['MarketingUser'],
					isFrozen: null,
					isActive: true,
					userId: USER,
				},
			},
		],
		[
			'null values are left out',
			{
				before: { userId: USER, isActive: true, featureLicenses: ['MarketingUser'] },
				steps: [{ step: 'deactivate', recordId: USER, outcome: 'done' }],
			},
		],
		['other keys are added', { ...record, saving: 1200, profile: 'Sales' } as typeof record],
	])('is the same if %s', (_, stored) => {
		expect(canonicalText(ORG, USER, stored)).toBe(text);
	});

	it.each<[string, { before: unknown; steps: unknown }]>([
		['a list is empty instead of null', { ...record, before: { ...record.before, isFrozen: [] } }],
		['a value has another type', { ...record, before: { ...record.before, isActive: 'true' } }],
		['the order of the steps differs', { ...record, steps: [...record.steps, ...record.steps] }],
		['a value moves to another place', { before: record.steps, steps: record.before }],
		['a text holds what was an object', { ...record, steps: JSON.stringify(record.steps) }],
	])('is different if %s', (_, stored) => {
		expect(canonicalText(ORG, USER, stored)).not.toBe(text);
	});

	it('belongs to one org and one user', () => {
		expect(canonicalText('00D5g000004XxYzEAL', USER, record)).not.toBe(text);
		expect(canonicalText(ORG, '0055g00000AbCdEAAW', record)).not.toBe(text);
	});
});
