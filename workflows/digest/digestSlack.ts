import type { Digest } from './digest';
import { facts, finding, subject } from './digest';

/** Limits of Block Kit: https://docs.slack.dev/reference/block-kit/blocks */
const LONGEST_HEADER = 150;
const LONGEST_SECTION = 3000;
const MOST_FIELDS = 10;
const LONGEST_LINE = 300;

/** https://docs.slack.dev/messaging/formatting-message-text: Slack reads these three as markup. */
const escaped = (text: string) =>
	text.replace(/&/g, '&amp;').replace(/</g, '&lt;').replace(/>/g, '&gt;');

const cut = (text: string, longest: number) =>
	text.length <= longest ? text : `${text.slice(0, longest - 1)}…`;

/** Whole lines, as many as fit into a section. */
function section(title: string, lines: string[]): object {
	let text = `*${title}*`;
	for (const line of lines.map((each) => `\n• ${escaped(cut(each, LONGEST_LINE))}`)) {
		if (text.length + line.length > LONGEST_SECTION) break;
		text += line;
	}
	return { type: 'section', text: { type: 'mrkdwn', text } };
}

/** Shown instead of the blocks, for example in a notification. */
export const slackText = (of: Digest): string => escaped(subject(of));

export function slackBlocks(of: Digest, recordPage: string): { blocks: object[] } {
	const header = cut(`${of.profile} Salesforce licenses`, LONGEST_HEADER);
	const pools = of.pools.map(({ name, text }) => `${name}: ${text}`);
	const failures = of.failures.map(({ name, error }) => `${name}: ${error ?? ''}`);
	const top = of.top.map((row) => finding(row).join(' · '));
	return {
		blocks: [
			{ type: 'header', text: { type: 'plain_text', text: header } },
			{
				type: 'section',
				fields: facts(of)
					.slice(0, MOST_FIELDS)
					.map(([name, value]) => ({
						type: 'mrkdwn',
						text: `*${escaped(name)}*\n${escaped(value)}`,
					})),
			},
			...(pools.length > 0 ? [section('Licenses that are nearly full or expire soon', pools)] : []),
			...(failures.length > 0 ? [section('Failed jobs', failures)] : []),
			...(of.poolsError === ''
				? []
				: [section('License pools could not be read', [of.poolsError])]),
			...(top.length > 0 ? [section('Top findings', top)] : []),
			...(recordPage === ''
				? []
				: [
						{
							type: 'context',
							elements: [{ type: 'mrkdwn', text: `<${recordPage}|Record page of the profile>` }],
						},
					]),
		],
	};
}
