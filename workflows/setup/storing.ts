import type { NodeOnCanvas } from '../kit/canvas';

/** What Storage refuses, or cannot do, is said on a page: the failure leaves by the second output. */
export const orSaySo = (node: NodeOnCanvas): NodeOnCanvas => ({
	...node,
	settings: { ...node.settings, onError: 'continueErrorOutput' },
});

/** What is not worth losing the rest for is mentioned with it. */
export const inPassing = (node: NodeOnCanvas): NodeOnCanvas => ({
	...node,
	settings: { ...node.settings, onError: 'continueRegularOutput' },
});

/** In an expression: a sentence where the history could not be written; else empty. */
export const NO_HISTORY = (node: string): string =>
	`($('${node}').first().json.error ? ' Who did it could not be added to the history of the profile.' : '')`;
