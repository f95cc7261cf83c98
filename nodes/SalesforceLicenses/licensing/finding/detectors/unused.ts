import { daysSince } from '../../model/activity';
import { LICENSE_KINDS } from '../../model/licenses';
import type { SeatFacts } from '../facts';
import type { ReclamationRule } from '../rules';
import type { Detector, DetectorResult, Judging } from './detector';
import { found, notPicked, tooYoung } from './detector';
import { plural } from '../../model/plural';

const ageOf = ({ row }: SeatFacts, now: Date) => daysSince(row.externalCreatedAt, now) ?? 0;

function detectUnused(facts: SeatFacts, rule: ReclamationRule, judging: Judging): DetectorResult {
	const { row } = facts;
	const { now, since } = judging;
	if (tooYoung(facts, rule, now)) return notPicked('newAccount');
	const inactive = daysSince(row.lastActivityAt, now);
	if (inactive !== null && inactive < rule.inactiveDays) return notPicked('inUse');
	if (row.activityUnknown !== null) return notPicked('unknown');
	if (inactive !== null) {
		return found(`Not used for ${plural(inactive, 'day')} (threshold ${rule.inactiveDays})`);
	}
	if (row.lastLoginAt === null) {
		return rule.includeNeverLoggedIn
			? found(`Never used since the account was created ${plural(ageOf(facts, now), 'day')} ago`)
			: notPicked('neverUsed');
	}
	const looked =
		since === null
			? 'at all'
			: `in the last ${plural(daysSince(since.toISOString(), now) ?? 0, 'day')}`;
	return found(
		`The chosen activity signals show no use ${looked} (threshold ${rule.inactiveDays})`,
	);
}

export const unusedSeat: Detector = {
	label: 'Unused Seat',
	description: 'Licenses of active users without activity for at least Inactive Days',
	actions: ['deactivate', 'freeze', 'removeLicense', 'wholeSeat', 'changeProfile'],
	licenseKinds: LICENSE_KINDS,
	users: 'active',
	restsOnActivity: true,
	onlyWhile: null,
	looksBack: 'signals',
	settings: ['inactiveDays', 'includeNeverLoggedIn', 'minimumAccountAgeDays'],
	reads: [],
	signals: [],
	inputs: [],
	detect: detectUnused,
};

export const neverUsed: Detector = {
	label: 'Never Used',
	description: 'Active users who have never logged in',
	actions: ['deactivate', 'freeze', 'removeLicense', 'wholeSeat'],
	licenseKinds: LICENSE_KINDS,
	users: 'active',
	restsOnActivity: true,
	onlyWhile: null,
	looksBack: 'never',
	settings: ['minimumAccountAgeDays'],
	reads: [],
	signals: [],
	inputs: [],
	detect(facts, rule, { now }) {
		const { row } = facts;
		if (row.lastLoginAt !== null || row.lastActivityAt !== null) return notPicked('inUse');
		if (tooYoung(facts, rule, now)) return notPicked('newAccount');
		if (row.activityUnknown !== null) return notPicked('unknown');
		return found(
			`Never logged in since the account was created ${plural(ageOf(facts, now), 'day')} ago`,
		);
	},
};
