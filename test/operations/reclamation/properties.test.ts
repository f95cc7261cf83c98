/* eslint-disable @n8n/community-nodes/no-restricted-globals */
import fc from 'fast-check';
import { FAULT_CLASSES } from '../../support/properties/faultClasses';
import { scenarioWith } from '../../support/properties/scenario';
import { brokenPromises } from '../../support/properties/story';

/**
 * Random companies, items, parameters, and whatever may go wrong: nothing is written outside the plan,
 * every outcome is true, and Restore brings all of it back. CONTRIBUTING.md says how to run more of it.
 */

/** The node's pauses between tries take no time here; the watch over silent connections is no pause. */
jest.mock('n8n-workflow', () => {
	const actual = jest.requireActual<typeof import('n8n-workflow')>('n8n-workflow');
	const isPause = (milliseconds: number) => milliseconds < 120_000;
	return {
		...actual,
		sleep: async (milliseconds: number, signal?: AbortSignal) => {
			if (!isPause(milliseconds)) await actual.sleep(milliseconds, signal);
			else await Promise.resolve();
		},
	};
});

const { PROPERTY_RUNS, PROPERTY_SEED, PROPERTY_PATH, PROPERTY_SHRINK, PROPERTY_WITHOUT } =
	process.env;
const RUNS = Number(PROPERTY_RUNS ?? 60);
const seed = Number(PROPERTY_SEED ?? 20_261_127);
const left = (PROPERTY_WITHOUT ?? '').split(',');
const classes = Object.entries(FAULT_CLASSES).flatMap(([name, trouble]) =>
	left.includes(name) ? [] : [trouble],
);

/** Enough to find the smallest failing case; a slow computer is told apart from a failure. */
const LIMIT_MS = 240_000 + RUNS * 2_000;
jest.setTimeout(LIMIT_MS + 60_000);

const holdsFor = async (troubles: typeof classes, numRuns: number) => {
	await fc.assert(
		fc.asyncProperty(
			scenarioWith(troubles, (trait) => !left.includes(trait)),
			async (scenario) => {
				expect(await brokenPromises(scenario)).toEqual([]);
			},
		),
		{
			seed,
			numRuns,
			endOnFailure: PROPERTY_SHRINK === 'no',
			...(PROPERTY_PATH === undefined ? {} : { path: PROPERTY_PATH }),
			interruptAfterTimeLimit: LIMIT_MS,
			markInterruptAsFailure: true,
		},
	);
};

describe('Reclaim and Restore of random items', () => {
	it('keep their promises if nothing goes wrong', async () => {
		await holdsFor([], RUNS);
	});

	it('keep their promises whatever goes wrong', async () => {
		await holdsFor(classes, RUNS);
	});
});
