import type { IDataObject } from 'n8n-workflow';
import type { JobFact, ProfileFact } from '../../licensing/report/facts';
import { alertOf, messageOf, plainAlert } from '../../licensing/report/messages/alert';
import { mailHtml, mailText } from '../../licensing/report/messages/mail';
import type { Report } from '../../licensing/report/report';
import { itemReader, rowsOf } from './items';

interface Asked {
	failed: number;
	nextRun: string;
	settings: Pick<Report['settings'], 'title' | 'note' | 'recordPage'>;
	now: Date;
}

/**
 * The message about a failed job. Items that cannot be read are no reason to stay silent: without the job result, the
 * message is what the caller says.
 */
export function alertItem(
	items: Parameters<typeof rowsOf>[0],
	{ failed, nextRun, settings, now }: Asked,
): IDataObject {
	const read = itemReader({ perYear: 1 });
	const jobs: JobFact[] = [];
	const profiles: ProfileFact[] = [];
	for (const { json } of rowsOf(items)) {
		const result = read(json);
		for (const fact of result.ok ? result.facts : []) {
			if (fact.kind === 'job') jobs.push(fact);
			if (fact.kind === 'profile') profiles.push(fact);
		}
	}
	const { title, note, recordPage } = settings;
	const alert = alertOf({ failed, jobs, profiles, nextRun, now }) ?? plainAlert(title, note);
	const message = messageOf(alert, recordPage);
	const { send, subject } = alert;
	return { send, subject, text: mailText(message), html: mailHtml(message) };
}
