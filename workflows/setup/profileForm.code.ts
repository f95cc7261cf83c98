import { LICENSE_KINDS } from '../../nodes/SalesforceLicenses/licensing/model/licenses';
import { CHANNELS } from '../asking/channels';
import type { Labels } from '../kit/labels.code';
import {
	ACTION_LABELS,
	CHANNEL_LABELS,
	KIND_LABELS,
	SILENCE_LABELS,
	labelOf,
} from '../kit/labels.code';
import { ACTIONS, fitsTheForm } from './profileRules.code';
import type { ProfileRow } from '../storage/rows';

/** The fields of the step "Profile details". */
export type Profile = ProfileRow & { lanes: Record<string, unknown> | null };
export interface Connection {
	name: string;
	downloadSubflow: string;
	reclaimSubflow: string;
}
export type Entered = Record<string, unknown>;

export const LABELS = {
	connection: 'Salesforce org (connection)',
	reclaim: 'Reclaim subscriptions? With No, the profile only reports candidates',
	dryRun: 'Dry run? With Yes, Reclaim shows its plan and changes nothing in Salesforce',
	ruleSource: 'How to find unused seats',
	licenseKinds: 'License kinds',
	licenseIdentifiers:
		'Only these licenses (identifiers or names; leave empty for all of those kinds)',
	inactiveDays: 'Unused after (days)',
	action: 'What to do with an unused seat',
	targetProfileId: 'If users are moved: ID of the profile to move them to',
	rulesJson: 'Rules (JSON); the first rule that matches wins',
	excludedUsernames: 'Excluded users (usernames or IDs)',
	excludedIdentifiers: 'Excluded licenses (identifiers or names)',
	prices: 'Annual price per seat, by license',
	currency: 'Currency of the prices (three-letter code)',
	maxUsers: 'Maximum users per run',
	maxPercent: "Maximum percent of a license's users per run",
	notifyUser: 'Ask the user first?',
	daysToAnswer: 'Days to answer',
	askBy: 'Ask by (publish the workflow "Ask by ..." of this channel first)',
	onSilence: 'If there is no answer',
	managerEmail: 'Fallback approver, if the user has no manager in Salesforce (e-mail)',
	graceDays: 'Days frozen before a deactivation (0 to deactivate right away)',
	autoReclaim: 'Reclaim automatically every night?',
	alertEmail: 'Send alerts to (e-mail; leave empty to use the address in the workflow Alert)',
};
export type Field = keyof typeof LABELS;

const BY_FORM = 'Use the fields below';
export const BY_JSON = 'Use JSON';
const yes = (value: unknown): string => (value ? 'Yes' : 'No');

/** The form as stored, or as it was entered when that was refused. */
export function detailsFields(
	profile: Profile,
	connections: Connection[],
	entered: Entered | null,
) {
	const stored = storedValues(profile, connections);
	const value = (name: Field) => (entered === null ? stored[name] : entered[name]) ?? '';
	const field = (name: Field, fieldType: string, more: object = {}) => ({
		fieldName: name,
		fieldLabel: LABELS[name],
		fieldType,
		defaultValue: fieldType === 'checkbox' ? value(name) : String(value(name)),
		...more,
	});
	const oneOf = (name: Field, options: readonly string[], fieldType = 'dropdown') =>
		field(name, fieldType, {
			requiredField: true,
			fieldOptions: { values: options.map((option) => ({ option })) },
		});
	const labeled = (
		name: Field,
		labels: Labels,
		values: readonly string[] = Object.keys(labels),
		type?: string,
	) =>
		oneOf(
			name,
			values.map((value) => labelOf(labels, value)),
			type,
		);
	const number = (name: Field) => field(name, 'number', { requiredField: true });
	const text = (name: Field, placeholder = '') => field(name, 'text', { placeholder });
	const heading = (title: string) => ({
		fieldType: 'html',
		elementName: 'heading',
		html: `<h3>${title}</h3>`,
	});
	return [
		heading('Salesforce org'),
		oneOf(
			'connection',
			connections.map(({ name }) => name),
		),
		oneOf('reclaim', ['Yes', 'No']),
		oneOf('dryRun', ['Yes', 'No']),
		heading('Rules'),
		oneOf('ruleSource', [BY_FORM, BY_JSON]),
		labeled('licenseKinds', KIND_LABELS, LICENSE_KINDS, 'checkbox'),
		text('licenseIdentifiers', 'e.g. SFDC, AUL'),
		number('inactiveDays'),
		labeled('action', ACTION_LABELS, ACTIONS),
		text('targetProfileId', 'e.g. 00e5g000000AbCdEAF'),
		field('rulesJson', 'textarea'),
		heading('Exceptions and prices'),
		text('excludedUsernames', 'e.g. ceo@acme.com, board@acme.com'),
		text('excludedIdentifiers', 'e.g. Chatter Free'),
		text('prices', 'e.g. SFDC=2100, AUL=300'),
		text('currency', 'e.g. USD'),
		heading('Limits of a run'),
		number('maxUsers'),
		number('maxPercent'),
		heading('Questions and grace period'),
		oneOf('notifyUser', ['Yes', 'No']),
		number('daysToAnswer'),
		labeled('askBy', CHANNEL_LABELS, Object.keys(CHANNELS)),
		labeled('onSilence', SILENCE_LABELS),
		text('managerEmail'),
		number('graceDays'),
		heading('Nightly run and alerts'),
		oneOf('autoReclaim', ['No', 'Yes']),
		text('alertEmail'),
	];
}

function storedValues(profile: Profile, connections: Connection[]): Record<Field, unknown> {
	const rules = profile.rules ?? [];
	const [rule] = rules as Array<Record<string, unknown> | undefined>;
	const kinds = (rule?.licenseKinds ?? []) as string[];
	return {
		connection: profile.connection || connections[0].name,
		reclaim: yes(!profile.connection || profile.reclaimSubflow),
		dryRun: yes(profile.dryRun !== false),
		ruleSource: fitsTheForm(rules) ? BY_FORM : BY_JSON,
		licenseKinds: (kinds.length === 0 ? LICENSE_KINDS : kinds).map((kind) =>
			labelOf(KIND_LABELS, kind),
		),
		licenseIdentifiers: [rule?.licenseIdentifiers ?? []].flat().join(', '),
		inactiveDays: rule?.inactiveDays ?? 60,
		action: labelOf(ACTION_LABELS, rule?.action ?? 'deactivate'),
		targetProfileId: rule?.targetProfileId,
		rulesJson: JSON.stringify(rules, null, 2),
		excludedUsernames: (profile.excludedUsernames ?? []).join(', '),
		excludedIdentifiers: (profile.excludedIdentifiers ?? []).join(', '),
		prices: Object.entries(profile.prices ?? {})
			.map(([key, price]) => `${key}=${price}`)
			.join(', '),
		currency: profile.currency || 'USD',
		maxUsers: profile.maxUsers,
		maxPercent: profile.maxPercent,
		notifyUser: yes(profile.notifyUser),
		daysToAnswer: profile.daysToAnswer,
		askBy: labelOf(CHANNEL_LABELS, profile.askBy || 'email'),
		onSilence: labelOf(SILENCE_LABELS, profile.onSilence === 'reclaim' ? 'reclaim' : 'keep'),
		managerEmail: profile.managerEmail,
		graceDays: profile.graceDays,
		autoReclaim: yes(profile.autoReclaim),
		alertEmail: profile.alertEmail,
	};
}
