import type { Outcome } from '../../../nodes/SalesforceLicenses/licensing/planning/outcome';
import { beginOutcome } from '../../../nodes/SalesforceLicenses/licensing/planning/outcome';
import {
	describeSummary,
	summarize,
} from '../../../nodes/SalesforceLicenses/licensing/planning/runSummary';
import type { OutcomeKind, Step } from '../../../nodes/SalesforceLicenses/licensing/planning/steps';
import { planStep } from '../../../nodes/SalesforceLicenses/licensing/planning/steps';
import type {
	LicenseKind,
	SeatPool,
} from '../../../nodes/SalesforceLicenses/licensing/model/licenses';
import { describePool } from '../../../nodes/SalesforceLicenses/licensing/model/licenses';
import { aCurrentUser, aRequest, ORG_ID } from '../../support/builders';

const NO_POOLS = { before: [], after: null };

/** An outcome about one license of one user, and the steps it has. */
function anOutcome(
	userId: string,
	license: [LicenseKind, string],
	steps: Array<Partial<Step> & Pick<Step, 'step'>>,
	more: { outcome?: OutcomeKind; saving?: number | null; currency?: string | null } = {},
): Outcome {
	const [licenseKind, licenseIdentifier] = license;
	const { outcome = 'planned', ...money } = more;
	const request = aRequest({ userId, licenseKind, licenseIdentifier, ...money });
	const key = [ORG_ID, userId, ...license].join(':');
	return {
		...beginOutcome(request, ORG_ID, key, aCurrentUser({ userId })),
		outcome,
		steps: steps.map((step) => ({ ...planStep(step.step, userId), outcome, ...step })),
	};
}

const SEAT: [LicenseKind, string] = ['userLicense', 'SFDC'];
const deactivate = { step: 'deactivate', frees: 'userLicense:SFDC' } as const;
const freeze = { step: 'freeze' } as const;

const pool = (used: number): SeatPool =>
	describePool(
		ORG_ID,
		{ licenseKind: 'userLicense', licenseIdentifier: 'SFDC', licenseName: 'Salesforce' },
		{ total: 100, used, status: 'Active', expiresAt: null },
	);

describe('the summary of a run', () => {
	it('of a dry run counts what is planned, of a real one what is done', () => {
		const outcomes = [
			anOutcome('u1', SEAT, [deactivate]),
			anOutcome('u2', SEAT, [deactivate], { outcome: 'done' }),
			anOutcome('u3', SEAT, [deactivate], { outcome: 'failed' }),
			anOutcome('u4', SEAT, [], { outcome: 'alreadyDone' }),
		];
		for (const dryRun of [true, false]) {
			expect(summarize(outcomes, dryRun, 7, NO_POOLS)).toMatchObject({
				dryRun,
				users: 1,
				steps: 1,
				calls: 7,
				seats: [{ licenseKind: 'userLicense', licenseIdentifier: 'SFDC', freed: 1 }],
			});
		}
	});

	it('counts a step that several candidates of one user share once', () => {
		const outcomes = [
			anOutcome('u1', SEAT, [freeze, deactivate]),
			anOutcome('u1', ['featureLicense', 'MarketingUser'], [deactivate]),
			anOutcome('u2', SEAT, [deactivate]),
		];
		const { users, steps, seats } = summarize(outcomes, true, 0, NO_POOLS);
		expect({ users, steps }).toEqual({ users: 2, steps: 3 });
		expect(seats).toMatchObject([{ freed: 2 }]);
	});

	it.each<[string, Outcome[], Array<{ currency: string | null; amount: number }>]>([
		[
			'of what is freed, by currency, to the cent',
			[
				anOutcome('u1', SEAT, [deactivate], { saving: 0.1, currency: 'EUR' }),
				anOutcome('u2', SEAT, [deactivate], { saving: 0.2, currency: 'EUR' }),
				anOutcome('u3', SEAT, [deactivate], { saving: 5, currency: 'USD' }),
			],
			[
				{ currency: 'EUR', amount: 0.3 },
				{ currency: 'USD', amount: 5 },
			],
		],
		['of a freeze: none', [anOutcome('u1', SEAT, [freeze], { saving: 9 })], []],
		['without a price: none', [anOutcome('u1', SEAT, [deactivate])], []],
		[
			'of the same candidate twice: once',
			[
				anOutcome('u1', SEAT, [deactivate], { saving: 9, currency: 'EUR' }),
				anOutcome('u1', SEAT, [deactivate], { saving: 9, currency: 'EUR' }),
			],
			[{ currency: 'EUR', amount: 9 }],
		],
		[
			'of another license than the step frees: none',
			[anOutcome('u1', ['packageLicense', 'SBQQ'], [deactivate], { saving: 9 })],
			[],
		],
		[
			'of a step of an outcome that failed later: none',
			[
				anOutcome('u1', SEAT, [{ ...deactivate, outcome: 'planned' }], {
					outcome: 'failed',
					saving: 9,
				}),
			],
			[],
		],
	])('has savings %s', (_, outcomes, savings) => {
		expect(summarize(outcomes, true, 0, NO_POOLS).savings).toEqual(savings);
	});

	it.each<[string, number, number | null, RegExp, boolean]>([
		['as expected', 50, 49, /1 × SFDC \(in use: 50 → 49\)/, false],
		['not yet', 50, 50, /in use: 50 → 50/, true],
		['not read', 50, null, /1 × SFDC\./, false],
	])('says how the pool counts: %s', (_, before, after, text, lags) => {
		const pools = { before: [pool(before)], after: after === null ? null : [pool(after)] };
		const done = [anOutcome('u1', SEAT, [deactivate], { outcome: 'done' })];
		const said = describeSummary(summarize(done, false, 0, pools));
		expect(said).toMatch(text);
		expect(/Salesforce may update it later/.test(said)).toBe(lags);
	});

	it('names five licenses and counts the others, worded for a dry run or a real run', () => {
		const steps = Array.from({ length: 7 }, (_, index) => ({
			step: 'removePackageLicense' as const,
			target: `P${index}`,
			frees: `packageLicense:P${index}`,
		}));
		const outcomes = [anOutcome('u1', ['packageLicense', 'P0'], steps, { saving: 3 })];
		expect(describeSummary(summarize(outcomes, true, 0, NO_POOLS))).toBe(
			'Seats that would be freed: 1 × P0, 1 × P1, 1 × P2, 1 × P3, 1 × P4 and 2 more. Saving: 3.',
		);
		expect(describeSummary(summarize([], true, 0, NO_POOLS))).toBe('No seat would be freed.');
		expect(describeSummary(summarize([], false, 0, NO_POOLS))).toBe('No seat was freed.');
	});
});
