import { createHmac, hkdfSync, timingSafeEqual } from 'node:crypto';

/** Seals a text and recognizes its own seals. */
export interface Sealer {
	sealOf: (text: string) => string;
	isSealOf: (text: string, given: unknown) => boolean;
}

/** The version of the seal. */
const VERSION = 'v1.';
/** Separates this key from every other use of the secret (RFC 5869, "info"). */
const CONTEXT = 'n8n-nodes-salesforce-licenses: seal of outcomes, v1';
const KEY_BYTES = 32;

/**
 * The sealer of a credential: HMAC-SHA-256 with a key derived (HKDF) from the Client Secret, which stays
 * the same when tokens are renewed, and the Client ID. Null without a Client Secret: every other secret of
 * the credential is a token, and changes.
 */
export function sealerOf({
	clientId,
	clientSecret,
}: Readonly<Record<string, unknown>>): Sealer | null {
	if (typeof clientSecret !== 'string' || clientSecret === '') return null;
	const salt = typeof clientId === 'string' ? clientId : '';
	const key = Buffer.from(hkdfSync('sha256', clientSecret, salt, CONTEXT, KEY_BYTES));
	const sealOf = (text: string) =>
		VERSION + createHmac('sha256', key).update(text, 'utf8').digest('base64url');
	return {
		sealOf,
		isSealOf(text, given) {
			if (typeof given !== 'string') return false;
			const [mine, other] = [Buffer.from(sealOf(text)), Buffer.from(given)];
			return mine.length === other.length && timingSafeEqual(mine, other);
		},
	};
}
