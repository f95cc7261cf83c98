import type { WorkflowFile } from '../kit/canvas';
import { LEAVES_NO_COPY, workflow } from '../kit/canvas';
import { IDS } from '../kit/ids';
import { code, ifTrue, inputs } from '../kit/nodes';
import { DOWNLOAD, NAME, PRICE_BOOK } from '../kit/profileInput';
import { deleteRows, readRows, writeRows } from '../storage/calls';
import { callDownload } from '../subflows/calls';
import { COMPARE } from './refreshSubscriptions.code';

/** The job "Refresh <profile> Subscriptions". */
export function refreshSubscriptions(): WorkflowFile {
	return workflow({
		id: IDS.refresh,
		name: 'Job: Refresh Subscriptions',
		nodes: {
			Inputs: inputs([0, 0], { profile: 'object' }),
			'Download Subscriptions': callDownload([1, 0], DOWNLOAD, 'subscriptions'),
			'Download Licenses': callDownload([2, 0], DOWNLOAD, 'licenses', {
				priceBook: PRICE_BOOK,
			}),
			'Read Stored': readRows([3, 0], 'salesforce_subscriptions', 'profile', NAME),
			'Read Profile Again': readRows([4, 0], 'salesforce_profiles', 'displayName', NAME),
			'Read Snapshots': readRows([5, 0], 'salesforce_snapshots', 'profile', NAME),
			'Read Software Models': readRows([6, 0], 'salesforce_software_models'),
			Compare: code([7, 0], COMPARE),
			'Any Failure?': ifTrue([8, 0], "={{ $json.status === 'failure' }}"),
			Failed: code([9, -0.6], 'return $input.all();'),
			'Write Subscriptions': writeRows(
				[9, 0.4],
				'salesforce_subscriptions',
				"={{ $('Compare').first().json.write }}",
			),
			'Delete Removed': deleteRows(
				[10, 0.4],
				'salesforce_subscriptions',
				"={{ $('Compare').first().json.gone }}",
			),
			'Write Snapshots': writeRows(
				[11, 0.4],
				'salesforce_snapshots',
				"={{ $('Compare').first().json.snapshots }}",
			),
			Answer: code(
				[12, 0.4],
				`const { status, errorMessage, created, updated, removed, counts, isComplete } = $('Compare').first().json;
return [{ json: { status, errorMessage, created, updated, removed, counts, isComplete } }];`,
			),
		},
		flow: [
			'Inputs > Download Subscriptions > Download Licenses > Read Stored > Read Profile Again > Read Snapshots > Read Software Models > Compare > Any Failure?',
			'Any Failure?.0 > Failed',
			'Any Failure?.1 > Write Subscriptions > Delete Removed > Write Snapshots > Answer',
		],
		notes: [
			{
				at: [0, -1.6],
				size: [4, 1.5],
				text: `## Refresh Subscriptions
Runs daily for every published profile, and once when a profile is published. Writes new and changed subscriptions (by \`subscriptionKey\`), deletes removed ones, and keeps one **snapshot** row per day and license, for trends.

A failed download changes nothing. Rows are deleted only for license kinds that were read completely.`,
			},
		],
		settings: LEAVES_NO_COPY,
	});
}
