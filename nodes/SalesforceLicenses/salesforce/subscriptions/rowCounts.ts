import { chunks } from '../query/chunks';
import type { LicenseKind } from '../../licensing/model/licenses';
import { KIND_NAMES } from '../../licensing/model/licenses';
import type { SalesforceClient } from '../client/client';
import { CANCELED, parseJson, SalesforceError } from '../client/errors';
import { orError } from '../client/orError';
import type { Count } from './queries';
import { batchOfCounts } from '../client/answers';
import { runTogether } from '../client/runTogether';
import { plural } from '../../licensing/model/plural';

/** REST API Developer Guide, "Composite": how many of the requests in one call may be queries. */
const QUERIES_PER_CALL = 5;

/** With more than a thousand selected users, counting would need portions too, and as many calls as the read. */
const MAX_COUNTS = 60;

/** The rows returned for each kind, to be compared with the org's own count. */
export class RowCounts {
	private readonly read = new Map<LicenseKind, number>();
	private readonly notReadable = new Set<LicenseKind>();
	private duplicates = 0;
	private readonly unlisted = new Map<LicenseKind, number>();
	/** Active users whose user license the connected user may not see. */
	private hiddenSeats = 0;

	add(kind: LicenseKind, rows = 1): void {
		this.read.set(kind, (this.read.get(kind) ?? 0) + rows);
	}

	/** The same user and license a second time, which is not a second row. */
	addDuplicate(kind: LicenseKind): void {
		this.add(kind);
		this.duplicates++;
	}

	addHiddenSeat(): void {
		this.add('userLicense');
		this.hiddenSeats++;
	}

	/** Assignments of licenses that are not in the list of licenses. */
	addUnlisted(kind: LicenseKind, rows: number): void {
		this.add(kind, rows);
		this.unlisted.set(kind, (this.unlisted.get(kind) ?? 0) + rows);
	}

	private counts: () => readonly Count[] = () => [];

	/** The counts to request at the end; created then, because there may be many. */
	expect(counts: () => readonly Count[]): void {
		this.counts = counts;
	}

	/** Kinds that could not be read have their own warning. */
	leaveOut(kind: LicenseKind): void {
		this.notReadable.add(kind);
	}

	/** What the rows themselves do not show. */
	warn({ report }: SalesforceClient): void {
		if (this.duplicates > 0) {
			report.warn(
				`Merged ${plural(this.duplicates, 'duplicate assignment')} (same user, same license).`,
			);
		}
		for (const [kind, rows] of this.unlisted) {
			const reason = `Skipped ${plural(rows, 'assignment')} of licenses that are not in the org's list of licenses. If you just bought a license, run again.`;
			report.warn(reason);
			report.leaveOutKind(kind, reason);
		}
		if (this.hiddenSeats > 0) {
			const reason = `Skipped the user licenses of ${plural(this.hiddenSeats, 'active user')}, because they could not be read. Give the connected user the permission "View Setup and Configuration".`;
			report.warn(reason);
			report.leaveOutKind('userLicense', reason);
		}
	}

	/** Requests the org's own counts, as they are now, and reports where they differ from the rows. */
	async compare(client: SalesforceClient): Promise<void> {
		const asked = this.counts().filter(({ kind }) => !this.notReadable.has(kind));
		if (asked.length > MAX_COUNTS) return;
		const answers = await readCounts(client, asked);
		const expected = new Map<LicenseKind, number>();
		const unknown = new Set<LicenseKind>();
		for (const [index, { kind }] of asked.entries()) {
			const answer = answers[index] ?? null;
			if (answer === null) unknown.add(kind);
			else expected.set(kind, (expected.get(kind) ?? 0) + answer);
		}
		for (const kind of unknown) {
			client.report.warn(
				`The number of ${KIND_NAMES[kind]}s read could not be verified, because Salesforce did not return its own count.`,
			);
		}
		for (const [kind, count] of expected) {
			const rows = this.read.get(kind) ?? 0;
			if (unknown.has(kind) || rows === count) continue;
			const reason = `The org changed during the download (${KIND_NAMES[kind]}s: ${plural(rows, 'row')} read, ${count} now). Run again if you need an exact snapshot.`;
			client.report.warn(reason);
			// A surplus row was removed in the meantime; a missing row may never have been seen.
			if (rows < count) client.report.leaveOutKind(kind, reason);
		}
	}
}

/** COUNT() queries in as few calls as Salesforce allows; null for a count without a response. */
async function readCounts(
	client: SalesforceClient,
	counts: readonly Count[],
): Promise<Array<number | null>> {
	const answers = await runTogether(
		chunks(counts, QUERIES_PER_CALL).map(
			async (part) => (await readBatch(client, part)) ?? part.map(() => null),
		),
	);
	return answers.flat();
}

async function readBatch(
	client: SalesforceClient,
	counts: readonly Count[],
): Promise<Array<number | null> | null> {
	const batchRequests = counts.map(({ statement }) => ({
		method: 'GET',
		url: `v${client.apiVersion}/query?q=${encodeURIComponent(statement)}`,
	}));
	// Counting changes nothing, so it may be repeated like any read.
	const request = {
		method: 'POST' as const,
		path: client.path('composite/batch'),
		body: JSON.stringify({ batchRequests }),
		headers: { 'content-type': 'application/json' },
	};
	// Only a canceled run ends here. All rows have been read, and a refused count must not lose them.
	const answer = await orError(
		client.ask(request, ({ body }) => parseJson(body) !== undefined),
		({ errorCode }) => errorCode !== CANCELED,
	);
	if (answer instanceof SalesforceError) return null;
	return batchOfCounts.safeParse(parseJson(answer.body)).data?.results ?? null;
}
