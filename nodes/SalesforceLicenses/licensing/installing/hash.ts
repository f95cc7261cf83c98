/**
 * Tells whether a text is still the same (53 bits, the public-domain function cyrb53). It protects against
 * nothing: it only says where a person has changed something.
 */
export function hashOf(text: string): string {
	let a = 0xdeadbeef;
	let b = 0x41c6ce57;
	for (let index = 0; index < text.length; index++) {
		const code = text.charCodeAt(index);
		a = Math.imul(a ^ code, 2654435761);
		b = Math.imul(b ^ code, 1597334677);
	}
	a = Math.imul(a ^ (a >>> 16), 2246822507) ^ Math.imul(b ^ (b >>> 13), 3266489909);
	b = Math.imul(b ^ (b >>> 16), 2246822507) ^ Math.imul(a ^ (a >>> 13), 3266489909);
	return (4294967296 * (2097151 & b) + (a >>> 0)).toString(16).padStart(14, '0');
}

/** JSON with sorted keys, so that the same value is the same text. What is undefined is left out. */
export function sortedJson(value: unknown): string {
	return JSON.stringify(value, (_key, given: unknown) =>
		typeof given === 'object' && given !== null && !Array.isArray(given)
			? Object.fromEntries(Object.entries(given).sort(([a], [b]) => (a < b ? -1 : 1)))
			: given,
	);
}
