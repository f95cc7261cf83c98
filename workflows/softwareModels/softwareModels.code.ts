import { KIND_LABELS, labelOf } from '../kit/labels.code';
import { plural } from '../../nodes/SalesforceLicenses/licensing/model/plural';
import type { SnapshotRow, SoftwareModelRow } from '../storage/rows';

/** The form that assigns a software model to an unrecognized license: its page, and its answer. */
interface Stored {
	snapshots: SnapshotRow[];
	models: SoftwareModelRow[];
}

interface Entered {
	identifier?: string;
	softwareModel?: string;
}

interface Choice {
	key: string;
	text: string;
	licenseKind: string;
	licenseIdentifier: string;
	model: SoftwareModelRow | undefined;
}

/** Licenses that the latest Refresh of a profile did not recognize, and those that were assigned before. */
export function choices({ snapshots, models }: Stored): Choice[] {
	const found = new Map<string, Choice & { profiles: string[] }>();
	const add = (row: SnapshotRow | SoftwareModelRow, profile?: string) => {
		const { licenseKind, licenseIdentifier } = row;
		const key = `${licenseKind}:${licenseIdentifier}`;
		const choice = found.get(key) ?? {
			...{ key, licenseKind, licenseIdentifier, text: '', profiles: [] },
			model: models.find((model) => `${model.licenseKind}:${model.licenseIdentifier}` === key),
		};
		if (profile !== undefined) choice.profiles.push(profile);
		found.set(key, choice);
	};
	for (const row of latest(snapshots)) {
		if (!row.softwareModel) add(row, `${plural(row.assigned, 'user')} in ${row.profile}`);
	}
	for (const model of models) add(model);
	return [...found.values()].map(({ profiles, ...choice }) => {
		const said = [
			labelOf(KIND_LABELS, choice.licenseKind),
			...(choice.model ? [`assigned: ${choice.model.softwareModel}`] : []),
			...profiles,
		];
		return { ...choice, text: `${choice.licenseIdentifier} (${said.join('; ')})` };
	});
}

function latest(snapshots: SnapshotRow[]): SnapshotRow[] {
	const days = new Map<string, string>();
	for (const { profile, day } of snapshots) {
		if (day > (days.get(profile) ?? '')) days.set(profile, day);
	}
	return snapshots.filter(({ profile, day }) => days.get(profile) === day);
}

/** Fields of an n8n form page. `wanted` is the key in the record page's link. */
export function modelsPage(stored: Stored, wanted: string, error: string, entered: Entered) {
	const all = choices(stored);
	const chosen = all.find(({ key, text }) => key === wanted || text === entered.identifier);
	const recognized = latest(stored.snapshots).flatMap(({ softwareModel }) => softwareModel || []);
	const inUse = [...new Set(recognized)].sort();
	return {
		title: 'Assign a software model',
		description: `A software model is the product that a license belongs to, as on your contract. It applies to every profile from the next refresh.${inUse.length > 0 ? ` In use: ${inUse.join(', ')}.` : ''}`,
		button: 'Save',
		any: all.length > 0,
		fields: [
			...(error === ''
				? []
				: [{ fieldType: 'html', elementName: 'error', html: `<p><b>${error}</b></p>` }]),
			{
				fieldLabel: 'License',
				fieldName: 'identifier',
				fieldType: 'dropdown',
				requiredField: true,
				fieldOptions: { values: all.map(({ text }) => ({ option: text })) },
				defaultValue: chosen?.text ?? '',
			},
			{
				fieldLabel: 'Software model (leave empty to remove the assignment)',
				fieldName: 'softwareModel',
				fieldType: 'text',
				placeholder: 'e.g. Acme Document Builder',
				defaultValue: entered.softwareModel ?? chosen?.model?.softwareModel ?? '',
			},
		],
	};
}

const LONGEST = 100;

/** Rows to write and ids to delete, or an error. */
export function assigned(stored: Stored, entered: Entered, by: string, now: string) {
	const nothing = { write: [] as unknown[], remove: [] as Array<{ id: number }>, message: '' };
	const choice = choices(stored).find(({ text }) => text === entered.identifier);
	if (choice === undefined) return { ...nothing, error: 'Choose a license.' };
	const { licenseKind, licenseIdentifier, model } = choice;
	const softwareModel = (entered.softwareModel ?? '').trim();
	if (softwareModel.length > LONGEST) {
		return {
			...nothing,
			error: `The software model has ${softwareModel.length} characters. Use at most ${LONGEST}.`,
		};
	}
	if (softwareModel === '') {
		if (model === undefined) return { ...nothing, error: 'Enter a software model.' };
		const message = `The assignment was removed. ${licenseIdentifier} will be unrecognized again from the next refresh.`;
		return { ...nothing, error: '', remove: [{ id: model.id }], message };
	}
	const row = { licenseKind, licenseIdentifier, softwareModel, assignedAt: now, assignedBy: by };
	return {
		...nothing,
		error: '',
		write: [model === undefined ? row : { ...row, id: model.id }],
		message: `${licenseIdentifier} will be shown as ${softwareModel} from the next refresh.`,
	};
}
