import type { launch } from '../test/e2e/chromium';
import { MAILS, TONIGHT } from '../test/e2e/mails';
import { company, CONTRACT, secondOrg } from '../test/support/reportCompany';
import { createReport } from '../test/support/reportItems';

/**
 * Pages and mails that the node renders, in light, in dark and on a phone. They show a company with a history, which an
 * n8n that was started a minute ago does not have; the figures are invented.
 */

export type Shot = (name: string, take: (file: string) => Promise<unknown>) => Promise<void>;

interface Look {
	/** Behind the name of the picture. */
	ending: string;
	isDark?: boolean;
	width: number;
	/** What is below is left out. */
	tallest: number;
}

const OF_A_PAGE: Look[] = [
	{ ending: '', width: 1200, tallest: 1240 },
	{ ending: '-dark', isDark: true, width: 1200, tallest: 1240 },
];
const PHONE: Look = { ending: '-phone', width: 390, tallest: 1400 };
const OF_A_MAIL: Look[] = [
	{ ending: '', width: 640, tallest: 1240 },
	{ ending: '-dark', isDark: true, width: 640, tallest: 1240 },
];

const FORMS = { formsUrl: 'https://n8n.example/form', nextRunAt: TONIGHT };

const page = (items: () => Parameters<typeof createReport>[0], parameters: object) => async () => {
	const { json, error } = await createReport(items(), parameters as never);
	if (error !== null) throw error;
	return String(json.html);
};

const PICTURES: Array<[name: string, html: () => Promise<string>, looks: Look[]]> = [
	[
		'record-page',
		page(company, { format: 'recordPage', pageQuery: { profile: 'Acme' }, ...FORMS }),
		[...OF_A_PAGE, PHONE],
	],
	[
		'all-profiles',
		page(() => [...company().map((one) => ({ profile: 'Acme', ...one })), ...secondOrg()], {
			format: 'recordPage',
			...FORMS,
		}),
		OF_A_PAGE,
	],
	['report-page', page(company, { format: 'html' }), OF_A_PAGE],
	[
		'renewal-pack',
		page(company, { format: 'html', report: 'renewal', contract: CONTRACT }),
		OF_A_PAGE,
	],
	['mail-digest', MAILS.digest, [...OF_A_MAIL, { ...PHONE, width: 360 }]],
	['mail-alert', MAILS.alert, OF_A_MAIL],
	['mail-question', MAILS['question to a user'], OF_A_MAIL.slice(0, 1)],
	['mail-question-manager', MAILS['question to a manager'], OF_A_MAIL.slice(0, 1)],
	['mail-notice', MAILS['notice of a paused login'], OF_A_MAIL.slice(0, 1)],
];

type Browser = Awaited<ReturnType<typeof launch>>;

export async function pagePictures(browser: Browser, shot: Shot): Promise<void> {
	for (const [name, html, looks] of PICTURES) {
		const source = await html();
		for (const { ending, isDark = false, width, tallest } of looks) {
			const context = await browser.newContext({
				colorScheme: isDark ? 'dark' : 'light',
				viewport: { width, height: 400 },
			});
			const tab = await context.newPage();
			await tab.setContent(source);
			const height = await tab.evaluate(() => document.documentElement.scrollHeight);
			const clip = { x: 0, y: 0, width, height: Math.min(height, tallest) };
			await shot(
				`${name}${ending}`,
				async (file) => await tab.screenshot({ path: file, fullPage: true, clip }),
			);
			await context.close();
		}
	}
}
