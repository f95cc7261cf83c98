import type { NodeOnCanvas } from '../kit/canvas';
import { call } from '../kit/nodes';

export type At = [column: number, row: number];

/** A subflow that cannot be called (unpublished, deleted) is handled like one that failed. */
const ANSWER_FOR_IT = { onError: 'continueRegularOutput' } as const;

export function callDownload(
	at: At,
	subflow: string,
	task: string,
	{ rulesJson = '', priceBook = '' }: { rulesJson?: string; priceBook?: string } = {},
): NodeOnCanvas {
	return call(
		at,
		subflow,
		{
			task: ['string', task],
			rulesJson: ['string', rulesJson],
			priceBook: ['string', priceBook],
		},
		ANSWER_FOR_IT,
	);
}

export function callReclaim(
	at: At,
	subflow: string,
	values: { task: string; rows: string; dryRun: string; maxUsers: string; maxPercent: string },
): NodeOnCanvas {
	return call(
		at,
		subflow,
		{
			task: ['string', values.task],
			rows: ['array', values.rows],
			dryRun: ['boolean', values.dryRun],
			maxUsers: ['number', values.maxUsers],
			maxPercent: ['number', values.maxPercent],
		},
		ANSWER_FOR_IT,
	);
}
