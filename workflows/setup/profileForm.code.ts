import { LICENSE_KINDS } from '../../nodes/SalesforceLicenses/licensing/model/licenses';
import { CHANNELS } from '../asking/channels';
import { ACTIONS, fitsTheForm } from './profileRules.code';
import type { ProfileRow } from '../storage/rows';

/** The fields of the lane "Profile details". */
export type Profile = ProfileRow & { lanes: Record<string, unknown> | null };
export interface Connection {
	name: string;
	downloadSubflow: string;
	reclaimSubflow: string;
}
export type Entered = Record<string, unknown>;

export const LABELS = {
	connection: 'Connection (the pair of subflows)',
	reclaim: 'Reclaim subscriptions? With No, candidates are found and never reclaimed',
	dryRun: 'Dry run? With Yes, Reclaim only shows its plan',
	ruleSource: 'Which seats are unused',
	licenseKinds: 'Kinds of license',
	licenseIdentifiers: 'Only these licenses (identifiers or names; empty: all of those kinds)',
	inactiveDays: 'Unused after so many days',
	action: 'What to do with an unused seat',
	targetProfileId: 'For changeProfile: the profile to move to (id)',
	rulesJson: 'Rules (JSON); the first that matches wins',
	excludedUsernames: 'Users who are never candidates (usernames or ids)',
	excludedIdentifiers: 'Licenses that are never candidates (identifiers or names)',
	prices: 'Annual price per seat',
	currency: 'Currency of the prices (three-letter code)',
	maxUsers: 'At most so many users in one run',
	maxPercent: 'At most this percentage of the users of a license',
	notifyUser: 'Ask the user first?',
	daysToAnswer: 'Days to answer',
	askBy: 'Ask by which channel? Its workflow (Ask by ...) has to be published',
	onSilence: 'No answer in that time',
	managerEmail: 'Who decides where Salesforce names no manager (e-mail)',
	graceDays: 'Days frozen before a deactivation (0: none)',
	autoReclaim: 'Reclaim by itself every night?',
	alertEmail: 'Alerts to (e-mail; empty: as set in the workflow Alert)',
};
export type Field = keyof typeof LABELS;

const BY_FORM = 'By the fields below';
export const BY_JSON = 'By the rules in JSON';
const yes = (value: unknown): string => (value ? 'Yes' : 'No');
/** What was refused is shown again as it was entered. */
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
	const number = (name: Field) => field(name, 'number', { requiredField: true });
	const text = (name: Field, placeholder = '') => field(name, 'text', { placeholder });
	const heading = (title: string) => ({
		fieldType: 'html',
		elementName: 'heading',
		html: `<h3>${title}</h3>`,
	});
	return [
		heading('Connection'),
		oneOf(
			'connection',
			connections.map(({ name }) => name),
		),
		oneOf('reclaim', ['Yes', 'No']),
		oneOf('dryRun', ['Yes', 'No']),
		heading('Rules'),
		oneOf('ruleSource', [BY_FORM, BY_JSON]),
		oneOf('licenseKinds', LICENSE_KINDS, 'checkbox'),
		text('licenseIdentifiers', 'e.g. SFDC, AUL'),
		number('inactiveDays'),
		oneOf('action', ACTIONS),
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
		heading('Questions and grace'),
		oneOf('notifyUser', ['Yes', 'No']),
		number('daysToAnswer'),
		oneOf('askBy', Object.keys(CHANNELS)),
		oneOf('onSilence', ['keep', 'reclaim']),
		text('managerEmail'),
		number('graceDays'),
		heading('At night'),
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
		dryRun: yes(profile.dryRun),
		ruleSource: fitsTheForm(rules) ? BY_FORM : BY_JSON,
		licenseKinds: kinds.length === 0 ? LICENSE_KINDS : kinds,
		licenseIdentifiers: [rule?.licenseIdentifiers ?? []].flat().join(', '),
		inactiveDays: rule?.inactiveDays ?? 60,
		action: rule?.action ?? 'deactivate',
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
		askBy: profile.askBy || 'email',
		onSilence: profile.onSilence || 'keep',
		managerEmail: profile.managerEmail,
		graceDays: profile.graceDays,
		autoReclaim: yes(profile.autoReclaim),
		alertEmail: profile.alertEmail,
	};
}
