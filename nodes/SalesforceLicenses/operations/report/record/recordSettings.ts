import type { INodeProperties } from 'n8n-workflow';
import { z } from 'zod';
import type { Asked, RecordSettings } from '../../../licensing/report/record/asked';
import { timeOrNull } from '../../candidate/rows';
import { describe } from '../../parameters/given';
import type { Parameters } from '../../parameters/values';
import { fieldOf } from '../../parameters/values';

/** What the record page is asked for, from its parameters. */

/** A parameter of a URL that stands in it twice arrives as a list: the first counts. */
const first = z
	.unknown()
	.transform((given) => (Array.isArray(given) ? (given as unknown[])[0] : given))
	.transform((given) =>
		typeof given === 'string' || typeof given === 'number' ? String(given).trim() : '',
	);
const asked = z.object({
	...{ profile: first, find: first, state: first, license: first, blocker: first },
	...{ candidatesSort: first, subscriptionsSort: first, export: first },
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
	const jobWorkflow = given.text(fieldOf(fields, 'jobWorkflowId'));
	return {
		...{ asked: askedPage(given, fields), forms, jobWorkflow },
		nextRun: nextRunOf(given, fields),
	};
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
