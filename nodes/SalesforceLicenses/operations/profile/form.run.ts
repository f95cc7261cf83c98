import type { IDataObject, INodeProperties } from 'n8n-workflow';
import { z } from 'zod';
import { pageOf } from '../../licensing/playbook/form/pages';
import { withoutEndings } from '../../licensing/playbook/form/fields';
import type { Handed, SetupFacts, StoredProfile } from '../../licensing/playbook/form/setup';
import { SETUP_PAGES } from '../../licensing/playbook/form/setup';
import { subflowAnswer } from '../../licensing/playbook/form/subflowAnswer';
import { newEnding } from '../newEnding';
import type { OperationRun } from '../operation';
import { toItems } from '../output';
import { inItem, objectOf, parseJsonRows } from '../parameters/jsonRows';
import type { Parameters } from '../parameters/values';
import { fieldOf, parametersOf } from '../parameters/values';
import { judgeProfile } from './judgeProfile';
import { connectionsOf, licensesOf } from './profileFacts';
import { answerTo } from './setup/answers';
import { handedOn, storedProfile } from './setup/storedRows';

export const mode = 'perItem';

type FieldNamed = (name: string) => INodeProperties;

export const execute: OperationRun['execute'] = async (context, itemIndex, fields) => {
	const given = parametersOf(context, itemIndex);
	const field = (name: string) => fieldOf(fields, name);
	const task = given.option(field('formTask'), ['build', 'read']);
	const result =
		task === 'build'
			? built(given, field)
			: read(given, field, context.getInputData()[itemIndex].json);
	return await Promise.resolve([toItems([result], itemIndex)]);
};

function built(given: Parameters, field: FieldNamed) {
	const facts = factsOf(given, field);
	const handed = handedOn(objectOf(given, field('answerBefore')));
	const { page, profile } = facts;
	const ending = newEnding();
	const shown = pageOf(
		{
			...facts,
			licenses: facts.known?.all ?? null,
			handed: page === 'review' && profile !== null ? reviewed(profile, facts, handed) : handed,
			moveTo: moveToOf(given, field('moveTargets')),
			jobs: rowsOf(given, field('jobs')),
			portions: rowsOf(given, field('portions')),
			preview: previewOf(objectOf(given, field('preview'))),
			n8nUrl: given.text(field('n8nUrl')),
			workflows: textsOf(objectOf(given, field('workflows'))),
		},
		ending,
	);
	return { ...shown, displayName: profile?.displayName ?? '', ending, profileShown: profile };
}

/** What the review says of the stored profile, held against the licenses of the org. */
function reviewed(profile: StoredProfile, { known }: Facts, handed: Handed): Handed {
	const { warnings, mistakes } = judgeProfile(profile, {
		licenses: known?.named ?? null,
		connections: null,
		stored: null,
	});
	return {
		...handed,
		warnings,
		mistakes: mistakes.map(({ field, label, message }) => ({
			field,
			message: `${label}: ${message}`,
		})),
	};
}

function read(given: Parameters, field: FieldNamed, item: IDataObject) {
	const { profile, profiles, connections, known, frozen, page } = factsOf(given, field);
	const shown = objectOf(given, field('pageShown'));
	const { refresh, identify } = objectOf(given, field('firstRun'));
	const answer = objectOf(given, field('answer'));
	const entered = Object.keys(answer).length === 0 ? item : answer;
	const carry = object.safeParse(shown.carry);
	const before = storedProfile.safeParse(shown.profileShown);
	return answerTo({
		entered: withoutEndings(entered, typeof shown.ending === 'string' ? shown.ending : ''),
		shown: { page, carry: carry.data ?? {} },
		profile,
		before: before.success ? before.data : null,
		profiles,
		connections: connections ?? [],
		licenses: { named: known?.named ?? null, all: known?.all ?? [] },
		frozen,
		runs: Object.keys(shown).length === 0 ? { refresh, identify } : null,
		storeError: given.text(field('storeError')),
		visitor: given.text(field('answeredBy')),
		now: new Date().toISOString(),
	});
}

type Facts = ReturnType<typeof factsOf>;

function factsOf(given: Parameters, field: FieldNamed) {
	const profiles = profilesOf(given, field('profiles'));
	const displayName = given.text(field('displayName'));
	const tests = objectOf(given, field('tests'));
	return {
		page: given.option(field('page'), SETUP_PAGES, 'page'),
		profiles,
		profile: profiles.find((one) => one.displayName === displayName) ?? null,
		connections: connectionsOf(given, field('connections')) ?? [],
		known: licensesOf(given, field('licenses')),
		tests: testsOf(tests),
		frozen: frozenOf(given, field('candidates')),
	};
}

/** Without an answer of the download subflow, nothing was tested. */
function testsOf({ download, reclaim }: Record<string, unknown>): SetupFacts['tests'] {
	if (download === undefined || download === null) return null;
	return {
		download: subflowAnswer(download),
		reclaim: reclaim === undefined || reclaim === null ? null : subflowAnswer(reclaim),
	};
}

/** Without an answer of the download subflow, nothing was tried out. */
const previewOf = (answer: Record<string, unknown>): SetupFacts['preview'] =>
	Object.keys(answer).length === 0 ? null : subflowAnswer(answer);

const textsOf = (given: Record<string, unknown>): Record<string, string> =>
	Object.fromEntries(
		Object.entries(given).filter(
			(entry): entry is [string, string] => typeof entry[1] === 'string',
		),
	);

const namedProfile = inItem(z.object({ name: z.string().min(1) }));

/** The profiles of the org by name; null where none were given. */
function moveToOf(given: Parameters, field: INodeProperties): string[] | null {
	const parsed = parseJsonRows(given.value(field), namedProfile, 'the list');
	if (!parsed.ok) {
		throw given.refuse(
			field,
			parsed.reason,
			'Enter the profiles of the org with their names, or [].',
		);
	}
	return parsed.rows.length === 0 ? null : parsed.rows.map(({ name }) => name).sort();
}

const object = z.record(z.unknown());

/** Rows of a table, whatever they are: their page says nothing of what it cannot read. */
function rowsOf(given: Parameters, field: INodeProperties) {
	const parsed = parseJsonRows(given.value(field), inItem(object), 'the list');
	if (parsed.ok) return parsed.rows;
	throw given.refuse(field, parsed.reason, 'Enter the rows of the table, or [].');
}

function profilesOf(given: Parameters, field: INodeProperties): StoredProfile[] {
	const parsed = parseJsonRows(given.value(field), storedProfile, 'the list');
	if (parsed.ok) return parsed.rows;
	throw given.refuse(field, parsed.reason, 'Enter the rows of the profiles, or [].');
}

const candidate = inItem(
	z.object({
		state: z.string().nullish(),
		graceUntil: z.string().nullish(),
		username: z.string().nullish(),
	}),
);

/** Usernames of those who wait, frozen, for the end of their grace period. */
function frozenOf(given: Parameters, field: INodeProperties): string[] {
	const parsed = parseJsonRows(given.value(field), candidate, 'the list');
	if (!parsed.ok) {
		throw given.refuse(field, parsed.reason, 'Enter the rows of the candidates, or [].');
	}
	return parsed.rows
		.filter(({ state, graceUntil }) => state === 'Awaiting Revocation' && graceUntil)
		.map(({ username }) => username ?? 'an unknown user');
}
