import type { NodeOnCanvas } from './canvas';
import { ifTrue, salesforce, settings } from './nodes';
import { ending } from './formNodes';

/** Nobody writes or configures by a form unless n8n and the list of the node Settings allow it. */

/** For the Form Trigger: an n8n login, of somebody who may execute the workflow. */
export const SIGNED_IN = { authentication: 'n8nUserAuth', requireExecuteAccess: true };

export const MAY_THEY = 'May They?';
/** The e-mail address of the visitor, for later nodes. */
export const VISITOR = `$('${MAY_THEY}').first().json.visitor`;

/** Settings > May They? > Allowed?, and the page of those who may not. The trigger has the given name. */
export function whoMay(
	trigger: string,
	[column, row]: [column: number, row: number],
): Record<string, NodeOnCanvas> {
	return {
		Settings: settings([column, row], { whoMayUseThisForm: '' }),
		[MAY_THEY]: {
			...salesforce([column + 1, row], {
				resource: 'playbook',
				operation: 'mayUse',
				visitor: `={{ $('${trigger}').first().json.user?.email }}`,
				allowedPeople: '={{ $json.whoMayUseThisForm }}',
				requiresExecute: `={{ $('${trigger}').params.requireExecuteAccess }}`,
			}),
			settings: {},
		},
		'Allowed?': ifTrue([column + 2, row], '={{ $json.may === true }}'),
		'Not Allowed': ending(
			[column + 3, row + 1.2],
			'You may not use this form',
			`={{ 'Nothing was changed. ' + (${VISITOR} || 'Your account') + ' is not on the list of those who may use this form. Ask an owner or admin of this n8n to add the e-mail address of your n8n account to "whoMayUseThisForm" in the node Settings of the workflow "' + $workflow.name + '".' }}`,
		),
	};
}

/** `rest` begins at the node that those who may come to. */
export const whoMayFlow = (trigger: string, next: string): string[] => [
	`${trigger} > Settings > ${MAY_THEY} > Allowed?`,
	`Allowed?.0 > ${next}`,
	'Allowed?.1 > Not Allowed',
];

export const WHO_MAY_NOTE =
	'**Who may use this form**: enter e-mail addresses of n8n users in **Settings**, separated by commas. If empty: everyone who may execute this workflow in n8n (owners, admins, and people you share it with). To let in a listed person who may not execute it, turn off *Require Workflow Execute Permission* in the first node.';
