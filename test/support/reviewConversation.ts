import type { IDataObject } from 'n8n-workflow';
import type { CandidateRow } from '../../nodes/SalesforceLicenses/licensing/playbook/candidateRow';
import type { FormField } from '../../nodes/SalesforceLicenses/licensing/playbook/form/fields';
import type { ReviewAnswer } from '../../nodes/SalesforceLicenses/licensing/review/answers/answer';
import type { ReviewPage } from '../../nodes/SalesforceLicenses/licensing/review/review';
import { candidateRow, taken } from './candidateRows';
import { runNode } from './inProcess';

/** The pages of Candidate > Review as a person meets them, with profiles and candidates as stores return them. */

export const PROFILE: IDataObject = {
	id: 1,
	displayName: 'Acme',
	status: 'Published',
	reclaimSubflow: 'r1',
	dryRun: false,
	notifyUser: false,
	graceDays: 0,
	maxUsers: 100,
	daysToAnswer: 7,
	onSilence: 'keep',
};

export const stored = (id: number, changes: Partial<CandidateRow> = {}): IDataObject => ({
	id,
	...(candidateRow({
		userId: `005${id}`,
		candidateKey: `key${id}`,
		name: `User ${id}`,
		username: `user${id}@acme.com`,
		...changes,
	}) as unknown as IDataObject),
});

/** What was reclaimed, so that it can be given back. */
export const reclaimed = (id: number, changes: Partial<CandidateRow> = {}): IDataObject =>
	stored(id, {
		...taken(),
		state: 'Closed Complete',
		closedAt: '2026-10-02T10:00:00.000Z',
		...changes,
	});

export interface Shown extends ReviewPage {
	ending: string;
	handed: IDataObject;
}

export async function review(
	parameters: IDataObject,
	item: IDataObject = {},
): Promise<IDataObject> {
	const { items, error } = await runNode(
		{ resource: 'candidate', operation: 'review', profiles: [PROFILE], ...parameters } as never,
		{},
		[item],
	);
	if (error !== null) throw error;
	return items[0];
}

export const build = async (page: string, parameters: IDataObject = {}): Promise<Shown> =>
	(await review({
		formTask: 'build',
		page,
		displayName: 'Acme',
		...parameters,
	})) as unknown as Shown;

const plain = (name: string, { ending }: Shown) => name.slice(0, -ending.length - 1);

export const namesOf = (shown: Shown): string[] =>
	shown.fields.flatMap(({ fieldName }) =>
		fieldName === undefined ? [] : [plain(fieldName, shown)],
	);

export const fieldOf = (shown: Shown, name: string): FormField => {
	const field = shown.fields.find(
		({ fieldName }) => fieldName !== undefined && plain(fieldName, shown) === name,
	);
	if (field === undefined) throw new Error(`The page has no field "${name}"`);
	return field;
};

export const optionsOf = (shown: Shown, name: string): string[] =>
	(fieldOf(shown, name).fieldOptions?.values ?? []).map(({ option }) => option);

/** What is read if a person changes these fields only, and sends the page. */
export async function answer(
	shown: Shown,
	changes: IDataObject = {},
	parameters: IDataObject = {},
): Promise<ReviewAnswer> {
	const entries = shown.fields.flatMap(({ fieldName, defaultValue }) => {
		if (fieldName === undefined) return [];
		const name = plain(fieldName, shown);
		return [[fieldName, name in changes ? changes[name] : (defaultValue ?? '')]];
	});
	return (await review(
		{
			formTask: 'read',
			page: shown.page,
			displayName: shown.profile,
			decidedBy: 'ann@acme.com',
			pageShown: shown as unknown as IDataObject,
			...parameters,
		},
		Object.fromEntries(entries) as IDataObject,
	)) as unknown as ReviewAnswer;
}

export const textOf = ({ title, description, fields }: ReviewPage): string =>
	[title, description, ...fields.map(({ html, fieldLabel }) => html ?? fieldLabel ?? '')].join(
		'\n',
	);

/** All lines of candidates on the page. */
export const linesOf = (shown: Shown): string[] =>
	namesOf(shown)
		.filter((name) => name.startsWith('lines_'))
		.flatMap((name) => optionsOf(shown, name));

/** Which of them are ticked. */
export const tickedOn = (shown: Shown): string[] =>
	namesOf(shown)
		.filter((name) => name.startsWith('lines_') || name.startsWith('all_'))
		.flatMap((name) => fieldOf(shown, name).defaultValue as string[]);

/** What is sent if exactly these candidates are ticked. */
export function ticking(shown: Shown, ...ids: number[]): IDataObject {
	return Object.fromEntries(
		namesOf(shown)
			.filter((name) => name.startsWith('lines_'))
			.map((name) => [
				name,
				optionsOf(shown, name).filter((line) =>
					ids.some((id) => line.endsWith(` no. ${String(id)}`)),
				),
			]),
	);
}
