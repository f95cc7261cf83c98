/**
 * What Slack refuses in the blocks of a message, as far as the playbook uses blocks. Documented:
 * https://docs.slack.dev/reference/block-kit/blocks and .../block-elements/button-element.
 */
const MOST_BLOCKS = 50;
const MOST_ELEMENTS = 25;
const LONGEST_SECTION = 3000;
const MOST_FIELDS = 10;
const LONGEST_FIELD = 2000;
const MOST_IN_CONTEXT = 10;
const LONGEST_HEADER = 150;
const LONGEST_LABEL = 75;
const LONGEST_URL = 3000;

const TEXTS = ['mrkdwn', 'plain_text'];

type Json = Record<string, unknown>;

export function refusalOfBlocks(blocks: unknown): string[] {
	if (!Array.isArray(blocks)) return ['must be an array'];
	if (blocks.length > MOST_BLOCKS) return [`no more than ${MOST_BLOCKS} items allowed`];
	return (blocks as Json[]).flatMap((block, index) => {
		const at = `/blocks/${index}`;
		switch (block.type) {
			case 'divider':
				return [];
			case 'section':
				return section(block, at);
			case 'header':
				return text(block.text, ['plain_text'], LONGEST_HEADER, `${at}/text`);
			case 'context':
				return texts(block.elements, MOST_IN_CONTEXT, LONGEST_SECTION, `${at}/elements`);
			case 'actions':
				return elements(block.elements, `${at}/elements`);
			default:
				return [`unsupported type: ${String(block.type)} [json-pointer:${at}/type]`];
		}
	});
}

function section({ text: words, fields }: Json, at: string): string[] {
	if (words === undefined && fields === undefined) return [`must provide text or fields [${at}]`];
	return [
		...(words === undefined ? [] : text(words, TEXTS, LONGEST_SECTION, `${at}/text`)),
		...(fields === undefined ? [] : texts(fields, MOST_FIELDS, LONGEST_FIELD, `${at}/fields`)),
	];
}

function texts(given: unknown, most: number, longest: number, at: string): string[] {
	if (!Array.isArray(given) || given.length === 0) return [`must provide items [${at}]`];
	if (given.length > most) return [`no more than ${most} items allowed [${at}]`];
	return given.flatMap((each, index) => text(each, TEXTS, longest, `${at}/${index}`));
}

function elements(given: unknown, at: string): string[] {
	if (!Array.isArray(given) || given.length === 0) return [`must provide elements [${at}]`];
	if (given.length > MOST_ELEMENTS) return [`no more than ${MOST_ELEMENTS} items allowed [${at}]`];
	return (given as Json[]).flatMap(({ type, text: label, style, url }, index) => [
		...(type === 'button' ? [] : [`unsupported type: ${String(type)} [${at}/${index}]`]),
		...text(label, ['plain_text'], LONGEST_LABEL, `${at}/${index}/text`),
		...(style === undefined || style === 'primary' || style === 'danger'
			? []
			: [`invalid style: ${String(style)} [${at}/${index}]`]),
		...(url === undefined || isUrl(url) ? [] : [`must be a valid URL [${at}/${index}/url]`]),
	]);
}

function text(given: unknown, types: string[], longest: number, at: string): string[] {
	const { type, text: words, emoji } = (given ?? {}) as Json;
	if (!types.includes(String(type))) return [`unsupported type: ${String(type)} [${at}]`];
	if (typeof words !== 'string' || words.length === 0)
		return [`must be more than 0 characters [${at}]`];
	if (words.length > longest) return [`must be less than ${longest + 1} characters [${at}]`];
	// Only plain text turns emoji names into emoji or not.
	return type === 'mrkdwn' && emoji !== undefined
		? [`invalid additional property: emoji [${at}]`]
		: [];
}

const isUrl = (url: unknown): boolean =>
	typeof url === 'string' && url.length <= LONGEST_URL && /^https?:\/\//.test(url);
