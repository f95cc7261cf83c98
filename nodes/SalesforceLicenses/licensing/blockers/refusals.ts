import { BLOCKER_KINDS } from './blockerKinds';
import type { Blocker } from './blockers';
import { isLock, isTransactionLimit } from './passing';

/**
 * What a refusal by Salesforce is about, and where to fix it. Texts: help articles 000384586, 000384761,
 * 000384962, 000386275; codes: StatusCode of the SOAP WSDL.
 */
interface Refusal {
	kind: string;
	codes?: readonly string[];
	says?: RegExp;
	/** For refusals that neither a code nor a single text identifies. */
	is?: (code: string, message: string) => boolean;
	fix: string;
}

/**
 * Codes are matched before texts, because a validation rule may have any text. Temporary refusals are
 * matched first, because triggers and flows wrap them in codes of their own.
 */
const REFUSALS: readonly Refusal[] = [
	{
		kind: 'locked',
		is: isLock,
		fix: 'Another process was changing this user or its groups and roles. Run again later, preferably when no data load, deployment or sharing recalculation is running.',
	},
	{
		kind: 'transactionLimit',
		is: isTransactionLimit,
		fix: 'A trigger or flow in this org exceeds a Salesforce limit even for this one record. Have it fixed, or turn it off during the run: Setup > Custom Code > Apex Triggers and Setup > Process Automation > Flows.',
	},
	{
		kind: 'lastAdministrator',
		codes: ['CANNOT_DISABLE_LAST_ADMIN'],
		fix: BLOCKER_KINDS.lastAdministrator.fix,
	},
	{
		kind: 'portalAccountOwner',
		codes: ['USER_OWNS_PORTAL_ACCOUNT_EXCEPTION'],
		fix: BLOCKER_KINDS.portalAccountOwner.fix,
	},
	{
		kind: 'sharedByApex',
		codes: ['USER_WITH_APEX_SHARES_EXCEPTION'],
		fix: 'Apex code shares records with this user. Have a developer remove that sharing: Setup > Custom Code > Apex Classes.',
	},
	{
		kind: 'automation',
		codes: [
			'CANNOT_INSERT_UPDATE_ACTIVATE_ENTITY',
			'CANNOT_EXECUTE_FLOW_TRIGGER',
			'FIELD_CUSTOM_VALIDATION_EXCEPTION',
			'MIXED_DML_OPERATION',
		],
		fix: 'A validation rule, trigger or flow in this org rejects the change. Check Setup > Object Manager > User > Validation Rules and Triggers, and Setup > Process Automation > Flows.',
	},
	{
		kind: 'noAccess',
		codes: [
			'INSUFFICIENT_ACCESS',
			'INSUFFICIENT_ACCESS_OR_READONLY',
			'INSUFFICIENT_ACCESS_ON_CROSS_REFERENCE_ENTITY',
		],
		fix: "Run Organization > Check Access to see which permission is missing. Salesforce's own technical users cannot be changed at all.",
	},
	{
		kind: 'hierarchyField',
		says: /hierarchy field/i,
		fix: BLOCKER_KINDS.hierarchyField.fix,
	},
	{
		kind: 'defaultCaseOwner',
		says: /(owner of cases|case owner|automated case)/i,
		fix: 'Setup > Feature Settings > Service > Support Settings: select another Default Case Owner and Automated Case User.',
	},
	{
		kind: 'defaultLeadOwner',
		says: /(owner of leads|lead owner)/i,
		fix: 'Setup > Feature Settings > Marketing > Lead Settings: select another Default Lead Owner.',
	},
	{
		kind: 'webToLeadCreator',
		says: /web.?to.?lead/i,
		fix: 'Setup > Feature Settings > Marketing > Web-to-Lead: select another Default Lead Creator.',
	},
	{
		kind: 'defaultWorkflowUser',
		says: /default workflow user/i,
		fix: 'Setup > Process Automation > Process Automation Settings: select another Default Workflow User.',
	},
	{
		kind: 'assignmentRule',
		says: /(assignment|auto-?response|escalation) rule/i,
		fix: 'Setup > Feature Settings > Service > Case Assignment, Auto-Response and Escalation Rules, and Marketing > Lead Assignment and Auto-Response Rules: replace the user. Inactive rules count too.',
	},
	{
		kind: 'approver',
		says: /approv/i,
		fix: 'Setup > Process Automation > Approval Processes: replace the user as approver.',
	},
	{
		kind: 'workflowAction',
		says: /workflow/i,
		fix: 'Setup > Process Automation > Workflow Actions (Field Updates, Tasks, Email Alerts): replace the user.',
	},
	{
		kind: 'neededByPermissionSet',
		says: /permission set that requires/i,
		fix: 'Setup > Users > Permission Sets: unassign the permission sets that require the license. A permission set that shows no license may require it too.',
	},
];

const OTHER_FIX =
	"Salesforce reports one reason at a time. The Deactivate button on the user's page (Setup > Users > Users) links to the cause when it can.";

export function refusalOf(code: string, message: string): Refusal | undefined {
	return REFUSALS.find(
		({ codes, says, is }) =>
			codes?.includes(code) === true ||
			says?.test(message) === true ||
			is?.(code, message) === true,
	);
}

/** A refusal as a blocker, with Salesforce's own text. */
export function blockerOfRefusal(code: string, message: string): Blocker {
	const refusal = refusalOf(code, message);
	return {
		kind: refusal?.kind ?? 'other',
		effect: 'refuses',
		count: 1,
		text: `Salesforce rejects the change: ${code}: ${message.trim()}`,
		fix: refusal?.fix ?? OTHER_FIX,
		records: [],
	};
}

/** Merges the blockers that were read with those that Salesforce reported, one per kind. */
export function mergeBlockers(read: readonly Blocker[], refused: readonly Blocker[]): Blocker[] {
	const saidOf = new Map(refused.map((blocker) => [blocker.kind, blocker]));
	const known = read.map((blocker) => {
		const said = saidOf.get(blocker.kind);
		return said === undefined
			? blocker
			: { ...blocker, effect: said.effect, text: `${blocker.text} ${said.text}` };
	});
	const kinds = new Set(read.map(({ kind }) => kind));
	return [...[...saidOf.values()].filter(({ kind }) => !kinds.has(kind)), ...known];
}
