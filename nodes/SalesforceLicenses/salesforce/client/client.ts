import type { Http, HttpAnswer, HttpRequest, Sleep } from './http';
import {
	errorFromAnswer,
	errorFromFailure,
	NOT_SALESFORCE,
	parseJson,
	SalesforceError,
} from './errors';
import { ReadPolicy } from './readPolicy';
import { ReadReport } from './readReport';
import { mayAskAgain, retryDelay } from './retries';

/** Winter '26. For older orgs, their own newest version is used. */
export const PINNED_API_VERSION = '65.0';

/** Sends requests to one org and counts them. Reads are repeated, writes never are. */
export class SalesforceClient {
	/** Requests sent so far, including repeats. `GET /services/data` is free and not counted. */
	calls = 0;
	/** The time at the org's host in its last good response, if it has one (RFC 9110, "Date"). */
	orgTime: Date | null = null;
	readonly report = new ReadReport();
	readonly policy = new ReadPolicy();

	private constructor(
		private readonly http: Http,
		private readonly sleep: Sleep,
		readonly apiVersion: string,
		private readonly versions: readonly string[] = [],
	) {}

	/** Finds the newest API version that both sides support (REST API Developer Guide, "Versions"). */
	static async connect(http: Http, sleep: Sleep): Promise<SalesforceClient> {
		const probe = new SalesforceClient(http, sleep, PINNED_API_VERSION);
		const body = await probe.read('/services/data');
		probe.calls = 0;
		const versions = (Array.isArray(body) ? (body as unknown[]) : [])
			.map((entry) => (entry as { version?: unknown } | null)?.version)
			.filter(
				(version): version is string => typeof version === 'string' && /^\d+\.\d$/.test(version),
			);
		if (versions.length === 0) {
			throw new SalesforceError(NOT_SALESFORCE, 'The host does not list Salesforce API versions');
		}
		const usable = versions.filter((version) => Number(version) <= Number(PINNED_API_VERSION));
		const pick = usable.sort((a, b) => Number(b) - Number(a))[0];
		if (pick === undefined) {
			throw new SalesforceError(
				'UNSUPPORTED_API_VERSION',
				`The org does not support any Salesforce API version up to ${PINNED_API_VERSION}`,
			);
		}
		return new SalesforceClient(http, sleep, pick, versions);
	}

	/** Whether the org offers this version, for what is newer than the version of this client. */
	supports(version: string): boolean {
		return this.versions.includes(version);
	}

	/** A path below the versioned root. */
	path(resource: string, apiVersion = this.apiVersion): string {
		return `/services/data/v${apiVersion}/${resource}`;
	}

	/**
	 * GET with repeats; returns the JSON of the first 200 response that `parse` accepts. A cut-off body
	 * and JSON from another server are retried like any other broken response.
	 */
	async read<T = unknown>(
		path: string,
		parse: (json: unknown) => T | undefined = (json) => json as T | undefined,
	): Promise<T> {
		let parsed: T | undefined;
		await this.ask({ method: 'GET', path }, ({ body }) => {
			const json = parseJson(body);
			parsed = json === undefined ? undefined : parse(json);
			return parsed !== undefined;
		});
		return parsed as T;
	}

	/**
	 * A request that changes no record, with repeats; returns the first 200 response that is `whole`.
	 * Besides GET this is for creating a query job: a second job after a lost response does no harm.
	 */
	async ask(
		request: HttpRequest,
		isWhole: (answer: HttpAnswer) => boolean = () => true,
	): Promise<HttpAnswer> {
		for (let attempt = 1; ; attempt++) {
			this.policy.check(this.calls);
			const answer = await this.send(request);
			if (!(answer instanceof SalesforceError) && answer.status === 200 && isWhole(answer)) {
				return answer;
			}
			const error = answer instanceof SalesforceError ? answer : errorFromAnswer(answer);
			if (!mayAskAgain(error, attempt)) throw error;
			const headers = answer instanceof SalesforceError ? {} : answer.headers;
			await this.sleep(retryDelay(attempt, headers));
		}
	}

	/** Waits with the caller's timer; tests do not wait. A canceled execution ends the wait with an error. */
	async wait(milliseconds: number, signal?: AbortSignal): Promise<void> {
		await this.sleep(milliseconds, signal);
	}

	/**
	 * One request, sent once. Returns the response, whatever its status, or the error of a response that
	 * never came: a caller that writes must then read back what happened.
	 */
	async send(request: HttpRequest): Promise<HttpAnswer | SalesforceError> {
		this.calls++;
		const result = await this.http(request);
		if (result.kind !== 'answer') return errorFromFailure(result);
		this.policy.noteUsage(result.headers['sforce-limit-info']);
		// Pages of errors often come from a server in between, with a clock of its own.
		if (result.status === 200) this.orgTime = timeIn(result.headers.date);
		return result;
	}
}

const HTTP_DATE = /^[A-Z][a-z]{2,8}, \d\d[ -][A-Z][a-z]{2}[ -]\d{2,4} \d\d:\d\d:\d\d GMT$/;

/** RFC 9110, 5.6.7; without the old form that names no time zone, which Date would take for local time. */
function timeIn(header = ''): Date | null {
	const time = HTTP_DATE.test(header) ? Date.parse(header) : NaN;
	return Number.isNaN(time) ? null : new Date(time);
}
