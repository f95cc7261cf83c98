import fc from 'fast-check';
import type { IDataObject } from 'n8n-workflow';
import type { Happening } from './happenings';
import { happening } from './happenings';
import type { Trouble } from './faultClasses';

/** A company, what is asked of the node, and what goes on meanwhile: all of it drawn by fast-check. */

const ACTIONS = ['freeze', 'deactivate', 'removeLicense', 'wholeSeat', 'changeProfile'] as const;
type Action = (typeof ACTIONS)[number];

/** One item built by hand. Numbers are places in lists of the org, which is not there yet. */
export interface Wish {
	person: number;
	/** Anybody at all, administrators and technical users too. */
	amongAll: boolean;
	action: Action;
	kind: 'userLicense' | 'permissionSetLicense' | 'packageLicense' | 'featureLicense';
	/** A license the user holds, if there is one; else any of the kind. */
	held: boolean;
	license: number;
	/** What the item says of the last login. */
	lastLogin: 'unsaid' | 'asItIs';
	recheckActivity: boolean;
}

export interface RuleWish {
	action: Action;
	kind: Wish['kind'];
	inactiveDays: number;
	minimumAccountAgeDays: number;
	includeNeverLoggedIn: boolean;
	exempt: number;
}

export interface Scenario {
	org: {
		users: number;
		seed: number;
		autoDropLicenses: boolean;
		temporaryAssignments: boolean;
		licensesReleasedOnDeactivation: string[];
		language: string;
	};
	/** Whether the pools have seats to spare; else no more than are in use. */
	pools: 'ample' | 'full';
	from: { wishes: Wish[]; rules: null } | { wishes: null; rules: RuleWish[] };
	/** What the real run gets: the items, or the plan that the dry run made of them. */
	fed: 'items' | 'plan';
	parameters: IDataObject;
	/** Places in the list of users: who has all rights by a permission set, not by the profile. */
	administratorsBySet: number[];
	/** Places in the list of users. */
	protectedUsers: number[];
	transfer: boolean;
	happenings: Happening[];
	troubles: Trouble[];
	/** A second run before anything is restored, and what it gets. */
	again: 'no' | 'items' | 'outcomes';
	troublesOfRestore: Trouble[];
}

const wish: fc.Arbitrary<Wish> = fc.record({
	person: fc.nat({ max: 59 }),
	amongAll: fc.integer({ min: 0, max: 9 }).map((draw) => draw === 9),
	action: fc.constantFrom(...ACTIONS),
	kind: fc.constantFrom('permissionSetLicense', 'packageLicense', 'featureLicense', 'userLicense'),
	held: fc.integer({ min: 0, max: 4 }).map((draw) => draw < 4),
	license: fc.nat({ max: 7 }),
	lastLogin: fc.constantFrom('unsaid', 'asItIs'),
	recheckActivity: fc.integer({ min: 0, max: 4 }).map((draw) => draw < 4),
});

const rule: fc.Arbitrary<RuleWish> = fc.record({
	action: fc.constantFrom(...ACTIONS),
	kind: fc.constantFrom('permissionSetLicense', 'packageLicense', 'featureLicense'),
	inactiveDays: fc.constantFrom(1, 20, 60, 90, 200),
	minimumAccountAgeDays: fc.constantFrom(0, 30, 600),
	includeNeverLoggedIn: fc.boolean(),
	exempt: fc.nat({ max: 59 }),
});

const wishes = fc.array(wish, { minLength: 1, maxLength: 14 });
const rules = fc.array(rule, { minLength: 1, maxLength: 3 });

/** What the company has beside the usual, and what others do: each may be left out, like a class of faults. */
export const TRAITS = [
	'temporaryAssignments',
	'administratorsBySet',
	'transfers',
	'happenings',
] as const;
export type Trait = (typeof TRAITS)[number];

export const scenarioWith = (
	troubles: readonly fc.Arbitrary<Trouble>[],
	has: (trait: Trait) => boolean = () => true,
): fc.Arbitrary<Scenario> => {
	const some = (maxLength: number): fc.Arbitrary<Trouble[]> =>
		troubles.length === 0
			? fc.constant([])
			: fc.array(fc.oneof(...troubles), { maxLength, size: 'max' });
	return fc.record({
		org: fc.record({
			users: fc.integer({ min: 20, max: 60 }),
			seed: fc.integer({ min: 1, max: 1_000 }),
			autoDropLicenses: fc.boolean(),
			temporaryAssignments: fc.boolean().map((draw) => draw && has('temporaryAssignments')),
			licensesReleasedOnDeactivation: fc.constantFrom<string[][]>([], ['SalesConsoleUser']),
			language: fc.constantFrom('en_US', 'de', 'ja'),
		}),
		pools: fc.constantFrom('ample', 'full'),
		from: fc.oneof(
			{ weight: 3, arbitrary: fc.record({ wishes, rules: fc.constant(null) }) },
			{ weight: 1, arbitrary: fc.record({ wishes: fc.constant(null), rules }) },
		),
		fed: fc.constantFrom('items', 'plan'),
		parameters: fc.record({
			maxUsers: fc.constantFrom(100, 100, 100, 5, 0),
			maxPercent: fc.constantFrom(100, 100, 100, 10),
			maxErrorPercent: fc.constantFrom(100, 50, 0),
			parallelCalls: fc.integer({ min: 1, max: 5 }),
			protectAdministrators: fc.integer({ min: 0, max: 4 }).map((draw) => draw < 4),
		}),
		administratorsBySet: fc.array(fc.nat({ max: 59 }), {
			maxLength: has('administratorsBySet') ? 2 : 0,
		}),
		protectedUsers: fc.array(fc.nat({ max: 59 }), { maxLength: 3 }),
		transfer: fc.integer({ min: 0, max: 3 }).map((draw) => draw === 3 && has('transfers')),
		happenings: fc.array(happening, { maxLength: has('happenings') ? 3 : 0 }),
		troubles: some(2),
		again: fc.constantFrom('no', 'items', 'outcomes'),
		troublesOfRestore: some(1),
	});
};
