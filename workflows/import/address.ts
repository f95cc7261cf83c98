const LONGEST_ADDRESS = 2_048;
const HIGHEST_PORT = 65_535;
const EXAMPLE = 'Give the address of your n8n as in a browser, e.g. https://n8n.example.com.';

/**
 * The address of n8n, without a slash at its end. Throws before anything is sent when it is none, or when
 * the API key would cross a network unencrypted. `from` is how the user gave it.
 */
export function n8nAddress(given: unknown, from = '--url'): string {
	if (given === undefined || given === null) {
		throw new Error(`--url is missing. ${EXAMPLE} The variable N8N_URL does the same.`);
	}
	if (typeof given !== 'string') throw new Error(`${from} is not a text. ${EXAMPLE}`);
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
		throw new Error(`${from} names the port ${port.slice(0, 12)}. Ports end at 65,535. ${EXAMPLE}`);
	}
	if (!URL.canParse(text)) throw new Error(`${from} is not a web address. ${EXAMPLE}`);
	const url = new URL(text);
	if (url.username !== '' || url.password !== '') {
		throw new Error(`${from} holds a user name or a password. Leave them out. ${EXAMPLE}`);
	}
	if (url.search !== '' || url.hash !== '') {
		throw new Error(`${from} has a part after ? or #. Leave it out. ${EXAMPLE}`);
	}
	if (url.protocol === 'http:' && !isThisComputer(url.hostname)) {
		throw new Error(
			`${from} begins with http://, so the API key would cross the network unencrypted. Use https://. Plain http is for an n8n on this computer: localhost, 127.0.0.1 or [::1].`,
		);
	}
	return `${url.origin}${url.pathname}`.replace(/\/+$/, '');
}

/** The key as n8n shows it. A key that is no header value would otherwise be printed by the HTTP client. */
export function n8nApiKey(given: unknown): string {
	const cure = 'Make a key in n8n under Settings > n8n API and put it into N8N_API_KEY.';
	if (given === undefined || given === null) throw new Error(`N8N_API_KEY is missing. ${cure}`);
	if (typeof given !== 'string') throw new Error(`N8N_API_KEY is not a text. ${cure}`);
	if (given.trim() === '') throw new Error(`N8N_API_KEY is empty. ${cure}`);
	const key = given.trim();
	if (!/^[\x21-\x7e]+$/.test(key)) {
		throw new Error(`N8N_API_KEY has characters that no API key has, such as a blank. ${cure}`);
	}
	return key;
}

/** The URL parser has already written every form of an IPv4 address as four numbers. */
const isThisComputer = (host: string): boolean =>
	host === 'localhost' || host === '[::1]' || /^127(?:\.\d{1,3}){3}$/.test(host);
