import { PROFILE } from '../kit/profileInput';
import { SOFTWARE_MODEL } from '../softwareModels/assigned.code';
import { CONTRACT } from '../subflows/contract';

export const COMPARE = `
${CONTRACT}
${SOFTWARE_MODEL}
const profile = ${PROFILE};
const failure = (errorMessage) => [{ json: { status: 'failure', errorMessage, created: 0, updated: 0, removed: 0, counts: {} } }];
const download = contract($('Download Subscriptions').first().json);
if (download.status === 'failure') return failure(download.errorMessage);
// The connected user holds a license, so an org is never empty: an empty answer must not delete what is stored.
if (download.rows.length === 0) return failure('The org returned no subscriptions, so nothing was changed. Check the permissions of the connected user (Guided Setup, step "Connection and credential").');
if ($('Read Profile Again').first().json.count === 0) return failure('The profile was deleted while the job ran, so nothing was stored.');

// Inactive days change daily for every user; they are calculated from lastActivityAt when they are shown.
const KEPT = ['orgId', 'userId', 'username', 'email', 'name', 'licenseKind', 'licenseIdentifier', 'licenseName', 'softwareModel', 'lastLoginAt', 'lastActivityAt', 'activitySource', 'assignedAt', 'externalCreatedAt', 'userType', 'profileName', 'department', 'managerId', 'isActive', 'isFrozen'];
const stored = new Map();
const doubled = [];
for (const row of $('Read Stored').first().json.rows) {
	if (stored.has(row.subscriptionKey)) doubled.push(row);
	else stored.set(row.subscriptionKey, row);
}
const write = [];
let created = 0;
let updated = 0;
const seen = new Set();
const rows = download.rows.map((row) => ({ ...row, softwareModel: softwareModel(row) }));
for (const row of rows) {
	if (seen.has(row.subscriptionKey)) continue;
	seen.add(row.subscriptionKey);
	const next = { profile: profile.displayName, subscriptionKey: row.subscriptionKey };
	for (const name of KEPT) next[name] = row[name] ?? null;
	const before = stored.get(row.subscriptionKey);
	if (!before) { write.push(next); created++; }
	else if (KEPT.some((name) => (before[name] ?? null) !== next[name])) { write.push({ ...next, id: before.id }); updated++; }
}
// If a kind was not read to the last row, its missing rows may still be in the org.
const wasRead = new Set(download.readKinds);
const allWasRead = download.isComplete === true && download.unreadKinds.length === 0;
const missing = [...stored.values()].filter((row) => !seen.has(row.subscriptionKey) && (allWasRead || wasRead.has(row.licenseKind)));
const gone = [...missing, ...doubled].map(({ id }) => ({ id }));

const priced = contract($('Download Licenses').first().json);
const licenses = priced.rows;
const days = Math.min(...(profile.rules || []).map((rule) => rule.inactiveDays ?? 60), Infinity);
const limit = Date.now() - (Number.isFinite(days) ? days : 60) * 86400000;
const stale = (row) => row.isActive !== false && (row.lastActivityAt ? Date.parse(row.lastActivityAt) < limit : row.lastLoginAt === null && row.activitySource === null && Date.parse(row.externalCreatedAt) < limit);
const day = new Date().toISOString().slice(0, 10);
const pools = new Map();
for (const row of rows.filter((one) => wasRead.has(one.licenseKind))) {
	const key = row.licenseKind + ':' + row.licenseIdentifier;
	const pool = pools.get(key) || { assigned: 0, stale: 0, licenseKind: row.licenseKind, licenseIdentifier: row.licenseIdentifier, licenseName: row.licenseName, softwareModel: row.softwareModel };
	pool.assigned++;
	if (stale(row)) pool.stale++;
	pools.set(key, pool);
}
const today = new Map();
for (const { id, day: of, licenseKind, licenseIdentifier, licenseName, softwareModel } of $('Read Snapshots').first().json.rows) {
	if (of !== day || !wasRead.has(licenseKind)) continue;
	const key = licenseKind + ':' + licenseIdentifier;
	today.set(key, id);
	// No user holds it any longer: today's row must not keep this morning's figures.
	if (!pools.has(key)) pools.set(key, { assigned: 0, stale: 0, licenseKind, licenseIdentifier, licenseName, softwareModel });
}
const snapshots = [...pools].map(([key, pool]) => {
	const license = licenses.find((row) => row.licenseKind + ':' + row.licenseIdentifier === key) || {};
	const price = license.price ?? null;
	const id = today.get(key);
	return { ...pool, ...(id ? { id } : {}), profile: profile.displayName, day, total: license.total ?? null, used: license.used ?? null, potentialSaving: price === null ? null : price * pool.stale };
});
const isComplete = download.isComplete === true && priced.isComplete === true;
const errorMessage = [...new Set([...download.warnings, ...priced.warnings])].join(' ');
return [{ json: { status: 'success', errorMessage: isComplete ? '' : errorMessage || 'The download did not report that it read everything.', isComplete, created, updated, removed: gone.length, counts: { subscriptions: seen.size, licenses: licenses.length }, write, gone, snapshots } }];
`;
