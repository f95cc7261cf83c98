import type { ObjectType } from './field';
import {
	audit,
	bareReference,
	byUsers,
	day,
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
const history = { ...byUsers, ...audit };
const unfilterable = { filterable: false };

/** Object Reference: what users did, and what depends on them. */
export function work(): Record<string, ObjectType> {
	const editable = { createable: true, updateable: true, deletable: true };
	return {
		// Status, Application, Browser and similar fields can be read but not filtered.
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
				ClientVersion: field('string', unfilterable),
				ApiVersion: field('string', unfilterable),
				CountryIso: text,
				AuthenticationServiceId: bareReference('AuthProvider', 'SamlSsoConfig'),
				LoginGeoId: bareReference('LoginGeo'),
				TlsProtocol: pick,
				CipherSuite: pick,
				NetworkId: bareReference('Network'),
				OptionsIsGet: flag,
				OptionsIsPost: flag,
			},
			// Users always see their own logins.
			{ readPermissions: ['MonitorLoginHistory', 'ManageUsers'], ownRows: 'UserId' },
		),
		// AccessToken and DeleteToken are secrets; a query returns 500 rows a page and 2,500 in all.
		OauthToken: object(
			'0CP',
			{
				UserId: reference('User', 'User'),
				AppName: text,
				LastUsedDate: when,
				UseCount: number,
				AccessToken: field('string', unfilterable),
				DeleteToken: field('string', unfilterable),
				CreatedDate: when,
			},
			{ readPermissions: ['CustomizeApplication'], ownRows: 'UserId', bulk: false },
		),
		// Object Reference, ProcessInstanceWorkitem: update() is supported, and ActorId may be updated.
		ProcessInstanceWorkitem: object(
			'04i',
			{
				ActorId: { ...reference('Actor', 'User', 'Group'), updateable: true },
				OriginalActorId: bareReference('User'),
				ProcessInstanceId: bareReference('ProcessInstance'),
				CreatedDate: when,
			},
			{ updateable: true },
		),
		SetupAuditTrail: object(
			'0Ym',
			{
				Action: pick,
				Section: text,
				Display: text,
				DelegateUser: text,
				CreatedById: reference('CreatedBy', 'User'),
				CreatedDate: when,
			},
			{ readPermissions: ['ViewSetup'], bulk: false },
		),
		Account: object('001', { Name: writable(text), ...ownedBy, ...history }, editable),
		Contact: object(
			'003',
			{
				Name: text,
				LastName: writable(text),
				FirstName: writable(text),
				Email: writable(text),
				AccountId: writable(reference('Account', 'Account')),
				...ownedBy,
				...history,
			},
			editable,
		),
		Task: object(
			'00T',
			{
				Subject: writable(text),
				Status: writable(pick),
				ActivityDate: writable(day),
				...ownedBy,
				...history,
			},
			editable,
		),
		Event: object(
			'00U',
			{
				Subject: writable(text),
				StartDateTime: writable(when),
				EndDateTime: writable(when),
				...ownedBy,
				...history,
			},
			editable,
		),
		Opportunity: object(
			'006',
			{ Name: writable(text), StageName: writable(pick), IsClosed: flag, ...ownedBy, ...history },
			editable,
		),
		Case: object(
			'500',
			{ CaseNumber: text, Subject: writable(text), IsClosed: flag, ...ownedBy, ...history },
			editable,
		),
		Lead: object(
			'00Q',
			{ Name: text, LastName: writable(text), IsConverted: flag, ...ownedBy, ...history },
			editable,
		),
	};
}
