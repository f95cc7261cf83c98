import type { WorkflowFile } from '../kit/canvas';
import { LEAVES_NO_COPY, workflow } from '../kit/canvas';
import { IDS } from '../kit/ids';
import { call, ifTrue, inputs, salesforce } from '../kit/nodes';
import type { At } from '../subflows/calls';
import { readPageLists, readRows } from '../storage/calls';
import { portionRows } from '../storage/portionRows.workflow';

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

/** Of another profile nothing is shown or decided. */
const SELECTED = `={{ $('Selected Candidates').isExecuted ? $('Selected Candidates').all().map((one) => one.json).filter((row) => row.candidateKey && row.profile === ${GIVEN}.profile) : [] }}`;

/**
 * A page of the form *Reclaim or Give Back*, or the answer to one. A workflow of its own, so that the form, which waits
 * for people, holds only its pages and not the rows they are made from.
 */
export function reviewCandidates(): WorkflowFile {
	const given = (name: keyof Request) => `={{ ${GIVEN}.${name} }}`;
	const object = (name: keyof Request) => `={{ ${GIVEN}.${name} ?? {} }}`;
	const shared = {
		resource: 'candidate',
		operation: 'review',
		purpose: given('purpose'),
		page: given('page'),
		displayName: given('profile'),
		answerBefore: object('before'),
		pageShown: object('shown'),
		answer: object('answer'),
	};
	return workflow({
		id: IDS.review,
		name: 'Review Candidates',
		nodes: {
			Inputs: inputs([0, 0], REQUEST),
			'Read Profiles': readRows([1, 0], 'salesforce_profiles', 'status', 'Published'),
			'What to Read': {
				...salesforce([2, 0], {
					...shared,
					formTask: 'lists',
					rowsFor: given('task'),
				}),
				settings: {},
			},
			'Rows of the Page': readPageLists([3, 0], '={{ $json.lists }}'),
			'Any Selected?': ifTrue([4, 0], "={{ $('What to Read').first().json.ids.length > 0 }}"),
			'Selected Candidates': portionRows([5, -0.5], 'chosen', {
				rows: "$('What to Read').first().json.ids.map((id) => ({ id: Number(id) }))",
			}),
			Review: {
				...salesforce([6, 0], {
					...shared,
					formTask: given('task'),
					profiles: "={{ $('Read Profiles').first().json.rows }}",
					candidates: "={{ $('Rows of the Page').first().json.rows ?? [] }}",
					selectedCandidates: SELECTED,
					results: object('results'),
					decidedBy: given('decidedBy'),
				}),
				settings: { executeOnce: true },
			},
		},
		flow: [
			'Inputs > Read Profiles > What to Read > Rows of the Page > Any Selected?',
			'Any Selected?.0 > Selected Candidates > Review',
			'Any Selected?.1 > Review',
		],
		notes: [
			{
				at: [0, -2],
				size: [4, 1.6],
				text: `## Review Candidates
The pages of the form **Reclaim or Give Back**, from profiles and candidates as they are stored now: only the rows that the page shows, and those that are selected (*Candidate > Review* says which).

**In**: \`task\` (\`build\` a page, or \`read\` the answer to one), \`purpose\`, \`page\`, \`profile\`, and what *Candidate > Review* needs for it.
**Out**: the page, or what its answer leads to.`,
			},
		],
		settings: { ...LEAVES_NO_COPY, errorWorkflow: IDS.onError },
	});
}
