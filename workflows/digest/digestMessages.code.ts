import { candidatesCsv } from './candidatesCsv';
import type { DigestInput } from './digest';
import { digest, subject } from './digest';
import { mailHtml, mailText } from './digestMail';
import { slackBlocks, slackText } from './digestSlack';

/** The digest for every channel, and its attached file. `recordPages` is the URL of the list of profiles, or empty. */
export function digestMessages(input: DigestInput, recordPages: string) {
	const of = digest(input);
	const recordPage =
		recordPages === '' ? '' : `${recordPages}?profile=${encodeURIComponent(of.profile)}`;
	return {
		subject: subject(of),
		html: mailHtml(of, recordPage),
		text: mailText(of, recordPage),
		slackText: slackText(of),
		slackBlocks: slackBlocks(of, recordPage),
		csv: candidatesCsv(input.candidates),
	};
}
