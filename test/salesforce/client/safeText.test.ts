import { errorFromAnswer } from '../../../nodes/SalesforceLicenses/salesforce/client/errors';
import {
	safeText,
	withoutSecrets,
} from '../../../nodes/SalesforceLicenses/salesforce/client/safeText';

const TOKEN = '00D000000000001!AR8AQPx.Y_secret123';
const REFRESH = '5Aep861KbLmSecretRefresh._x';
const SECRET = 'E5F1D0/"C0FFEE"+secret';

describe('a text from a host', () => {
	it.each([
		`session ${TOKEN} ended`,
		`session ${encodeURIComponent(TOKEN)} ended`,
		`refresh ${REFRESH} unknown`,
		`Authorization: Bearer ${TOKEN}`,
		'Authorization: Bearer opaque.secret_value-1',
		'Authorization: Basic c2VjcmV0OnNlY3JldA==',
		'grant_type=refresh_token&refresh_token=opaque-secret&client_id=x',
		'client_secret=secret-value',
		'{"client_secret":"secret-value","a":1}',
		'{\\"access_token\\":\\"secret-value\\"}',
		'Cookie: sid=secret-value; path=/',
		'https://acme.my.salesforce.com/secur/frontdoor.jsp?sid=secret-value&retURL=/',
		'redirected to /callback?code=secret-value&state=1',
	])('has no secret left in it: %s', (text) => {
		const safe = safeText(text);
		expect(safe).not.toMatch(/secret[-_.\w]*(value|123|Refresh)|opaque|c2VjcmV0|Secret/);
		expect(safe).toContain('(hidden)');
	});

	it.each([
		"sObject type 'Invoice__c' is not supported.",
		'Max bulk v2 query jobs (10000) per 24 hrs has been reached (10021)',
		'The bearer of bad news: code: none of it is secret',
		'Enter a password: status code: 400',
		'unable to obtain exclusive access to this record or 1 records: 00D000000000001EAA',
		'No such column \'Code__c\' on entity "User"',
	])('keeps its words: %s', (text) => {
		expect(safeText(text)).toBe(text);
	});

	it('is one line without invisible characters', () => {
		const text = 'a\u0000b\u001b[31mc\r\nd\u202ee\u200bf\ufeffg\u2028h\u009bi';
		expect(safeText(text)).toBe('a b [31mc d e f g h i');
	});

	it('is short, however long the original', () => {
		expect(safeText('x'.repeat(5_000_000)).length).toBeLessThanOrEqual(1_001);
	});

	it('is checked fast, even if it is made to take long', () => {
		const started = performance.now();
		safeText('sid=sid=client_secret"'.repeat(500_000));
		safeText(`Bearer ${' '.repeat(1_000_000)}`);
		expect(performance.now() - started).toBeLessThan(500);
	});

	it.each([
		SECRET,
		JSON.stringify({ echo: SECRET }),
		JSON.stringify({ echo: SECRET }).replaceAll('/', '\\/'),
		encodeURIComponent(SECRET),
	])('has no secret of the credential in it, however it is written: %s', (text) => {
		const safe = withoutSecrets(text, [SECRET, undefined, null, '', 'short', 7]);
		expect(safe).not.toMatch(/COFFEE|C0FFEE|E5F1D0/);
	});

	it('keeps what is not secret', () => {
		expect(withoutSecrets('a short word', [undefined, null, '', 'short', 7])).toBe('a short word');
	});
});

describe('an error answer', () => {
	const of = (body: unknown, status = 400) =>
		errorFromAnswer({ kind: 'answer', status, headers: {}, body: JSON.stringify(body) });

	it("repeats Salesforce's text, without secrets", () => {
		const error = of([{ errorCode: 'INVALID_FIELD', message: `no ${TOKEN}`, fields: [TOKEN] }]);
		expect(error).toMatchObject({ errorCode: 'INVALID_FIELD', message: 'no (hidden)' });
		expect(error.fields).toEqual(['(hidden)']);
	});

	it.each([
		[[]],
		[{}],
		[null],
		[[null]],
		[[{ errorCode: null }]],
		[[{ errorCode: 7 }]],
		[[{ errorCode: '' }]],
		[[{ errorCode: ['INVALID_FIELD'] }]],
		[[{ errorCode: '<b>x</b>' }]],
		[[{ errorCode: 'x'.repeat(200) }]],
		[{ error: 'invalid_grant' }],
		['INVALID_FIELD'],
	])('without a Salesforce error code is not treated as one from Salesforce: %j', (body) => {
		expect(of(body).errorCode).toBe('ERROR_HTTP_400');
	});
});
