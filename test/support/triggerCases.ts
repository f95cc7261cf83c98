import type { IDataObject } from 'n8n-workflow';
import type { Org, Row } from '../org/org';
import type { RunningOrg } from '../org/server';

/** What the tests of the trigger share. */

export const ALL_EVENTS = [
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

const DAY_MS = 86_400_000;

export const daysBefore = (days: number, now = new Date()): string =>
	new Date(now.getTime() - days * DAY_MS).toISOString();

/** Office workers, without the user that the connection runs as. */
export const employees = (org: Org): Row[] =>
	org
		.rows('User')
		.filter(
			({ Id, IsActive, UserType }) =>
				IsActive === true && UserType === 'Standard' && Id !== org.runAsUserId,
		);

/** Events in short form: what happened, to whom, with which license. */
export const told = (items: readonly IDataObject[]): string[] =>
	items
		.map(({ event, userId, licenseIdentifier }) =>
			[event, userId, licenseIdentifier].filter((part) => part !== undefined).join(' '),
		)
		.sort();

/** A change through the API, as an administrator's tool makes it. */
export async function change(
	running: RunningOrg,
	method: 'POST' | 'PATCH' | 'DELETE',
	path: string,
	body?: object,
): Promise<string> {
	const response = await fetch(`${running.url}/services/data/v65.0/sobjects/${path}`, {
		method,
		headers: {
			authorization: `Bearer ${running.issueToken()}`,
			'content-type': 'application/json',
		},
		body: body === undefined ? undefined : JSON.stringify(body),
	});
	const text = await response.text();
	if (!response.ok) throw new TypeError(text);
	return text === '' ? '' : (JSON.parse(text) as { id: string }).id;
}
