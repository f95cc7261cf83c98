import type { IDataObject } from 'n8n-workflow';
import type { RunningOrg } from '../../org/server';
import { pollingWorkflow } from '../../support/pollNode';
import { clientCredentials, useOrg } from '../../support/org';

/** What each event says, and that nothing is told twice. */

const org = useOrg({ users: 120, seed: 7 });
const ALL = [
	'subscriptionAssigned',
	'subscriptionRemoved',
	'userInactive',
	'userReturned',
	'poolLow',
	'poolOverAllocated',
	'licenseExpiring',
	'identifierUnrecognized',
	'inactiveHolder',
	'frozenHolder',
];

const watching = (parameters: IDataObject = {}) =>
	pollingWorkflow({ events: ALL, ...parameters } as never, clientCredentials(org()));

/** Events with the user or the license they are about. */
const told = (items: IDataObject[]) =>
	items
		.map(
			({ event, userId, licenseIdentifier }) =>
				`${event} ${userId ?? ''} ${licenseIdentifier ?? ''}`,
		)
		.sort();

const asAdmin = async (
	running: RunningOrg,
	method: string,
	path: string,
	body?: object,
): Promise<unknown> => {
	const response = await fetch(`${running.url}/services/data/v65.0/${path}`, {
		method,
		headers: {
			authorization: `Bearer ${running.issueToken()}`,
			'content-type': 'application/json',
		},
		body: body === undefined ? undefined : JSON.stringify(body),
	});
	expect(response.status).toBeLessThan(300);
	const text = await response.text();
	return text === '' ? undefined : JSON.parse(text);
};

it('asks to choose an event', async () => {
	await expect(watching({ events: [] }).poll()).rejects.toThrow(
		'Events: choose at least one event',
	);
});

it('says nothing at first, and nothing when nothing happened', async () => {
	const workflow = watching();
	expect(await workflow.poll()).toEqual([]);
	const { apiCalls } = org().org;
	expect(await workflow.poll()).toEqual([]);
	expect(org().org.apiCalls - apiCalls).toBeLessThanOrEqual(15);
});

it('tells an assignment and its removal once, with the row', async () => {
	const workflow = watching();
	await workflow.poll();
	const { org: records } = org();
	const pool = records
		.rows('PermissionSetLicense')
		.find(({ DeveloperName }) => DeveloperName === 'SalesConsoleUser')!;
	const held = new Set(
		records.rows('PermissionSetLicenseAssign').map(({ AssigneeId }) => AssigneeId),
	);
	const user = records
		.rows('User')
		.find(
			({ Id, IsActive, UserType }) => IsActive === true && UserType === 'Standard' && !held.has(Id),
		)!;
	const created = (await asAdmin(org(), 'POST', 'sobjects/PermissionSetLicenseAssign', {
		AssigneeId: user.Id,
		PermissionSetLicenseId: pool.Id,
	})) as { id: string };
	const items = await workflow.poll();
	expect(told(items)).toEqual([`subscriptionAssigned ${user.Id} SalesConsoleUser`]);
	expect(items[0]).toMatchObject({
		orgId: records.id,
		username: user.Username,
		licenseKind: 'permissionSetLicense',
		assignedAt: expect.stringMatching(/Z$/),
	});
	expect(await workflow.poll()).toEqual([]);
	await asAdmin(org(), 'DELETE', `sobjects/PermissionSetLicenseAssign/${created.id}`);
	const after = await workflow.poll();
	expect(told(after)).toEqual([`subscriptionRemoved ${user.Id} SalesConsoleUser`]);
	expect(after[0].eventKey).not.toBe(items[0].eventKey);
});
