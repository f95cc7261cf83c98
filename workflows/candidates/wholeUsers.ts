import type { NodeOnCanvas } from '../kit/canvas';
import { raw } from '../kit/nodes';
import type { At } from '../subflows/calls';

/** A portion of a limited number of candidates ends with a user whose candidates are all in it. */

const rowsOf = (node: string) =>
	`$('${node}').all().map((one) => one.json).filter((row) => row.candidateKey)`;

/** The last user of a portion; empty if it has everyone up to the last user. */
export const UP_TO = "$('Range').first().json.upTo";

export function rangeOf(at: At, node: string, limit: number): NodeOnCanvas {
	return {
		...raw(
			at,
			`={{ ((users) => ({ upTo: users.length < ${limit} ? '' : users.filter((id) => id !== users.at(-1)).at(-1) ?? users.at(-1) }))(${rowsOf(node)}.map((row) => row.userId)) }}`,
		),
		settings: { executeOnce: true },
	};
}

/** In an expression: the rows of the portion. */
export const rowsInRange = (node: string): string =>
	`((upTo) => ${rowsOf(node)}.filter((row) => upTo === '' || row.userId <= upTo))(${UP_TO})`;
