import type { OrgRequest } from '../answers';

/** How a client identifies itself: in the body, or with HTTP Basic (RFC 6749, section 2.3.1; both are documented). */
export interface ClientAuthentication {
	clientId: string | undefined;
	/** Undefined if none was sent. */
	secret: string | undefined;
}

export function authenticationOf(
	{ headers }: OrgRequest,
	form: URLSearchParams,
): ClientAuthentication {
	const basic = /^Basic (.+)$/i.exec(headers.authorization ?? '')?.[1];
	const [basicId, basicSecret] = basic === undefined ? [] : basicParts(basic);
	const secret = form.get('client_secret') ?? basicSecret;
	return {
		clientId: form.get('client_id') ?? basicId,
		secret: secret === '' ? undefined : secret,
	};
}

/** A text that cannot be decoded is used unchanged. */
function basicParts(encoded: string): string[] {
	return Buffer.from(encoded, 'base64')
		.toString()
		.split(':')
		.map((part) => {
			try {
				return decodeURIComponent(part);
			} catch {
				return part;
			}
		});
}
