import { createOnce } from './postgresTables';
import { TABLES } from './tables';

/** The rows of a portion in Postgres: set-based statements, whose values are parameters. */

const TYPES = { string: 'text', number: 'double precision', boolean: 'boolean', json: 'jsonb' };
const CANDIDATES = 'salesforce_candidates';
const SUBSCRIPTIONS = 'salesforce_subscriptions';
const LEDGER = 'salesforce_savings';

const COLUMNS = Object.entries(TABLES[CANDIDATES]);
const list = (names: string[], of = ''): string => names.map((name) => `${of}"${name}"`).join(', ');
const names = COLUMNS.map(([name]) => name);

/** Text of a JSON value is the value itself, so JSON may come as text or as an object. */
const given = ([name, type]: [string, keyof typeof TYPES]): string =>
	`("given"->>'${name}')::${TYPES[type]}`;

/** IDs of Salesforce, sorted by their characters, whatever the collation of the database. $1 profile, $2 after, $3 up to. */
const range = (of: string): string =>
	`${of}"profile" = $1 AND ${of}"userId" COLLATE "C" > $2 AND ($3 = '' OR ${of}"userId" COLLATE "C" <= $3)`;

const candidate = `"id"::double precision AS "id", ${list(names)}`;
const ordered = 'ORDER BY "userId" COLLATE "C", "id" LIMIT nullif($4::int, 0)';

/** Open, or not to be opened again for a while; without what only a run of Reclaim needs. */
const KNOWN = `
SELECT ${list(COLUMNS.filter(([, type]) => type !== 'json').map(([name]) => name))}
FROM "${CANDIDATES}" WHERE ${range('')} AND ("state" NOT LIKE 'Closed%' OR "keepUntil" IS NOT NULL)`;

const OPEN = `
SELECT ${candidate} FROM "${CANDIDATES}" WHERE ${range('')} AND "state" NOT LIKE 'Closed%' ${ordered}`;

/** What the savings ledger may have to add: freed, or of a user who is in the ledger already. */
const CLOSED = `
SELECT ${candidate} FROM "${CANDIDATES}" AS "one" WHERE ${range('')} AND "closedAt" IS NOT NULL
AND ("state" = 'Closed Complete' OR ("state" = 'Closed Skipped' AND EXISTS (
	SELECT FROM "${LEDGER}" AS "known" WHERE "known"."profile" = $1 AND "known"."userId" COLLATE "C" = "one"."userId" COLLATE "C"
))) ${ordered}`;

const CHOSEN = `
SELECT ${candidate} FROM "${CANDIDATES}"
WHERE "id" IN (SELECT ("given"->>'id')::bigint FROM jsonb_array_elements($1::jsonb) AS "given")
ORDER BY "userId" COLLATE "C", "id"`;

/** Of the first users, as many as $2: all of their candidates that are Ready. */
const READY = `
SELECT ${candidate} FROM "${CANDIDATES}"
WHERE "profile" = $1 AND "state" = 'Ready' AND "userId" COLLATE "C" IN (
	SELECT DISTINCT "userId" COLLATE "C" FROM "${CANDIDATES}" WHERE "profile" = $1 AND "state" = 'Ready' ORDER BY 1 LIMIT $2::int
) ORDER BY "userId" COLLATE "C", "id"`;

/** Whose reclaim began lately, for the limit of users: nothing else of them. */
const STARTED = `
SELECT "userId", max("revocationStartedAt") AS "revocationStartedAt" FROM "${CANDIDATES}"
WHERE "profile" = $1 AND "revocationStartedAt" COLLATE "C" >= $2 GROUP BY "userId"`;

const INTERRUPTED = `
SELECT ${candidate} FROM "${CANDIDATES}"
WHERE "profile" = $1 AND "state" = 'Awaiting Revocation' AND "executionId" = 'interrupted'`;

const SUBSCRIPTIONS_HELD = `
SELECT ${list(Object.keys(TABLES[SUBSCRIPTIONS]), '"held".')} FROM "${SUBSCRIPTIONS}" AS "held"
WHERE ${range('"held".')} AND`;

/** Only of licenses that are or were candidates. */
const HELD = `${SUBSCRIPTIONS_HELD} "held"."subscriptionKey" IN (SELECT "candidateKey" FROM "${CANDIDATES}" AS "one" WHERE ${range('"one".')})`;

/** Also licenses that may have been freed together with a candidate. */
const HELD_AGAIN = `${SUBSCRIPTIONS_HELD} "held"."userId" COLLATE "C" IN (
	SELECT "userId" COLLATE "C" FROM "${CANDIDATES}" AS "one" WHERE ${range('"one".')} AND "one"."state" = 'Closed Complete'
)`;

const IN_LEDGER = `
SELECT ${list(Object.keys(TABLES[LEDGER]))} FROM "${LEDGER}" WHERE ${range('')} ORDER BY "id"`;

const PEOPLE = `
SELECT DISTINCT ON ("profile", "userId") ${list(Object.keys(TABLES[SUBSCRIPTIONS]))} FROM "${SUBSCRIPTIONS}"
WHERE ("profile", "userId" COLLATE "C") IN (SELECT "given"->>'profile', "given"->>'userId' FROM jsonb_array_elements($1::jsonb) AS "given")`;

const KINDS = `
SELECT DISTINCT ON ("licenseKind", "orgId") ${list(Object.keys(TABLES[SUBSCRIPTIONS]))} FROM "${SUBSCRIPTIONS}"
WHERE ("profile", "licenseKind") IN (SELECT "given"->>'profile', "given"->>'licenseKind' FROM jsonb_array_elements($1::jsonb) AS "given")`;

/** A run that was killed after it stored a portion opens nothing twice. */
const INSERT = `
WITH "added" AS (
	INSERT INTO "${CANDIDATES}" (${list(names)})
	SELECT ${COLUMNS.map(given).join(', ')} FROM jsonb_array_elements($1::jsonb) AS "given"
	WHERE NOT EXISTS (
		SELECT FROM "${CANDIDATES}" AS "known" WHERE "known"."profile" = "given"->>'profile' AND "known"."userId" COLLATE "C" = "given"->>'userId'
		AND "known"."candidateKey" = "given"->>'candidateKey' AND "known"."state" NOT LIKE 'Closed%'
	)
	RETURNING 1
) SELECT count(*)::int AS "insertedRows" FROM "added"`;

/** Columns that are missing in a row keep their values. */
const UPDATE = `
WITH "changed" AS (
	UPDATE "${CANDIDATES}" AS "stored" SET "updatedAt" = now(), ${COLUMNS.map(
		(column) =>
			`"${column[0]}" = CASE WHEN "given" ? '${column[0]}' THEN ${given(column)} ELSE "stored"."${column[0]}" END`,
	).join(', ')}
	FROM jsonb_array_elements($1::jsonb) AS "given" WHERE "stored"."id" = ("given"->>'id')::bigint
	RETURNING 1
) SELECT count(*)::int AS "updatedRows" FROM "changed"`;

const REMOVE = `
WITH "gone" AS (
	DELETE FROM "${SUBSCRIPTIONS}"
	WHERE ("profile", "subscriptionKey") IN (SELECT "given"->>'profile', "given"->>'subscriptionKey' FROM jsonb_array_elements($1::jsonb) AS "given")
	RETURNING 1
) SELECT count(*)::int AS "removedRows" FROM "gone"`;

const JOB_RESULTS = 'salesforce_job_results';
const JOB_RESULT_COLUMNS = list(Object.keys(TABLES[JOB_RESULTS]));
const JOB_RESULT = `
${createOnce(JOB_RESULTS)};
INSERT INTO "${JOB_RESULTS}" (${JOB_RESULT_COLUMNS})
SELECT ${JOB_RESULT_COLUMNS} FROM jsonb_populate_recordset(NULL::"${JOB_RESULTS}", $1::jsonb)`;

export const PORTION_STATEMENTS = {
	known: KNOWN,
	open: OPEN,
	closed: CLOSED,
	chosen: CHOSEN,
	ready: READY,
	started: STARTED,
	jobResult: JOB_RESULT,
	interrupted: INTERRUPTED,
	held: HELD,
	heldAgain: HELD_AGAIN,
	ledger: IN_LEDGER,
	people: PEOPLE,
	kinds: KINDS,
	insert: INSERT,
	update: UPDATE,
	remove: REMOVE,
};
