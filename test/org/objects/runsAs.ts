import type { ObjectType } from './field';
import {
	audit,
	bareReference,
	byUsers,
	flag,
	number,
	object,
	pick,
	reference,
	text,
	when,
} from './field';

const history = { ...byUsers, ...audit };
/** Object Reference, "Special Access Rules"; for Site and e-mail services inferred. */
const forSetup = { readPermissions: ['ViewSetup'] as const };

/** Object Reference: what runs as a user, and stops or fails without that user. */
export function runsAs(): Record<string, ObjectType> {
	return {
		CronTrigger: object(
			'08e',
			{
				CronJobDetailId: reference('CronJobDetail', 'CronJobDetail'),
				OwnerId: bareReference('User'),
				CreatedById: reference('CreatedBy', 'User'),
				LastModifiedById: reference('LastModifiedBy', 'User'),
				PreviousFireTime: when,
				StartTime: when,
				EndTime: when,
				TimesTriggered: number,
				State: pick,
				NextFireTime: when,
				CronExpression: text,
				CreatedDate: when,
			},
			forSetup,
		),
		// JobType: 3 dashboard refresh, 6 scheduled flow, 7 scheduled Apex, 8 report run, and others.
		CronJobDetail: object('08a', { Name: text, JobType: pick }, forSetup),
		AsyncApexJob: object(
			'707',
			{
				JobType: pick,
				Status: pick,
				MethodName: text,
				CreatedById: reference('CreatedBy', 'User'),
				CreatedDate: when,
				CompletedDate: when,
			},
			forSetup,
		),
		Dashboard: object('01Z', {
			Title: text,
			DeveloperName: text,
			Type: pick,
			RunningUserId: reference('RunningUser', 'User'),
			...history,
		}),
		EmailServicesAddress: object(
			'093',
			{
				LocalPart: text,
				DeveloperName: text,
				IsActive: flag,
				RunAsUserId: bareReference('User'),
				...history,
			},
			forSetup,
		),
		Site: object(
			'0DM',
			{
				Name: text,
				MasterLabel: text,
				Status: pick,
				AdminId: reference('Admin', 'User'),
				GuestUserId: reference('GuestUser', 'User'),
				...history,
			},
			forSetup,
		),
		CollaborationGroup: object('0F9', {
			Name: text,
			OwnerId: reference('Owner', 'User'),
			CollaborationType: pick,
			IsArchived: flag,
			...history,
		}),
	};
}
