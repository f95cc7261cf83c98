import type { LicenseKind } from '../../model/licenses';
import { plural } from '../../model/plural';
import type { FormField } from '../form/fields';
import { choice, optionText, text, unguessable, withMistakes } from '../form/fields';
import { FORM_KINDS } from '../form/labels';

/** The form that assigns a software model to a license: its page, and what an answer changes. */

export interface SnapshotSeen {
	profile: string;
	day: string;
	licenseKind: LicenseKind;
	licenseIdentifier: string;
	softwareModel: string | null;
	/** Null where it is not known. */
	assigned: number | null;
}

export interface AssignedModel {
	/** As the store gave it, to write the same row again. */
	id: unknown;
	licenseKind: LicenseKind;
	licenseIdentifier: string;
	softwareModel: string;
}

export interface ModelsStored {
	snapshots: readonly SnapshotSeen[];
	models: readonly AssignedModel[];
}

interface ModelChoice {
	/** As in the link of the record page. */
	key: string;
	text: string;
	licenseKind: LicenseKind;
	licenseIdentifier: string;
	model: AssignedModel | undefined;
}

interface Found {
	licenseKind: LicenseKind;
	licenseIdentifier: string;
	profiles: string[];
}

const keyOf = (row: { licenseKind: string; licenseIdentifier: string }) =>
	`${row.licenseKind}:${row.licenseIdentifier}`;

/** What the latest refresh of each profile did not recognize, and what was assigned before. */
export function modelChoices({ snapshots, models }: ModelsStored): ModelChoice[] {
	const found = new Map<string, Found>();
	const add = (row: SnapshotSeen | AssignedModel, profile?: string) => {
		const { licenseKind, licenseIdentifier } = row;
		const one = found.get(keyOf(row)) ?? { licenseKind, licenseIdentifier, profiles: [] };
		found.set(keyOf(row), one);
		if (profile !== undefined) one.profiles.push(profile);
	};
	for (const row of latest(snapshots)) {
		if (row.softwareModel === null || row.softwareModel === '') add(row, usersIn(row));
	}
	for (const model of models) add(model);
	return [...found].map(([key, { profiles, ...license }]) => {
		const model = models.find((one) => keyOf(one) === key);
		const said = [
			FORM_KINDS[license.licenseKind],
			...(model === undefined ? [] : [`assigned: ${model.softwareModel}`]),
			...profiles,
		];
		const shown = optionText(`${license.licenseIdentifier} (${said.join('; ')})`);
		return { key, ...license, model, text: shown };
	});
}

const usersIn = ({ assigned, profile }: SnapshotSeen) =>
	assigned === null ? `in ${profile}` : `${plural(assigned, 'user')} in ${profile}`;

function latest(snapshots: readonly SnapshotSeen[]): SnapshotSeen[] {
	const days = new Map<string, string>();
	for (const { profile, day } of snapshots) {
		if (day > (days.get(profile) ?? '')) days.set(profile, day);
	}
	return snapshots.filter(({ profile, day }) => days.get(profile) === day);
}

export interface ModelEntered {
	license: unknown;
	softwareModel: unknown;
}

export interface ModelsPage {
	title: string;
	description: string;
	button: string;
	/** Whether there is a license to choose. */
	any: boolean;
	fields: FormField[];
	ending: string;
}

/** `wanted` is the key in the link of the record page; what was entered before takes precedence. */
export function modelsPage(
	stored: ModelsStored,
	wanted: string,
	before: { error: string; entered: ModelEntered },
	ending: string,
): ModelsPage {
	const all = modelChoices(stored);
	const chosen =
		all.find((one) => one.text === before.entered.license) ?? all.find(({ key }) => key === wanted);
	const { softwareModel } = before.entered;
	const typed = typeof softwareModel === 'string' ? softwareModel : undefined;
	const recognized = latest(stored.snapshots).flatMap((row) => row.softwareModel || []);
	const inUse = [...new Set(recognized)].sort();
	const fields = [
		choice(
			'license',
			'License',
			all.map((one) => one.text),
			chosen?.text ?? '',
		),
		text(
			'softwareModel',
			'Software model (leave empty to remove the assignment)',
			typed ?? chosen?.model?.softwareModel ?? '',
			'e.g. Acme Document Builder',
		),
	];
	const mistakes = before.error === '' ? [] : [{ field: '', message: before.error }];
	return {
		title: 'Assign a software model',
		description: `A software model is the product that a license belongs to, as on your contract. It applies to every profile from the next refresh.${inUse.length > 0 ? ` In use: ${inUse.join(', ')}.` : ''}`,
		button: 'Save',
		any: all.length > 0,
		fields: unguessable(withMistakes(fields, mistakes), ending),
		ending,
	};
}

const LONGEST = 100;

export interface ModelAnswer {
	/** Empty where the answer is accepted. */
	error: string;
	message: string;
	write: object[];
	remove: Array<{ id: unknown }>;
	entered: ModelEntered;
}

/** The rows to write and to remove, or what is wrong with the answer. */
export function modelAnswer(
	stored: ModelsStored,
	entered: ModelEntered,
	by: string,
	now: string,
): ModelAnswer {
	const nothing = { error: '', message: '', write: [], remove: [], entered };
	const chosen = modelChoices(stored).find((one) => one.text === entered.license);
	if (chosen === undefined) return { ...nothing, error: 'Choose a license.' };
	const { licenseKind, licenseIdentifier, model } = chosen;
	const given = entered.softwareModel ?? '';
	if (typeof given !== 'string') return { ...nothing, error: 'Enter the software model as text.' };
	const softwareModel = given.trim();
	if (softwareModel.length > LONGEST) {
		const error = `The software model has ${softwareModel.length} characters. Use at most ${LONGEST}.`;
		return { ...nothing, error };
	}
	if (softwareModel === '') {
		if (model === undefined) return { ...nothing, error: 'Enter a software model.' };
		const message = `The assignment was removed. ${licenseIdentifier} will be unrecognized again from the next refresh.`;
		return { ...nothing, remove: [{ id: model.id }], message };
	}
	const row = { licenseKind, licenseIdentifier, softwareModel, assignedAt: now, assignedBy: by };
	const message = `${licenseIdentifier} will be shown as ${softwareModel} from the next refresh.`;
	return { ...nothing, write: [model === undefined ? row : { ...row, id: model.id }], message };
}
