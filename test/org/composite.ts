/* eslint-disable @n8n/community-nodes/require-node-api-error -- the org speaks as Salesforce, not as n8n */
import { json, type OrgResponse } from './answers';
import { SalesforceRefusal } from './refusal';
import type { Call } from './rest';
import { bodyOf, routeOrRefuse } from './rest';

/** REST API Developer Guide, "Composite" and "Composite Batch": requests in a request, one API call. */
const MAX_REQUESTS = 25;
/** How many of those may be queries or sObject Collections. */
const MAX_WIDE_REQUESTS = 5;

interface Subrequest {
	method: string;
	url: string;
	body?: unknown;
	referenceId: string;
}

const isWide = ({ url }: { url: string }) => /\/(query|queryAll|composite\/sobjects)\b/.test(url);

function refuseTooMany(requests: ReadonlyArray<{ url: string }>): void {
	if (requests.length > MAX_REQUESTS || requests.filter(isWide).length > MAX_WIDE_REQUESTS)
		throw new SalesforceRefusal(
			'LIMIT_EXCEEDED',
			`The limit for this resource is ${MAX_REQUESTS} subrequests, of which ${MAX_WIDE_REQUESTS} can be sObject Collections or query`,
		);
}

function perform(call: Call, method: string, url: string, body: unknown): OrgResponse {
	const { pathname, searchParams } = new URL(url, 'http://org/services/data/');
	return routeOrRefuse({
		...call,
		method: method.toUpperCase(),
		path: pathname.replace(/^(?:\/services\/data)?\/v\d+\.\d\//, '').replace(/\/$/, ''),
		query: searchParams,
		body: Buffer.from(JSON.stringify(body ?? {})),
	});
}

const parsed = ({ body }: OrgResponse): unknown => {
	const text = String(body);
	return text === '' ? null : (JSON.parse(text) as unknown);
};

/** `@{reference.field}` refers to a value in an earlier response. */
function filledIn(text: string, answers: ReadonlyMap<string, unknown>): string {
	return text.replace(/@\{([^}.[]+)((?:\.|\[)[^}]*)?\}/g, (_, reference: string, rest = '') => {
		let value = answers.get(reference);
		for (const key of String(rest)
			.split(/[.[\]]+/)
			.filter(Boolean))
			value = (value as Record<string, unknown> | undefined)?.[key];
		if (value === undefined)
			throw new SalesforceRefusal(
				'PROCESSING_HALTED',
				`Invalid reference specified. No value for ${reference}${String(rest)}`,
			);
		return String(value);
	});
}

/** Each response in its position; with allOrNone one failure rolls everything back. */
export function composite(call: Call): OrgResponse {
	const { org } = call;
	const { compositeRequest = [], allOrNone } = bodyOf(call) as {
		compositeRequest?: Subrequest[];
		allOrNone?: boolean;
	};
	refuseTooMany(compositeRequest);
	const answers = new Map<string, unknown>();
	const performAll = () =>
		compositeRequest.map(({ method, url, body, referenceId }) => {
			const answer = answerOf(() =>
				perform(
					call,
					method,
					filledIn(url, answers),
					body === undefined ? undefined : JSON.parse(filledIn(JSON.stringify(body), answers)),
				),
			);
			const value = parsed(answer);
			if (answer.status < 400) answers.set(referenceId, value);
			return { body: value, httpHeaders: {}, httpStatusCode: answer.status, referenceId };
		});
	if (allOrNone !== true) return json(200, { compositeResponse: performAll() });
	const forget = org.inspector.remember();
	const passed = (results: Array<{ httpStatusCode: number }>) =>
		results.every(({ httpStatusCode }) => httpStatusCode < 400);
	const results = org.transaction.allOrNone(performAll, passed);
	if (passed(results)) return json(200, { compositeResponse: results });
	forget();
	return json(200, {
		compositeResponse: results.map((result) =>
			result.httpStatusCode >= 400 ? result : { ...result, ...HALTED },
		),
	});
}

const HALTED = {
	body: [
		{
			errorCode: 'PROCESSING_HALTED',
			message:
				'The transaction was rolled back since another operation in the same transaction failed.',
		},
	],
	httpStatusCode: 400,
};

function answerOf(work: () => OrgResponse): OrgResponse {
	try {
		return work();
	} catch (error) {
		if (!(error instanceof SalesforceRefusal)) throw error;
		return json(error.status, [{ errorCode: error.code, message: error.message }]);
	}
}

export function compositeBatch(call: Call): OrgResponse {
	const { batchRequests = [], haltOnError } = bodyOf(call) as {
		batchRequests?: Array<{ method: string; url: string; richInput?: unknown }>;
		haltOnError?: boolean;
	};
	refuseTooMany(batchRequests);
	let hasErrors = false;
	const results = batchRequests.map(({ method, url, richInput }) => {
		if (hasErrors && haltOnError === true)
			return {
				statusCode: 412,
				result: [
					{
						errorCode: 'BATCH_PROCESSING_HALTED',
						message: 'Batch processing halted per request',
					},
				],
			};
		const answer = perform(call, method, url, richInput);
		if (answer.status >= 400) hasErrors = true;
		return { statusCode: answer.status, result: parsed(answer) };
	});
	return json(200, { hasErrors, results });
}
