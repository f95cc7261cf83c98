import type { SnapshotRow, SoftwareModelRow } from '../storage/rows';

/** The form that says what an unrecognized identifier means to a buyer: its page, and what was entered. */
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

/** Identifiers that the latest Refresh of a profile did not recognize, and those that were assigned before. */
export function choices({ snapshots, models }: Stored): Choice[] {
	const found = new Map<string, Choice & { profiles: string[] }>();
	const add = (row: SnapshotRow | SoftwareModelRow, profile?: string) => {
		const { licenseKind, licenseIdentifier } = row;
		const key = `${licenseKind}:${licenseIdentifier}`;
		const choice = found.get(key) ?? {
			...{ key, licenseKind, licenseIdentifier, text: key, profiles: [] },
			model: models.find((model) => `${model.licenseKind}:${model.licenseIdentifier}` === key),
		};
		if (profile !== undefined) choice.profiles.push(profile);
		found.set(key, choice);
	};
	for (const row of latest(snapshots)) {
		if (!row.softwareModel) add(row, `${row.profile}: ${row.assigned}`);
	}
	for (const model of models) add(model);
	return [...found.values()].map(({ profiles, ...choice }) => {
		const said = [
			...(choice.model ? [`now ${choice.model.softwareModel}`] : []),
			...(profiles.length > 0 ? [`subscriptions of ${profiles.join(', ')}`] : []),
		];
		return { ...choice, text: `${choice.key} (${said.join('; ')})` };
	});
}

function latest(snapshots: SnapshotRow[]): SnapshotRow[] {
	const days = new Map<string, string>();
	for (const { profile, day } of snapshots) {
		if (day > (days.get(profile) ?? '')) days.set(profile, day);
	}
	return snapshots.filter(({ profile, day }) => days.get(profile) === day);
}

/** Fields of an n8n form page. `wanted` is the key that the record page linked to. */
export function modelsPage(stored: Stored, wanted: string, error: string, entered: Entered) {
	const all = choices(stored);
	const chosen = all.find(({ key, text }) => key === wanted || text === entered.identifier);
	const recognized = latest(stored.snapshots).flatMap(({ softwareModel }) => softwareModel || []);
	const inUse = [...new Set(recognized)].sort();
	return {
		title: 'Assign a software model',
		description: `A software model is what a license means to a buyer. It holds for every profile, and is shown from the next Refresh on.${inUse.length > 0 ? ` In use: ${inUse.join(', ')}.` : ''}`,
		button: 'Save',
		any: all.length > 0,
		fields: [
			...(error === ''
				? []
				: [{ fieldType: 'html', elementName: 'error', html: `<p><b>${error}</b></p>` }]),
			{
				fieldLabel: 'Identifier',
				fieldName: 'identifier',
				fieldType: 'dropdown',
				requiredField: true,
				fieldOptions: { values: all.map(({ text }) => ({ option: text })) },
				defaultValue: chosen?.text ?? '',
			},
			{
				fieldLabel: 'Software model (empty: take the assignment back)',
				fieldName: 'softwareModel',
				fieldType: 'text',
				placeholder: 'e.g. Acme Document Builder',
				defaultValue: entered.softwareModel ?? chosen?.model?.softwareModel ?? '',
			},
		],
	};
}

const LONGEST = 100;

/** What to store: rows to write, ids to delete, or what is wrong. */
export function assigned(stored: Stored, entered: Entered, by: string, now: string) {
	const nothing = { write: [] as unknown[], remove: [] as Array<{ id: number }>, message: '' };
	const choice = choices(stored).find(({ text }) => text === entered.identifier);
	if (choice === undefined) return { ...nothing, error: 'Choose an identifier.' };
	const { licenseKind, licenseIdentifier, model } = choice;
	const softwareModel = (entered.softwareModel ?? '').trim();
	if (softwareModel.length > LONGEST) {
		return {
			...nothing,
			error: `The software model has ${softwareModel.length} characters. At most ${LONGEST}, please.`,
		};
	}
	if (softwareModel === '') {
		if (model === undefined) return { ...nothing, error: 'Enter a software model.' };
		const message = `${licenseIdentifier} is unrecognized again from the next Refresh on.`;
		return { ...nothing, error: '', remove: [{ id: model.id }], message };
	}
	const row = { licenseKind, licenseIdentifier, softwareModel, assignedAt: now, assignedBy: by };
	return {
		...nothing,
		error: '',
		write: [model === undefined ? row : { ...row, id: model.id }],
		message: `${licenseIdentifier} is ${softwareModel} from the next Refresh on.`,
	};
}
