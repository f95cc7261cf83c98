/** Statements that answer a list of a page: expressions, whose `$json` is the list. Values are always bound. */

const OPEN = `"state" NOT LIKE 'Closed%'`;
/** The profile is the first value of every list; empty asks for all. */
const OF_PROFILE = `($1 = '' OR "profile" = $1)`;

/** By index alone, after the table was vacuumed. */
const CANDIDATES = `SELECT "profile", "state" AS "countedState", "currency", "savingPeriod", count(*)::int AS "candidates", sum("saving") AS "saving", count(*) FILTER (WHERE "saving" IS NULL)::int AS "withoutPrice", count(*) FILTER (WHERE "openedAt" >= $2)::int AS "foundLately", count(*) FILTER (WHERE "closedAt" >= $2)::int AS "closedLately", min("answerUntil") AS "answerUntil" FROM "salesforce_candidates" WHERE ${OF_PROFILE} GROUP BY 1, 2, 3, 4`;

const BLOCKERS = `SELECT "profile", blocker->>'kind' AS "blockerKind", min(blocker->>'effect') AS "effect", min(blocker->>'text') AS "text", min(blocker->>'fix') AS "fix", count(DISTINCT "id")::int AS "candidates" FROM "salesforce_candidates", jsonb_array_elements(CASE jsonb_typeof("candidate"->'blockers') WHEN 'array' THEN "candidate"->'blockers' ELSE '[]' END) AS blocker WHERE ${OF_PROFILE} AND ${OPEN} GROUP BY 1, 2`;

const SEAT = `"licenseKind" = 'userLicense' AND "isActive" AND "email" <> ''`;
/** With one org, no subscription is read. */
const ORGS = `(SELECT count(DISTINCT coalesce("orgId", "displayName")) FROM "salesforce_profiles")`;
/**
 * One person has one e-mail address. Two orgs differ from each other, which needs no sorting to tell; what is sorted
 * is only what is listed. The limit of the list comes between the two.
 */
const PERSONS = [
	`SELECT several."person", max("name") AS "name", count(DISTINCT "subscriptionKey")::int AS "seats", to_json(array_agg(DISTINCT "profile")) AS "profiles", count(DISTINCT "orgId")::int AS "orgs", several."persons" FROM (SELECT found.*, (count(*) OVER ())::int AS "persons" FROM (SELECT lower("email") AS "person", count(*) AS "rows" FROM "salesforce_subscriptions" WHERE ${SEAT} AND ${ORGS} > 1 GROUP BY 1 HAVING min("orgId") <> max("orgId")) AS found ORDER BY "rows" DESC, "person"`,
	`) AS several JOIN "salesforce_subscriptions" ON lower("email") = several."person" WHERE ${SEAT} GROUP BY several."person", several."persons" ORDER BY "orgs" DESC, "seats" DESC, several."person"`,
] as const;

const OPERATORS = { eq: '=', neq: 'IS DISTINCT FROM', gte: '>=', isTrue: 'IS', hasJson: '@>' };

/** The profile and the start of the period come first, then the text to find, then what each condition compares with. */
export const VALUES = `={{ [$json.profile, $json.since, '%' + String($json.find).replace(/[\\\\%_]/g, '\\\\$&') + '%', ...$json.where.map(({ value }) => value)] }}`;

const name = (of: string) => `'"' + String(${of}).replace(/[^A-Za-z_]/g, '') + '"'`;
const WHERE = `$json.where.map(({ column, condition }, at) => ' AND ' + ${name('column')} + ' ' + ${JSON.stringify(OPERATORS)}[condition] + ' ' + (condition === 'isTrue' ? 'TRUE' : '$' + (at + 4))).join('')`;
const FIND = `($json.find === '' ? '' : ' AND (' + $json.findIn.map((column) => ${name('column')} + ' ILIKE $3').join(' OR ') + ')')`;
const LIMIT = `' LIMIT ' + Math.max(1, Math.floor(Number($json.limit)))`;
const COLUMNS = `($json.columns ? ['id', ...$json.columns].map((column) => ${name('column')}).join(', ') : '*')`;
const FROM = `'SELECT ' + ${COLUMNS} + ' FROM ' + ${name('$json.table')} + ' WHERE TRUE' + ${WHERE} + ${FIND}`;
/** A text is looked for in all rows: to follow the index of the order would be slower. */
const FOUND = `($json.find === '' ? ${FROM} : 'SELECT * FROM (' + ${FROM} + ' OFFSET 0) AS found')`;
const ROWS = `${FOUND} + ' ORDER BY ' + ${name('$json.orderBy')} + ($json.descending ? ' DESC' : '') + ' NULLS LAST, "id"' + ${LIMIT}`;

const text = (sql: string) => JSON.stringify(sql);

export const STATEMENT = `={{ $json.figure === 'candidates' ? ${text(CANDIDATES)} : $json.figure === 'blockers' ? ${text(BLOCKERS)} : $json.figure === 'persons' ? ${text(PERSONS[0])} + ${LIMIT} + ${text(PERSONS[1])} : ${ROWS} }}`;
