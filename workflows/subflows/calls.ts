import type { NodeOnCanvas } from '../kit/canvas';
import { call } from '../kit/nodes';

export type At = [column: number, row: number];

/** A subflow that cannot be called (unpublished, deleted) is handled like one that failed. */
const ANSWER_FOR_IT = { onError: 'continueRegularOutput' } as const;

interface DownloadValues {
	rulesJson?: string;
	priceBook?: string;
	/** JSON lists: what counts as use, and the people of the company. */
	signals?: string;
	directory?: string;
	/** Of the task *subscriptions*, which reads a portion: the users after one user, as many as this. */
	softwareModels?: string;
	afterUserId?: string;
	users?: string;
	inactiveFromDays?: string;
	/** Of the task *takenAgain*. */
	rows?: string;
}

export function callDownload(
	at: At,
	subflow: string,
	task: string,
	{ rulesJson = '', priceBook = '', signals = '', directory = '', ...portion }: DownloadValues = {},
): NodeOnCanvas {
	return call(
		at,
		subflow,
		{
			task: ['string', task],
			rulesJson: ['string', rulesJson],
			priceBook: ['string', priceBook],
			signals: ['string', signals],
			directory: ['string', directory],
			softwareModels: ['string', portion.softwareModels ?? ''],
			afterUserId: ['string', portion.afterUserId ?? ''],
			users: ['number', portion.users ?? '={{ 0 }}'],
			inactiveFromDays: ['number', portion.inactiveFromDays ?? '={{ 0 }}'],
			rows: ['array', portion.rows ?? '={{ [] }}'],
		},
		ANSWER_FOR_IT,
	);
}

export function callReclaim(
	at: At,
	subflow: string,
	values: {
		task: string;
		rows: string;
		dryRun: string;
		maxUsers: string;
		maxPercent: string;
	},
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
