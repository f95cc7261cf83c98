import { deleteRows, readRows, writeRows } from '../storage/calls';
import type { NodeOnCanvas, WorkflowFile } from '../kit/canvas';
import { workflow } from '../kit/canvas';
import { ending, page } from '../kit/formNodes';
import { IDS } from '../kit/ids';
import { ifTrue, salesforce } from '../kit/nodes';
import { SIGNED_IN, VISITOR, WHO_MAY_NOTE, whoMay, whoMayFlow } from '../kit/whoMay';

/** What the page shows and what its answer changes is decided by License > Set Software Model. */
const form = (at: [number, number], parameters: Record<string, string>): NodeOnCanvas => ({
	...salesforce(at, {
		resource: 'license',
		operation: 'setModel',
		storedSnapshots: "={{ $('Read Snapshots').first().json.rows }}",
		storedModels: "={{ $('Read Software Models').first().json.rows }}",
		...parameters,
	}),
	settings: {},
});

/** The form that the record page's list of unrecognized licenses links to. */
export function softwareModels(): WorkflowFile {
	return workflow({
		id: IDS.softwareModels,
		name: 'Assign Software Models',
		nodes: {
			Begin: {
				type: 'n8n-nodes-base.formTrigger',
				typeVersion: 2.6,
				at: [0, 0],
				parameters: {
					...SIGNED_IN,
					formTitle: 'Salesforce licenses: software models',
					formDescription:
						'Name licenses that the playbook does not recognize. This changes reports only, not Salesforce.',
					formFields: { values: [{ fieldType: 'hiddenField', fieldName: 'identifier' }] },
					options: {
						buttonLabel: 'Start',
						path: 'salesforce-licenses-models',
						appendAttribution: false,
					},
				},
			},
			...whoMay('Begin', [1, 0]),
			'Read Snapshots': readRows([4, 0], 'salesforce_snapshots'),
			'Read Software Models': readRows([5, 0], 'salesforce_software_models'),
			'Models Page': form([6, 0], {
				formTask: 'build',
				chosenLicense: "={{ $('Begin').first().json.identifier }}",
				answerBefore: "={{ $('Assigned').isExecuted ? $('Assigned').first().json : {} }}",
			}),
			'Any Identifier?': ifTrue([7, 0], '={{ $json.any }}'),
			Assign: page([8, -0.3]),
			Assigned: form([9, -0.3], {
				formTask: 'read',
				pageShown: "={{ $('Models Page').first().json }}",
				answer: "={{ $('Assign').first().json }}",
				answeredBy: `={{ ${VISITOR} }}`,
			}),
			'Accepted?': ifTrue([10, -0.3], "={{ $json.error === '' }}"),
			'Write Assignment': writeRows([11, -0.3], 'salesforce_software_models', '={{ $json.write }}'),
			'Delete Assignment': deleteRows(
				[12, -0.3],
				'salesforce_software_models',
				"={{ $('Assigned').first().json.remove }}",
			),
			Saved: ending([13, -0.3], 'Saved', "={{ $('Assigned').first().json.message }}"),
			'Nothing to Assign': ending(
				[8, 1],
				'Nothing to assign',
				'=Every license that was found has a software model.',
			),
		},
		flow: [
			...whoMayFlow('Begin', 'Read Snapshots'),
			'Read Snapshots > Read Software Models > Models Page > Any Identifier?',
			'Any Identifier?.0 > Assign > Assigned > Accepted?',
			'Any Identifier?.1 > Nothing to Assign',
			'Accepted?.0 > Write Assignment > Delete Assignment > Saved',
			'Accepted?.1 > Models Page',
		],
		notes: [
			{
				at: [0, -2.2],
				size: [5, 1.9],
				text: `## Assign Software Models
A license whose software model is unknown is *unrecognized*. This form assigns a software model to it. The form asks for an n8n login; the record page links to it.

Assignments are stored in the table \`salesforce_software_models\`. They apply to every profile and take precedence over the package's own list. **Refresh** adds them to the subscriptions.

${WHO_MAY_NOTE}`,
			},
		],
		settings: { errorWorkflow: IDS.onError },
	});
}
