import type { WorkflowFile } from '../kit/canvas';
import { LEAVES_NO_COPY, workflow } from '../kit/canvas';
import { IDS } from '../kit/ids';
import { call, inputs, salesforce } from '../kit/nodes';
import type { At } from '../subflows/calls';
import { readRows } from '../storage/calls';

/** What the form passes on, and gets a page or an answer for. */
const REQUEST = {
	purpose: 'string',
	task: 'string',
	page: 'string',
	profile: 'string',
	before: 'object',
	shown: 'object',
	answer: 'object',
	results: 'object',
	decidedBy: 'string',
} as const;
type Request = Partial<Record<keyof typeof REQUEST, string>>;

/** A failure leaves by the second output. */
export function callReview(at: At, request: Request) {
	return call(
		at,
		IDS.review,
		Object.fromEntries(
			Object.entries(REQUEST).map(([name, type]) => [
				name,
				[type, request[name as keyof Request] ?? (type === 'string' ? '' : '={{ {} }}')] as [
					typeof type,
					string,
				],
			]),
		),
		{ onError: 'continueErrorOutput' },
	);
}

const GIVEN = "$('Inputs').first().json";

/**
 * A page of the form *Reclaim or Give Back*, or the answer to one. A workflow of its own, so that the form, which waits
 * for people, holds only its pages and not the rows they are made from.
 */
export function reviewCandidates(): WorkflowFile {
	const given = (name: keyof Request) => `={{ ${GIVEN}.${name} }}`;
	const object = (name: keyof Request) => `={{ ${GIVEN}.${name} ?? {} }}`;
	return workflow({
		id: IDS.review,
		name: 'Review Candidates',
		nodes: {
			Inputs: inputs([0, 0], REQUEST),
			'Read Profiles': readRows([1, 0], 'salesforce_profiles', 'status', 'Published'),
			'Read Candidates': readRows([2, 0], 'salesforce_candidates', 'profile', given('profile')),
			Review: {
				...salesforce([3, 0], {
					resource: 'candidate',
					operation: 'review',
					formTask: given('task'),
					purpose: given('purpose'),
					page: given('page'),
					displayName: given('profile'),
					profiles: "={{ $('Read Profiles').first().json.rows }}",
					candidates: "={{ $('Read Candidates').first().json.rows }}",
					answerBefore: object('before'),
					pageShown: object('shown'),
					answer: object('answer'),
					results: object('results'),
					decidedBy: given('decidedBy'),
				}),
				settings: {},
			},
		},
		flow: ['Inputs > Read Profiles > Read Candidates > Review'],
		notes: [
			{
				at: [0, -2],
				size: [4, 1.6],
				text: `## Review Candidates
The pages of the form **Reclaim or Give Back**, from profiles and candidates as they are stored now.

**In**: \`task\` (\`build\` a page, or \`read\` the answer to one), \`purpose\`, \`page\`, \`profile\`, and what *Candidate > Review* needs for it.
**Out**: the page, or what its answer leads to.`,
			},
		],
		settings: { ...LEAVES_NO_COPY, errorWorkflow: IDS.onError },
	});
}
