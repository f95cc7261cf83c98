import type { WorkflowFile } from '../kit/canvas';
import { workflow } from '../kit/canvas';
import { ifTrue, settings } from '../kit/nodes';
import { slackEscaped } from '../kit/slackEscaped';
import { licensesTrigger, TEMPLATE_IDS } from './trigger';

const EVENT = "$('A Pool Runs Low').item.json";

/** A license pool runs low, and a channel hears of it. */
export function poolLow(): WorkflowFile {
	const name = slackEscaped(`${EVENT}.licenseName`);
	const seats = `${EVENT}.available + ' of ' + ${EVENT}.total + ' seats free'`;
	return workflow({
		id: TEMPLATE_IDS.poolLow,
		name: 'A License Pool Runs Low: Post to Slack',
		nodes: {
			'A Pool Runs Low': licensesTrigger([0, 0], ['poolLow', 'poolOverAllocated'], {
				minAvailable: 5,
				maxUtilizationPercent: 90,
			}),
			// Of a pool that has run over, the other event says more.
			'Worth a Message?': ifTrue(
				[1, 0],
				"={{ $json.event === 'poolOverAllocated' || $json.available >= 0 }}",
			),
			Settings: settings([2, 0], { slackChannel: '#salesforce-licenses' }),
			'Send to Slack': {
				type: 'n8n-nodes-base.slack',
				typeVersion: 2.3,
				at: [3, 0],
				parameters: {
					select: 'channel',
					channelId: { __rl: true, mode: 'name', value: '={{ $json.slackChannel }}' },
					text: `={{ ':warning: *' + ${name} + '*: ' + (${EVENT}.event === 'poolOverAllocated' ? 'assigned seats exceed the ' + ${EVENT}.total + ' you own by ' + (-${EVENT}.available) : ${seats}) + '. Before you buy more, check for unused seats.' }}`,
					otherOptions: { includeLinkToWorkflow: false },
				},
				settings: { retryOnFail: true, maxTries: 3, waitBetweenTries: 2000 },
			},
		},
		flow: ['A Pool Runs Low > Worth a Message?', 'Worth a Message?.0 > Settings > Send to Slack'],
		notes: [
			{
				at: [0, -1.6],
				size: [4.2, 1.5],
				text: `## A license pool runs low: post to Slack
Select the **Salesforce** credential in *A Pool Runs Low* and a **Slack API** credential in *Send to Slack*, set the channel in *Settings*, and publish.

The first poll only sets the baseline: pools that are already low are not reported, unless *First Poll* is *Emit Everything*. Each pool is reported at most once a day.`,
			},
		],
	});
}
