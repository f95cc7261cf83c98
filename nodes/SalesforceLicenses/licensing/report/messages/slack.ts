import { formatCount } from '../../model/plural';
import { escapeSlack } from '../../model/text/escapeSlack';
import type { Message, MessageSection } from './message';
import { figureText } from './message';

/** Limits of Block Kit: https://docs.slack.dev/reference/block-kit/blocks */
const LONGEST_HEADER = 150;
const LONGEST_SECTION = 3000;
const MOST_FIELDS = 10;
/** Of the profile's name in the header, so that a long one leaves room for what matters. */
const LONGEST_TITLE = 70;
/** Lines are cut, so that one long name does not push out the others. */
const LONGEST_LINE = 300;

type Block = Record<string, unknown>;

/** By characters as people count them: half an emoji is refused. */
function cut(text: string, longest: number): string {
	if (text.length <= longest) return text;
	const kept = text.slice(0, longest - 1);
	return `${/[\uD800-\uDBFF]$/.test(kept) ? kept.slice(0, -1) : kept}…`;
}

const markdown = (text: string) => ({ type: 'mrkdwn', text });

/** Whole lines, as many as fit into a section, and how many are left out. */
function section(title: string, lines: readonly string[]): Block {
	let text = `*${escapeSlack(title)}*`;
	for (const [index, each] of lines.entries()) {
		const line = `\n• ${escapeSlack(cut(each, LONGEST_LINE))}`;
		const rest = `\nand ${formatCount(lines.length - index)} more`;
		if (text.length + line.length + rest.length > LONGEST_SECTION) {
			text += rest;
			break;
		}
		text += line;
	}
	return { type: 'section', text: markdown(text) };
}

const linesOf = ({ rows }: MessageSection) =>
	rows.map((cells) => cells.filter((cell) => cell !== '').join(' · '));

/** Shown instead of the blocks, for example in a notification. */
export const slackText = ({ subject }: Message): string => escapeSlack(cut(subject, LONGEST_LINE));

export function slackBlocks(message: Message): Block[] {
	const { recordPage, note, warnings: notes } = message;
	const fields = message.figures
		.slice(0, MOST_FIELDS)
		.map((figure) =>
			markdown(
				`*${escapeSlack(figure.name)}*\n${escapeSlack(cut(figureText(figure), LONGEST_LINE))}`,
			),
		);
	// In a channel with the digests of several profiles, only the header stands out.
	const header = `${cut(message.title, LONGEST_TITLE)}: ${message.headline}`;
	const context = [message.orgNames.join(', '), message.subline]
		.filter((part) => part !== '')
		.map((part) => escapeSlack(cut(part, LONGEST_LINE)))
		.join(' · ');
	const link = `<${escapeSlack(recordPage).replace(/\|/g, '%7C')}|Open the record page>`;
	const hasLink = recordPage !== '' && link.length <= LONGEST_SECTION;
	return [
		{
			type: 'header',
			text: { type: 'plain_text', text: cut(header, LONGEST_HEADER), emoji: false },
		},
		...(context === '' ? [] : [{ type: 'context', elements: [markdown(context)] }]),
		...(fields.length === 0 ? [] : [{ type: 'section', fields }]),
		...(notes.length === 0 ? [] : [section('To know about these figures', notes)]),
		...message.sections.map((one) => section(one.title, linesOf(one))),
		...(note === '' ? [] : [section('Note', [note])]),
		...(hasLink ? [{ type: 'section', text: markdown(link) }] : []),
	];
}
