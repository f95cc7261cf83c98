import type { IDataObject, INodeProperties } from 'n8n-workflow';
import { withoutEndings } from '../../../licensing/playbook/form/fields';
import { reviewAnswer } from '../../../licensing/review/answers/answers';
import { reviewPage } from '../../../licensing/review/pages/pages';
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
import { reviewCandidate, reviewHanded, reviewProfile, reviewShown } from './reviewRows';

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

function factsOf(given: Parameters, field: FieldNamed): ReviewFacts {
	const profiles = listParameter(given, field('profiles'), reviewProfile).filter(
		(one) => one !== null,
	);
	const displayName = given.text(field('displayName'));
	const named = profiles.filter((one) => one.displayName === displayName);
	const rows = listParameter(given, field('candidates'), reviewCandidate);
	const candidates = rows.filter((one) => one !== null);
	return {
		purpose: given.option(field('purpose'), PURPOSES, 'purpose'),
		profiles,
		profile: named.length === 1 ? named[0] : null,
		candidates,
		unreadable: rows.length - candidates.length,
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
	const answer = objectOf(given, field('answer'));
	const { carry, handed, ending } = reviewShown(objectOf(given, field('pageShown')));
	return reviewAnswer({
		...factsOf(given, field),
		entered: withoutEndings(Object.keys(answer).length === 0 ? item : answer, ending),
		page: given.option(field('page'), REVIEW_PAGES, 'page'),
		carry,
		handed,
		decidedBy: optionalText(given, field('decidedBy')),
	});
}
