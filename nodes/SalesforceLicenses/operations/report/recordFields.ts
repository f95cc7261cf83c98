import type { INodeProperties } from 'n8n-workflow';
import { z } from 'zod';
import type { Asked, RecordSettings } from '../../licensing/report/record/asked';
import { describe } from '../parameters/given';
import { timeOrNull } from '../candidate/rows';
import type { Parameters } from '../parameters/values';
import { fieldOf } from '../parameters/values';

/** What only the record page has: what its URL asks for, and where its buttons lead. */

const displayOptions = { show: { format: ['recordPage'] } };
const ofLists = { show: { format: ['recordPage', 'lists'] } };

export const RECORD_FIELDS: INodeProperties[] = [
	{
		displayName: 'Failed Job Result',
		name: 'failedJobResult',
		type: 'number',
		displayOptions: { show: { format: ['alert'] } },
		default: 0,
		description:
			'ID of the job result of the job that failed. If it is not among the items, the message is Title and Note.',
	},
	{
		displayName: 'Lists For',
		name: 'listsFor',
		type: 'options',
		displayOptions: { show: { format: ['lists'] } },
		options: [
			{ name: 'Alert', value: 'alert', description: 'What the message about a failed job needs' },
			{ name: 'Digest', value: 'digest', description: 'What a mail or a Slack message needs' },
			{ name: 'Record Page', value: 'record', description: 'What the page in Page Query needs' },
		],
		default: 'record',
		description: 'What is created from the lists',
	},
	{
		displayName: 'Page Query',
		name: 'pageQuery',
		type: 'json',
		displayOptions: ofLists,
		default: '{}',
		placeholder: "e.g. {{ $('Webhook').first().json.query }}",
		description:
			'The query of the URL, as the Webhook node has it: the profile, the text to find, the state of candidates, and page numbers. Without a profile, the page is about all profiles.',
	},
	{
		displayName: 'Forms URL',
		name: 'formsUrl',
		type: 'string',
		displayOptions,
		default: '',
		placeholder: 'e.g. https://n8n.example.com/form',
		description:
			'Where the forms of the playbook are, for the buttons of the page. If empty, the page has no buttons.',
	},
	{
		displayName: 'Next Run',
		name: 'nextRunAt',
		type: 'string',
		displayOptions: { show: { format: ['recordPage', 'alert'] } },
		default: '',
		placeholder: 'e.g. 2026-11-28T02:00:00Z',
		description: 'When the jobs of the playbook run next, as an ISO-8601 time',
	},
];

/** A parameter of a URL that stands in it twice arrives as a list: the first counts. */
const first = z
	.unknown()
	.transform((given) => (Array.isArray(given) ? (given as unknown[])[0] : given))
	.transform((given) =>
		typeof given === 'string' || typeof given === 'number' ? String(given).trim() : '',
	);
const asked = z.object({
	...{ profile: first, find: first, state: first, license: first, export: first },
	...{ candidatesSort: first, subscriptionsSort: first },
	...{ subscriptionsPage: first, candidatesPage: first, resultsPage: first, personsPage: first },
});

/** What the URL of the page asks for. */
export function askedPage(given: Parameters, fields: readonly INodeProperties[]): Asked {
	const queryField = fieldOf(fields, 'pageQuery');
	const query = asked.safeParse(jsonOf(given.value(queryField)));
	if (query.success) return query.data;
	const text = describe(given.value(queryField));
	const fix = 'Enter the query of the Webhook node, an object such as {"profile": "Acme"}.';
	throw given.refuse(queryField, `it must be an object, but it is ${text}`, fix);
}

export function recordSettings(
	given: Parameters,
	fields: readonly INodeProperties[],
): RecordSettings {
	const formsField = fieldOf(fields, 'formsUrl');
	const forms = given.text(formsField).replace(/\/+$/, '');
	if (forms !== '' && !/^https?:\/\/[^\s"'<>]+$/i.test(forms)) {
		const fix = 'Enter an address that starts with https:// or http://.';
		throw given.refuse(formsField, `"${forms}" is not an address`, fix);
	}
	return { asked: askedPage(given, fields), forms, nextRun: nextRunOf(given, fields) };
}

export function nextRunOf(given: Parameters, fields: readonly INodeProperties[]): string {
	const field = fieldOf(fields, 'nextRunAt');
	const nextRun = timeOrNull.safeParse(given.text(field));
	if (nextRun.success) return nextRun.data ?? '';
	const fix = 'Enter a time such as 2026-11-28T02:00:00Z, or leave the field empty.';
	throw given.refuse(field, 'it is not an ISO-8601 time', fix);
}

function jsonOf(given: unknown): unknown {
	if (typeof given !== 'string') return given;
	try {
		return JSON.parse(given) as unknown;
	} catch {
		return given;
	}
}
