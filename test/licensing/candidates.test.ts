import { findCandidates } from '../../nodes/SalesforceLicenses/licensing/candidates';
import type { Person } from '../../nodes/SalesforceLicenses/licensing/model';
import { aRule, aSubscription, daysAgo, NOW } from '../support/builders';

const find = (person: Partial<Person>, rule = aRule(), connectedUserId: string | null = null) =>
	findCandidates(
		[aSubscription({ lastLoginAt: daysAgo(200), ...person })],
		[rule],
		connectedUserId,
		NOW,
	);

describe('finding candidates', () => {
	it('gives evidence, justification and the action of the rule', () => {
		const [candidate] = find({});
		expect(candidate).toMatchObject({
			candidateKey: candidate.subscriptionKey,
			action: 'deactivate',
			rule: 'Unused seats',
			state: 'Ready',
			inactiveDays: 200,
			justification: 'Not used for 200 days (threshold 60)',
		});
		expect(candidate.evidence).toContainEqual({
			signal: 'lastLogin',
			value: daysAgo(200),
			source: 'User.LastLoginDate',
		});
	});

	test.each<[string, Partial<Person>]>([
		['a guest user', { userType: 'Guest' }],
		['the automated process', { userType: 'AutomatedProcess' }],
		['a cloud integration user', { userType: 'CloudIntegrationUser' }],
		['a user without a type', { userType: null }],
		['a user of a type that nobody knows yet', { userType: 'Robot' }],
		[
			'an integration user',
			{ userLicense: { identifier: 'Salesforce Integration', name: 'Salesforce Integration' } },
		],
		[
			'an Agentforce agent',
			{ userLicense: { identifier: 'PID_DigitalAgent', name: 'Einstein Agent' } },
		],
	])('never picks %s', (_who, person) => {
		expect(find(person)).toEqual([]);
	});

	it('never picks the user that the connection runs as', () => {
		const { userId } = aSubscription();
		expect(find({}, aRule(), userId)).toEqual([]);
	});

	it('does not pick who is inactive, or frozen when the rule freezes', () => {
		expect(find({ isActive: false })).toEqual([]);
		expect(find({ isFrozen: true }, aRule({ action: 'freeze' }))).toEqual([]);
		expect(find({ isFrozen: true })).toHaveLength(1);
	});
});
