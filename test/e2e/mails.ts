/* eslint-disable @n8n/community-nodes/no-restricted-imports */
import path from 'node:path';

import type { CandidateRow } from '../../nodes/SalesforceLicenses/licensing/playbook/candidateRow';
import { questionOf } from '../../nodes/SalesforceLicenses/licensing/playbook/promises/question';
import { shownQuestion } from '../../nodes/SalesforceLicenses/operations/candidate/questionPage';
import { MAIL_BUTTON } from '../../workflows/asking/question';
import { ahead, ago, candidateRow } from '../support/candidateRows';
import { company, CONTRACT } from '../support/reportCompany';
import { createReport, daysAgo, jobResult, profile } from '../support/reportItems';
import { E2E } from './paths';

/** Every mail that the playbook sends, with the same company each time. */

const RECORD_PAGE = 'https://n8n.example/webhook/salesforce-licenses-record?profile=Acme';
const OPTIONS = { recordPageUrl: RECORD_PAGE, note: 'The attached file has the open candidates.' };
/** A name that fits on no line of a phone. */
const LONG = 'Rhoshandiatellyneshiaunneveshenk.Koyaanisquatsiuth-Williams';

async function report(
	items: Parameters<typeof createReport>[0],
	parameters: object,
): Promise<string> {
	const { json } = await createReport(items, { reportOptions: OPTIONS, ...parameters } as never);
	return String(json.html);
}

const alert = async () =>
	await report(
		[
			profile(),
			jobResult({
				...{ id: 7, status: 'Failed', endedAt: daysAgo(0.01), startedAt: daysAgo(0.02) },
				error: 'Salesforce is not available right now. Run again later.',
			}),
		],
		{ format: 'alert', title: 'Alert', failedJobResult: 7, nextRunAt: '2031-05-06T02:00:00Z' },
	);

const long = async () =>
	await report(
		[
			profile({ displayName: LONG, orgName: `${LONG} Inc.` }),
			...company()
				.slice(1)
				.map((item) => ({
					...item,
					...('state' in item ? { name: `${LONG}@acme.example`, currency: 'JPY' } : {}),
				})),
		],
		{ format: 'emailHtml' },
	);

interface Templates {
	createEmailBodyWithoutN8nAttribution(message: string, buttons: string): string;
	BUTTON_STYLE_PRIMARY: string;
}
const TEMPLATES = path.join(
	E2E,
	'node_modules/n8n-nodes-base/dist/utils/sendAndWait/email-templates.js',
);

/** As n8n sends it: its frame, with our text and our label of the button. */
async function question(changes: Partial<CandidateRow>): Promise<string> {
	const row = candidateRow({ name: 'Zoë Okafor', ...changes });
	const asking = { orgName: 'Acme Corporation', onSilence: 'reclaim', graceDays: 14 } as const;
	const asked = questionOf(row, { ...asking, managerName: 'Mei Chen', timeZone: 'UTC' });
	if (asked === null) throw new Error('The row asks nobody');
	const n8n = (await import(TEMPLATES)) as Templates;
	const message = shownQuestion(asked).mail.replace(/&amp;/g, '&');
	const button = `<a href="https://n8n.example/webhook-waiting/1" target="_blank" style="${n8n.BUTTON_STYLE_PRIMARY}">${MAIL_BUTTON}</a>`;
	return n8n.createEmailBodyWithoutN8nAttribution(message, button).trim();
}

const REASON = 'The user wants to keep the license. Comment: “I need it for the audits in January”';

export const MAILS: Readonly<Record<string, () => Promise<string>>> = {
	digest: async () => await report(company(), { format: 'emailHtml' }),
	'digest with long names': long,
	'digest of nothing': async () => await report([profile()], { format: 'emailHtml' }),
	alert,
	'renewal by mail': async () =>
		await report(company(), { format: 'emailHtml', report: 'renewal', contract: CONTRACT }),
	'question to a user': async () =>
		await question({ state: 'Awaiting User', answerUntil: ahead(7) }),
	'question to a manager': async () =>
		await question({
			...{ state: 'Awaiting Approval', answerUntil: ahead(7), assignedTo: 'mei@acme.example' },
			notes: [{ at: ago(1), text: REASON }],
		}),
	'notice of a paused login': async () =>
		await question({
			...{ state: 'Awaiting Revocation', answerUntil: ahead(14), graceUntil: ahead(14) },
		}),
};

/** Their frame is n8n's own. */
export const isInFrame = (name: string): boolean => /^(question|notice)/.test(name);
