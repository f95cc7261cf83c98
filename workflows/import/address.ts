const LONGEST_ADDRESS = 2_048;
const HIGHEST_PORT = 65_535;
const EXAMPLE = 'Enter the address of your n8n as in the browser, e.g. https://n8n.example.com.';

/**
 * The address of n8n, without a trailing slash. Throws before anything is sent if it is not an address, or if
 * the API key would cross a network unencrypted. `from` names the option or variable it came from.
 */
export function n8nAddress(given: unknown, from = '--url'): string {
	if (given === undefined || given === null) {
		throw new Error(`--url is missing. ${EXAMPLE} You can also set the variable N8N_URL.`);
	}
	if (typeof given !== 'string') throw new Error(`${from} is not text. ${EXAMPLE}`);
	if (given.trim() === '') throw new Error(`${from} is empty. ${EXAMPLE}`);
	const text = given.trim();
	if (text.length > LONGEST_ADDRESS) {
		throw new Error(`${from} is longer than 2,048 characters. ${EXAMPLE}`);
	}
	if (!/^https?:\/\/[^/]/i.test(text)) {
		throw new Error(`${from} does not begin with https:// and a host. ${EXAMPLE}`);
	}
	const port = /^https?:\/\/[^/?#]*:(\d+)(?:[/?#]|$)/i.exec(text)?.[1];
	if (port !== undefined && Number(port) > HIGHEST_PORT) {
		throw new Error(
			`${from} names the port ${port.slice(0, 12)}, but the highest port is 65,535. ${EXAMPLE}`,
		);
	}
	if (!URL.canParse(text)) throw new Error(`${from} is not a web address. ${EXAMPLE}`);
	const url = new URL(text);
	if (url.username !== '' || url.password !== '') {
		throw new Error(`${from} contains a user name or a password. Remove them. ${EXAMPLE}`);
	}
	if (url.search !== '' || url.hash !== '') {
		throw new Error(`${from} has a part after ? or #. Remove it. ${EXAMPLE}`);
	}
	if (url.protocol === 'http:' && !isThisComputer(url.hostname)) {
		throw new Error(
			`${from} begins with http://, so the API key would cross the network unencrypted. Use https://. Plain http is allowed only for an n8n on this computer: localhost, 127.0.0.1 or [::1].`,
		);
	}
	return `${url.origin}${url.pathname}`.replace(/\/+$/, '');
}

/** The key as n8n shows it. The HTTP client would print a key that is not a valid header value. */
export function n8nApiKey(given: unknown): string {
	const fix = 'Create a key in n8n under Settings > n8n API and set N8N_API_KEY to it.';
	if (given === undefined || given === null) throw new Error(`N8N_API_KEY is missing. ${fix}`);
	if (typeof given !== 'string') throw new Error(`N8N_API_KEY is not text. ${fix}`);
	if (given.trim() === '') throw new Error(`N8N_API_KEY is empty. ${fix}`);
	const key = given.trim();
	if (!/^[\x21-\x7e]+$/.test(key)) {
		throw new Error(`N8N_API_KEY has characters that no API key has, such as a space. ${fix}`);
	}
	return key;
}

/** The URL parser has already normalized every form of an IPv4 address to four numbers. */
const isThisComputer = (host: string): boolean =>
	host === 'localhost' || host === '[::1]' || /^127(?:\.\d{1,3}){3}$/.test(host);
