/** Expressions that are the same for every item: other nodes as a whole, and data of the execution. */
const SAME_FOR_ALL =
	/\$\((['"])(?:(?!\1)[^\\])*\1\)\s*\.(?:(?:first|last|all)\(\d*\)|isExecuted\b)|\$(?:vars|env|execution|workflow|secrets)\b/g;

/**
 * Whether a stored parameter can have different values for two items. n8n needs half a millisecond per
 * expression and item, so an expression that cannot differ is evaluated once.
 */
export function variesByItem(stored: unknown): boolean {
	if (typeof stored === 'string') {
		return stored.startsWith('=') && /\$|item|this/i.test(stored.replace(SAME_FOR_ALL, ''));
	}
	return typeof stored === 'object' && stored !== null && Object.values(stored).some(variesByItem);
}
