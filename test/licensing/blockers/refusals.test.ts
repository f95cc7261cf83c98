import type { Blocker } from '../../../nodes/SalesforceLicenses/licensing/blockers/blockers';
import {
	blockerOfRefusal,
	mergeBlockers,
} from '../../../nodes/SalesforceLicenses/licensing/blockers/refusals';

describe('a refusal of Salesforce', () => {
	// Texts as help articles 000384586, 000384761 and 000384962 have them.
	it.each([
		[
			'FIELD_INTEGRITY_EXCEPTION',
			'You cannot deactivate this user. You cannot deactivate a user who is the default owner of cases',
			'defaultCaseOwner',
		],
		['INVALID_OPERATION', 'You cannot deactivate the Default Workflow User', 'defaultWorkflowUser'],
		[
			'FIELD_INTEGRITY_EXCEPTION',
			'You cannot disable the Web to Lead Default Creator.',
			'webToLeadCreator',
		],
		[
			'DEPENDENCY_EXISTS',
			'Cannot inactivate user that is the value of a hierarchy field: User Hierarchy. : Jane Doe',
			'hierarchyField',
		],
		['CANNOT_DISABLE_LAST_ADMIN', 'whatever', 'lastAdministrator'],
		['FIELD_CUSTOM_VALIDATION_EXCEPTION', 'The default owner of cases must stay', 'automation'],
		['FIELD_INTEGRITY_EXCEPTION', 'Something that nobody has seen', 'other'],
	])('%s: %s', (code, message, kind) => {
		const blocker = blockerOfRefusal(code, message);
		expect(blocker).toMatchObject({ kind, effect: 'refuses' });
		expect(blocker.text).toContain(message);
		expect(blocker.fix).toMatch(/Setup|Check Access/);
	});

	it('is merged with the blockers of the same kind, and is listed before what would only break', () => {
		const read: Blocker[] = ['hierarchyField', 'queueMember'].map((kind) => ({
			kind,
			effect: kind === 'queueMember' ? 'breaks' : 'refuses',
			count: 2,
			text: `${kind}.`,
			fix: 'f',
			records: [],
		}));
		const merged = mergeBlockers(read, [
			blockerOfRefusal('X', 'owner of cases'),
			blockerOfRefusal('X', 'a hierarchy field'),
		]);
		expect(merged.map(({ kind }) => kind)).toEqual([
			'defaultCaseOwner',
			'hierarchyField',
			'queueMember',
		]);
		expect(merged[1].text).toMatch(/^hierarchyField\. Salesforce rejects the change: X/);
		expect(merged[1].count).toBe(2);
	});
});
