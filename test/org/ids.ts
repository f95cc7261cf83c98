const CHECKSUM = 'ABCDEFGHIJKLMNOPQRSTUVWXYZ012345';
/** In ASCII order, so that ids sort by age; two ids may differ only by case, as in a real org. */
const DIGITS = '0123456789ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz';
const SERIAL_LENGTH = 7;

/** One character of the suffix: which of five characters are upper case. */
function checksum(five: string): string {
	let bits = 0;
	for (let index = 0; index < 5; index++) {
		const code = five.charCodeAt(index);
		if (code >= 65 && code <= 90) bits |= 1 << index;
	}
	return CHECKSUM[bits];
}

/** The 18-character form of an id: the suffix says which characters are upper case (help article 000385585). */
export function withChecksum(id15: string): string {
	return `${id15}${checksum(id15.slice(0, 5))}${checksum(id15.slice(5, 10))}${checksum(id15.slice(10))}`;
}

/** Both forms of an id are accepted everywhere. */
export function longId(id: string): string {
	return /^[a-zA-Z0-9]{15}$/.test(id) ? withChecksum(id) : id;
}

export const isId = (id: unknown): id is string =>
	typeof id === 'string' && /^(?:[a-zA-Z0-9]{15}|[a-zA-Z0-9]{18})$/.test(id);

/** Generates ids that grow with time; orgs with different seeds share none. */
export class IdSource {
	private next = 1;
	private readonly instance: string;
	/** Suffixes of the first ten characters, which are the same for many ids. */
	private readonly heads = new Map<string, string>();

	constructor(seed: number) {
		this.instance = seed.toString(36).toUpperCase().padStart(3, '0').slice(-3);
	}

	take(keyPrefix: string): string {
		let serial = '';
		for (let rest = this.next++, digit = 0; digit < SERIAL_LENGTH; digit++) {
			serial = DIGITS[rest % 62] + serial;
			rest = Math.floor(rest / 62);
		}
		const head = `${keyPrefix}5g${this.instance}${serial.slice(0, 2)}`;
		const tail = serial.slice(2);
		let suffix = this.heads.get(head);
		if (suffix === undefined) {
			suffix = checksum(head.slice(0, 5)) + checksum(head.slice(5));
			this.heads.set(head, suffix);
		}
		return `${head}${tail}${suffix}${checksum(tail)}`;
	}
}
