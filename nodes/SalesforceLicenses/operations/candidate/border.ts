import type { IExecuteFunctions, INodeExecutionData } from 'n8n-workflow';
import { NodeOperationError } from 'n8n-workflow';
import type { z } from 'zod';
import { plural } from '../../licensing/model/plural';
import type { CandidateRow, Json, Verdict } from '../../licensing/playbook/candidateRow';
import type { Field } from '../parameters/labels';
import { complaint } from '../parameters/inputs';
import { parseJsonRows } from '../parameters/jsonRows';
import type { Parameters } from '../parameters/values';
import { inputItems } from '../reclamation/run/toolItems';
import { changedColumns, ownOf, toStore } from './rows';

/** Items in and out of the candidate operations: each input item becomes one item on To Write or Unchanged. */

export interface Read<T> {
	value: T;
	json: Json;
	itemIndex: number;
}

/**
 * Parses and handles every item. An item that cannot be read stops the run, or becomes an error item with
 * "Continue on Fail". An item without any key is ignored: n8n creates it if "Always Output Data" is on.
 */
export function serveItems<T>(
	context: IExecuteFunctions,
	schema: z.ZodType<T, z.ZodTypeDef, unknown>,
	serve: (read: Read<T>) => void,
	what = 'the candidate',
): INodeExecutionData[] {
	const errors: INodeExecutionData[] = [];
	inputItems(context).forEach(({ json }, itemIndex) => {
		if (!hasKeys(json)) return;
		try {
			const parsed = schema.safeParse(json);
			if (!parsed.success) {
				const reason = complaint(parsed.error, what);
				throw new NodeOperationError(
					context.getNode(),
					`Item ${itemIndex + 1} cannot be used: ${reason}${whichRow(json)}`,
					{
						description: 'No row was changed. Fix the item, or check where it comes from.',
						itemIndex,
					},
				);
			}
			serve({ value: parsed.data, json, itemIndex });
		} catch (error) {
			const failure =
				error instanceof NodeOperationError
					? error
					: new NodeOperationError(context.getNode(), error as Error, { itemIndex });
			if (!context.continueOnFail()) throw failure;
			const { message, description } = failure;
			errors.push({
				json: { ...json, error: message, ...(description ? { description } : {}) },
				pairedItem: { item: itemIndex },
			});
		}
	});
	return errors;
}

/** Which row of the store it is, as a person finds it there. */
function whichRow({ name, id }: Json): string {
	if (typeof id !== 'number' && typeof id !== 'string') return '';
	return ` (the row with the ID ${id}${typeof name === 'string' && name !== '' ? `, ${name}` : ''})`;
}

/** A list from a parameter, as JSON or from an expression. */
export function listParameter<T>(
	given: Parameters,
	field: Field,
	row: z.ZodType<T, z.ZodTypeDef, unknown>,
): T[] {
	const value = given.value(field);
	// A field that was left empty is an empty list; an expression that yields an empty text has found
	// nothing.
	if (value === '' && given.isExpression(field)) {
		throw given.refuse(
			field,
			'it is empty',
			'Check the expression. For no rows, let it return [].',
		);
	}
	const rows = Array.isArray(value) ? (value as unknown[]).filter(hasKeys) : value;
	const parsed = parseJsonRows(rows, row, 'the list');
	if (parsed.ok) return parsed.rows;
	throw given.refuse(field, parsed.reason, 'Correct the list, or check the expression.');
}

/** False for the empty item that n8n creates if a node found nothing and "Always Output Data" is on. */
const hasKeys = (row: unknown): boolean =>
	typeof row !== 'object' || row === null || Array.isArray(row) || Object.keys(row).length > 0;

/** A text that may be missing: an expression that finds nothing yields no text. */
export function optionalText(given: Parameters, field: Field): string {
	const value = given.value(field);
	return value === undefined || value === null ? '' : given.text(field);
}

/** If an agent passed the items in, parameters are read from the only item that n8n has. */
export const parameterIndex = (context: IExecuteFunctions, itemIndex: number): number =>
	Math.min(itemIndex, context.getInputData().length - 1);

/** Collects the results, by output. */
export class Outputs {
	private readonly toWrite: INodeExecutionData[] = [];
	private readonly left: INodeExecutionData[] = [];
	private readonly toReclaim: INodeExecutionData[] = [];
	private readonly toAsk: INodeExecutionData[] = [];
	private readonly toRestore: INodeExecutionData[] = [];

	constructor(
		private readonly jsonColumns: 'object' | 'text',
		private readonly written: { columns?: 'all' | 'changed'; rowsAs?: 'items' | 'text' } = {},
	) {}

	add(verdict: Verdict, { value, json, itemIndex }: Read<CandidateRow>): void {
		const { row, reclaim, restore } = verdict;
		if (verdict.changed) {
			const all = toStore(row, json, this.jsonColumns);
			const isPart = this.written.columns === 'changed';
			this.write(isPart ? changedColumns(all, row, value) : all, itemIndex);
		} else this.leave(toStore(row, json, this.jsonColumns), verdict.because, itemIndex);
		if (reclaim !== undefined) this.toReclaim.push(itemOf(reclaim, itemIndex));
		// With what the store added to the row, so that it can be found again.
		if (restore !== undefined)
			this.toRestore.push(itemOf({ ...ownOf(json), ...restore }, itemIndex));
	}

	ask(question: object, itemIndex: number): void {
		this.toAsk.push(itemOf({ ...question }, itemIndex));
	}

	write(json: Json, itemIndex: number): void {
		this.toWrite.push(itemOf(json, itemIndex));
	}

	leave(json: Json, because: string, itemIndex: number): void {
		this.left.push(itemOf({ ...json, unchangedBecause: because }, itemIndex));
	}

	/** Adds a hint for the person who runs it in the editor. */
	finish(
		context: IExecuteFunctions,
		errors: INodeExecutionData[],
		names: 2 | 3 | 5,
	): INodeExecutionData[][] {
		const counts = [
			`${plural(this.toWrite.length, 'row')} to write`,
			`${this.left.length.toLocaleString('en-US')} unchanged`,
			...(names > 2 ? [`${this.toReclaim.length.toLocaleString('en-US')} to reclaim`] : []),
			...(names > 3 && this.toAsk.length > 0
				? [`${plural(this.toAsk.length, 'person', 'people')} to ask`]
				: []),
			...(names > 3 && this.toRestore.length > 0
				? [`${this.toRestore.length.toLocaleString('en-US')} to restore`]
				: []),
		];
		context.addExecutionHints({
			message: `${counts.join(', ')}. Nothing was changed in Salesforce or in your store.`,
			type: 'info',
			location: 'outputPane',
		});
		return this.all(errors).slice(0, names);
	}

	private all(errors: INodeExecutionData[]): INodeExecutionData[][] {
		const left = [...this.left, ...errors];
		const toWrite = this.written.rowsAs === 'text' ? [inOneItem(this.toWrite)] : this.toWrite;
		return [toWrite, left, this.toReclaim, this.toAsk, this.toRestore];
	}
}

const itemOf = (json: Json, itemIndex: number): INodeExecutionData => ({
	json: json as INodeExecutionData['json'],
	pairedItem: { item: itemIndex },
});

/** Also of no rows, so that what comes after it runs in any case. */
function inOneItem(rows: readonly INodeExecutionData[]): INodeExecutionData {
	const items = rows.map(({ pairedItem }) => pairedItem as { item: number });
	return {
		json: { count: rows.length, rows: JSON.stringify(rows.map(({ json }) => json)) },
		pairedItem: items,
	};
}
