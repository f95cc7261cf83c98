export interface Person {
	username: string;
	password: string;
}

const PAGES_AT_MOST = 6;

/**
 * What a person does in the browser: fills in the login form, presses the button named by `press` on the
 * consent page. Returns where Salesforce then sends the browser: the callback of the client.
 */
export async function signIn(
	authorizeUrl: string,
	person: Person,
	press: 'Allow' | 'Deny' = 'Allow',
): Promise<URL> {
	const cookies = new Map<string, string>();
	let request: { url: URL; form?: URLSearchParams } = { url: new URL(authorizeUrl) };
	for (let page = 0; page < PAGES_AT_MOST; page++) {
		const response = await fetch(request.url, {
			method: request.form === undefined ? 'GET' : 'POST',
			body: request.form,
			headers: { cookie: [...cookies].map(([name, value]) => `${name}=${value}`).join('; ') },
			redirect: 'manual',
		});
		for (const cookie of response.headers.getSetCookie()) {
			const [, name, value] = /^([^=]+)=([^;]*)/.exec(cookie) ?? [];
			cookies.set(name, value);
		}
		const location = response.headers.get('location');
		if (location !== null) {
			const target = new URL(location, request.url);
			if (target.origin !== request.url.origin) return target;
			request = { url: target };
			continue;
		}
		const html = await response.text();
		request = submit(html, request.url, person, press);
	}
	throw new Error(`Salesforce showed more than ${PAGES_AT_MOST} pages`);
}

/** The one form of the page, as a browser would send it. */
function submit(
	html: string,
	page: URL,
	{ username, password }: Person,
	press: string,
): { url: URL; form: URLSearchParams } {
	const [, form] = /(<form[\s\S]*?<\/form>)/i.exec(html) ?? [];
	if (form === undefined) throw new Error(`No form on ${page.pathname}: ${textOf(html)}`);
	const values = new URLSearchParams();
	for (const [input] of form.matchAll(/<input[^>]*>/gi)) {
		const name = attribute(input, 'name');
		if (name === undefined) continue;
		const type = attribute(input, 'type') ?? 'text';
		const typed = type === 'password' ? password : name === 'username' ? username : undefined;
		values.set(name, type === 'hidden' ? (attribute(input, 'value') ?? '') : (typed ?? ''));
	}
	for (const [, button, label] of form.matchAll(/(<button[^>]*>)([\s\S]*?)<\/button>/gi)) {
		const name = attribute(button, 'name');
		if (name !== undefined && textOf(label) === press)
			values.set(name, attribute(button, 'value') ?? '');
	}
	return { url: new URL(attribute(form, 'action') ?? page.href, page), form: values };
}

function attribute(tag: string, name: string): string | undefined {
	const value = new RegExp(`^[^>]*\\b${name}="([^"]*)"`, 'i').exec(tag)?.[1];
	return value
		?.replace(/&quot;/g, '"')
		.replace(/&#39;/g, "'")
		.replace(/&lt;/g, '<')
		.replace(/&gt;/g, '>')
		.replace(/&amp;/g, '&');
}

function textOf(html: string): string {
	return html
		.replace(/<[^>]*>/g, ' ')
		.replace(/\s+/g, ' ')
		.trim();
}
