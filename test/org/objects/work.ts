import type { ObjectType } from './field';
import {
	audit,
	bareReference,
	field,
	flag,
	number,
	object,
	pick,
	reference,
	text,
	when,
	writable,
} from './field';

const ownedBy = { OwnerId: writable(reference('Owner', 'User', 'Group')) };
const byUsers = {
	CreatedById: reference('CreatedBy', 'User'),
	LastModifiedById: reference('LastModifiedBy', 'User'),
	...audit,
};
const unfilterable = { filterable: false };

/** Object Reference: what users did, and what hangs on them. */
export function work(): Record<string, ObjectType> {
	const editable = { createable: true, updateable: true, deletable: true };
	return {
		// Status, Application, Browser and their like can be read but not filtered.
		LoginHistory: object(
			'0Ya',
			{
				UserId: bareReference('User'),
				LoginTime: when,
				LoginType: pick,
				LoginSubType: pick,
				SourceIp: text,
				LoginUrl: text,
				Status: field('string', unfilterable),
				Application: field('string', unfilterable),
				Browser: field('string', unfilterable),
				ApiType: field('string', unfilterable),
				Platform: field('string', unfilterable),
				CountryIso: text,
			},
			{ readPermission: 'ManageLoginHistory' },
		),
		// AccessToken and DeleteToken are secrets; a query gives 500 rows a page and 2,500 in all.
		OauthToken: object(
			'0CP',
			{
				UserId: reference('User', 'User'),
				AppName: text,
				LastUsedDate: when,
				UseCount: number,
				AccessToken: field('string', unfilterable),
				DeleteToken: field('string', unfilterable),
				...audit,
			},
			{ readPermission: 'CustomizeApplication', bulk: false },
		),
		CronTrigger: object(
			'08e',
			{
				OwnerId: bareReference('User'),
				CreatedById: reference('CreatedBy', 'User'),
				State: pick,
				NextFireTime: when,
				CronExpression: text,
				CreatedDate: when,
			},
			{ readPermission: 'ViewSetup' },
		),
		Dashboard: object('01Z', {
			Title: text,
			DeveloperName: text,
			Type: pick,
			RunningUserId: reference('RunningUser', 'User'),
			...byUsers,
		}),
		ProcessInstanceWorkitem: object('04i', {
			ActorId: reference('Actor', 'User', 'Group'),
			OriginalActorId: bareReference('User'),
			ProcessInstanceId: bareReference('ProcessInstance'),
			CreatedDate: when,
		}),
		Account: object('001', { Name: writable(text), ...ownedBy, ...byUsers }, editable),
		Opportunity: object(
			'006',
			{ Name: writable(text), StageName: writable(pick), IsClosed: flag, ...ownedBy, ...byUsers },
			editable,
		),
		Case: object(
			'500',
			{ CaseNumber: text, Subject: writable(text), IsClosed: flag, ...ownedBy, ...byUsers },
			editable,
		),
		Lead: object(
			'00Q',
			{ Name: text, LastName: writable(text), IsConverted: flag, ...ownedBy, ...byUsers },
			editable,
		),
	};
}
