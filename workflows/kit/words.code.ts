/** A count with its noun, for texts that people read: "1 candidate", "2,000 candidates". */
export function plural(count: number, noun: string, nouns = `${noun}s`): string {
	return `${count.toLocaleString('en-US')} ${count === 1 ? noun : nouns}`;
}
