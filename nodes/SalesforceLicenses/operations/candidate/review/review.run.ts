import type { IDataObject, INodeProperties } from 'n8n-workflow';
import { withoutEndings } from '../../../licensing/playbook/form/fields';
import { reviewAnswer } from '../../../licensing/review/answers/answers';
import { reviewPage } from '../../../licensing/review/pages/pages';
import { toRead } from '../../../licensing/review/reading';
import { resultOf } from '../../../licensing/review/result';
import type { ReviewFacts } from '../../../licensing/review/review';
import { NOTHING_CARRIED, PURPOSES, REVIEW_PAGES } from '../../../licensing/review/review';
import type { OperationRun } from '../../operation';
import { toItems } from '../../output';
import { objectOf } from '../../parameters/jsonRows';
import { newEnding } from '../../newEnding';
import type { Parameters } from '../../parameters/values';
import { fieldOf, parametersOf } from '../../parameters/values';
import { listParameter, optionalText } from '../border';
import { reviewHanded, reviewProfile, reviewRow, reviewShown } from './reviewRows';

export const mode = 'perItem';

type FieldNamed = (name: string) => INodeProperties;

export const execute: OperationRun['execute'] = async (context, itemIndex, fields) => {
	const given = parametersOf(context, itemIndex);
	const field = (name: string) => fieldOf(fields, name);
	const task = given.option(field('formTask'), ['build', 'lists', 'read']);
	const item = context.getInputData()[itemIndex].json;
	const results = {
		build: () => built(given, field),
		read: () => read(given, field, item),
		lists: () => listed(given, field, item),
	};
	return await Promise.resolve([toItems([results[task]()], itemIndex)]);
};

function listed(given: Parameters, field: FieldNamed, item: IDataObject) {
	const task = given.option(field('rowsFor'), ['build', 'read']);
	const { carry, handed, ending } = reviewShown(objectOf(given, field('pageShown')));
	return toRead({
		task,
		purpose: given.option(field('purpose'), PURPOSES, 'purpose'),
		page: given.option(field('page'), REVIEW_PAGES, 'page'),
		profile: given.text(field('displayName')),
		handed: task === 'build' ? reviewHanded(objectOf(given, field('answerBefore'))) : handed,
		carry,
		entered: enteredIn(given, field, item, ending),
		now: new Date(),
	});
}

function enteredIn(given: Parameters, field: FieldNamed, item: IDataObject, ending: string) {
	const answer = objectOf(given, field('answer'));
	return withoutEndings(Object.keys(answer).length === 0 ? item : answer, ending);
}

function factsOf(given: Parameters, field: FieldNamed): ReviewFacts {
	const profiles = listParameter(given, field('profiles'), reviewProfile).filter(
		(one) => one !== null,
	);
	const displayName = given.text(field('displayName'));
	const named = profiles.filter((one) => one.displayName === displayName);
	const rows = [
		...listParameter(given, field('candidates'), reviewRow),
		...listParameter(given, field('selectedCandidates'), reviewRow),
	];
	const counted = rows.filter((one) => one !== null && 'state' in one);
	// Of one that was read twice, the later row counts: it was read whole.
	const candidates = [
		...new Map(
			rows.flatMap((one) => (one !== null && 'id' in one ? [[one.id, one] as const] : [])),
		).values(),
	];
	return {
		purpose: given.option(field('purpose'), PURPOSES, 'purpose'),
		profiles,
		profile: named.length === 1 ? named[0] : null,
		candidates,
		unreadable: rows.filter((one) => one === null).length,
		counts:
			counted.length === 0
				? null
				: new Map(
						[...Map.groupBy(counted, ({ state }) => state)].map(([state, all]) => [
							state,
							all.reduce((sum, one) => sum + one.candidates, 0),
						]),
					),
		now: new Date(),
	};
}

function built(given: Parameters, field: FieldNamed) {
	const facts = factsOf(given, field);
	const page = given.option(field('page'), REVIEW_PAGES, 'page');
	const handed = reviewHanded(objectOf(given, field('answerBefore')));
	const ending = newEnding();
	if (page !== 'result') return { ...reviewPage(facts, page, handed, ending), handed, ending };
	const { title, text } = resultOf(handed, objectOf(given, field('results')));
	return {
		page,
		profile: facts.profile?.displayName ?? given.text(field('displayName')),
		title,
		description: text,
		button: '',
		fields: [],
		carry: NOTHING_CARRIED,
		nothing: '',
		handed,
		ending,
	};
}

function read(given: Parameters, field: FieldNamed, item: IDataObject) {
	const { carry, handed, ending } = reviewShown(objectOf(given, field('pageShown')));
	return reviewAnswer({
		...factsOf(given, field),
		entered: enteredIn(given, field, item, ending),
		page: given.option(field('page'), REVIEW_PAGES, 'page'),
		carry,
		handed,
		decidedBy: optionalText(given, field('decidedBy')),
	});
}
