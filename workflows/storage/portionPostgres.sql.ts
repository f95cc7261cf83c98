import { SUBSCRIPTION_COLUMNS, TABLES } from './tables';

/** One portion, stored by one statement: all of it or nothing. Values are parameters, never part of the text. */

const TABLE = 'salesforce_subscriptions';
const quoted = (names: readonly string[], prefix = ''): string =>
	names.map((name) => `${prefix}"${name}"`).join(', ');
const COLUMNS = Object.keys(TABLES[TABLE]);

/**
 * The parameters: $1 the file of Download (NDJSON, a user in each line), $2 the profile, $3 the user before the
 * first ('' for the first portion), $4 the last user (null for the last portion), $5 the kinds that were read to the
 * end (a JSON list), $6 the number of subscriptions in the file, $7 the org.
 *
 * Salesforce sorts IDs by their characters, so the range does too, whatever the collation of the database.
 */
export const STORE_PORTION = `
WITH "line" AS MATERIALIZED (
	SELECT "text"::jsonb AS "person" FROM string_to_table($1, E'\\n') AS "text" WHERE "text" <> ''
),
"given" AS MATERIALIZED (
	SELECT DISTINCT ON ("row"."subscriptionKey") "row".*
	FROM "line", jsonb_array_elements("person"->'subscriptions') AS "held",
		jsonb_populate_record(NULL::"${TABLE}", ("person" - 'subscriptions') || "held" || jsonb_build_object('profile', $2::text)) AS "row"
	WHERE "row"."subscriptionKey" IS NOT NULL
),
"written" AS (
	INSERT INTO "${TABLE}" AS "stored" (${quoted(COLUMNS)})
	SELECT ${quoted(COLUMNS)} FROM "given"
	ON CONFLICT ("profile", "subscriptionKey") DO UPDATE SET "updatedAt" = now(), (${quoted(SUBSCRIPTION_COLUMNS)}) = ROW (${quoted(SUBSCRIPTION_COLUMNS, 'EXCLUDED.')})
	WHERE (${quoted(SUBSCRIPTION_COLUMNS, '"stored".')}) IS DISTINCT FROM (${quoted(SUBSCRIPTION_COLUMNS, 'EXCLUDED.')})
	RETURNING (xmax = 0) AS "isNew"
),
"read" AS MATERIALIZED (
	SELECT "kind" FROM jsonb_array_elements_text($5::jsonb) AS "kind"
	-- The connected user holds a license, so an org is never empty: an empty answer must not delete what is stored.
	WHERE ($3 <> '' OR EXISTS (SELECT FROM "given"))
	AND ("kind" <> 'userLicense' OR $3 <> '' OR $4 IS NOT NULL OR EXISTS (SELECT FROM "given" WHERE "licenseKind" = 'userLicense'))
),
"gone" AS (
	DELETE FROM "${TABLE}" AS "stored"
	WHERE "profile" = $2
	-- A list without null is hashed. Postgres expects one row of "given", and may join it row by row: two minutes a portion.
	AND ("subscriptionKey" NOT IN (SELECT "subscriptionKey" FROM "given") OR "subscriptionKey" IS NULL)
	AND (
		("licenseKind" IN (SELECT "kind" FROM "read") AND (
			("userId" COLLATE "C" > $3 AND ($4 IS NULL OR "userId" COLLATE "C" <= $4))
			-- Rows that belong to no user were added by hand.
			OR ("userId" IS NULL AND $4 IS NULL)
		))
		-- The profile reads another org now.
		OR ($3 = '' AND "orgId" <> $7 AND EXISTS (SELECT FROM "given"))
	)
	RETURNING 1
)
SELECT
	-- A file that is cut would look like an org with fewer users. The text of this error is what a person reads.
	CASE WHEN "rows" = $6 THEN 0 ELSE ('The file has ' || "rows" || ' subscriptions, but its Summary says ' || $6::text)::int END AS "missing",
	"added"::int, ("touched" - "added")::int AS "changed", "removed"::int, ("rows" - "touched")::int AS "unchanged"
FROM
	(SELECT count(*) AS "rows" FROM "given") AS "a",
	(SELECT count(*) AS "touched", count(*) FILTER (WHERE "isNew") AS "added" FROM "written") AS "b",
	(SELECT count(*) AS "removed" FROM "gone") AS "c"
`.trim();
