import type {
	Http,
	HttpRequest,
	HttpResult,
} from '../../nodes/SalesforceLicenses/salesforce/client/http';

/** Handwritten responses that no healthy server sends: broken connections, pages of a proxy, cut-off bodies. */
export type Answer = (request: HttpRequest) => HttpResult | undefined;

export function json(
	body: unknown,
	status = 200,
	headers: Record<string, string> = {},
): HttpResult {
	return { kind: 'answer', status, headers, body: JSON.stringify(body) };
}

export const versions = json([
	{ label: "Winter '26", url: '/services/data/v65.0', version: '65.0' },
]);

/** Uses the first response that is not undefined; every request is recorded. */
export function scriptedHttp(...answers: Answer[]): Http & { requests: HttpRequest[] } {
	const requests: HttpRequest[] = [];
	const http: Http = async (request) => {
		requests.push(request);
		if (request.path === '/services/data') return await Promise.resolve(versions);
		for (const answer of answers) {
			const result = answer(request);
			if (result !== undefined) return await Promise.resolve(result);
		}
		return json(
			[{ errorCode: 'NOT_FOUND', message: 'The requested resource does not exist' }],
			404,
		);
	};
	return Object.assign(http, { requests });
}

/** Returns these responses one after the other, then nothing. */
export function inTurn(
	matches: (request: HttpRequest) => boolean,
	...results: HttpResult[]
): Answer {
	const left = [...results];
	return (request) => (matches(request) ? left.shift() : undefined);
}

export const noSleep = async () => await Promise.resolve();
