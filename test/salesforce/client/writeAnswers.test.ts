import { SalesforceError } from '../../../nodes/SalesforceLicenses/salesforce/client/errors';
import type { ExpectedIds } from '../../../nodes/SalesforceLicenses/salesforce/client/writeAnswers';
import { resultsOf } from '../../../nodes/SalesforceLicenses/salesforce/client/writeAnswers';

const ID = '0055g00000AbCdEAAV';
const OTHER = '0055g00000AbCdFAAV';

function kindOf(status: number, body: unknown, expected: ExpectedIds = [ID]): string[] {
	const text = typeof body === 'string' ? body : JSON.stringify(body);
	const answer = { kind: 'answer' as const, status, headers: {}, body: text };
	return resultsOf(answer, expected).map(({ kind }) => kind);
}

const refusal = (code: unknown, message: unknown = 'no') => [{ errorCode: code, message }];

describe('a response to a write', () => {
	it.each<[string, number, unknown]>([
		['nothing with 406', 406, ''],
		['nothing with 408', 408, ''],
		['nothing with 420', 420, ''],
		['nothing with 400', 400, ''],
		['nothing with 404', 404, ''],
		['nothing with 200', 200, ''],
		['nothing with 204', 204, ''],
		['a redirect', 302, ''],
		['a redirect that was permanent', 301, '<html>'],
		['a page with 200', 200, '<html>Please sign in</html>'],
		['a page with 400', 400, '<html>Bad Request</html>'],
		['a page with 403', 403, '<html>Blocked by policy</html>'],
		['a page with 502', 502, '<html>Bad Gateway</html>'],
		['half a body', 200, '[{"id":"0055g00000AbCdEAAV","succ'],
		['the JSON of a gateway', 400, { error: 'bad_request' }],
		['the JSON of a gateway in a list', 400, [{ error: 'bad_request' }]],
		['an object with a code', 400, { errorCode: 'INVALID_FIELD', message: 'no' }],
		['a code that is no text', 400, refusal(17)],
		['a code that is empty', 400, refusal('')],
		['a code that is null', 400, refusal(null)],
		['a code in a list', 400, refusal(['INVALID_FIELD'])],
		["a code in another form than Salesforce's", 400, refusal('bad request')],
		['no error at all', 400, []],
		['null', 400, 'null'],
		['a refusal together with something else', 400, [...refusal('INVALID_FIELD'), { error: 'x' }]],
		['a refusal with a redirect', 302, refusal('INVALID_FIELD')],
		['a refusal with 500', 500, refusal('FIELD_INTEGRITY_EXCEPTION')],
		['a lock with 500', 500, refusal('UNABLE_TO_LOCK_ROW')],
		['UNKNOWN_EXCEPTION', 400, refusal('UNKNOWN_EXCEPTION')],
		['SERVER_UNAVAILABLE', 503, refusal('SERVER_UNAVAILABLE')],
		['REQUEST_RUNNING_TOO_LONG', 400, refusal('REQUEST_RUNNING_TOO_LONG')],
		['QUERY_TIMEOUT', 400, refusal('QUERY_TIMEOUT')],
		['a concurrency limit', 403, refusal('REQUEST_LIMIT_EXCEEDED', 'ConcurrentRequests Limit')],
		['too many requests', 429, refusal('REQUEST_LIMIT_EXCEEDED')],
		['too few results', 200, []],
		[
			'too many results',
			200,
			[
				{ id: ID, success: true },
				{ id: ID, success: true },
			],
		],
		['a refusal with 200', 200, refusal('INVALID_FIELD')],
		['a result that is null', 200, [null]],
		['a result that is a text', 200, ['ok']],
		['a result without success', 200, [{ id: ID, errors: [] }]],
		['success as text', 200, [{ id: ID, success: 'true', errors: [] }]],
		['success as number', 200, [{ id: ID, success: 1, errors: [] }]],
		['success null', 200, [{ id: ID, success: null, errors: [] }]],
		['success with errors', 200, [{ id: ID, success: true, errors: [{ statusCode: 'X' }] }]],
		['success of another record', 200, [{ id: OTHER, success: true, errors: [] }]],
		['success with an id that is a number', 200, [{ id: 5, success: true, errors: [] }]],
		['no success without errors', 200, [{ success: false }]],
		['no success with empty errors', 200, [{ success: false, errors: [] }]],
		['no success with errors as text', 200, [{ success: false, errors: 'no' }]],
		[
			'no success with an error without code',
			200,
			[{ success: false, errors: [{ message: 'x' }] }],
		],
		[
			'a row of UNKNOWN_EXCEPTION',
			200,
			[{ success: false, errors: [{ statusCode: 'UNKNOWN_EXCEPTION' }] }],
		],
	])('proves nothing: %s', (_name, status, body) => {
		expect(kindOf(status, body)).toEqual(['unknown']);
	});

	it.each<[string, number, unknown]>([
		['a refused call', 400, refusal('INVALID_FIELD')],
		['a refused call without a text', 400, [{ errorCode: 'INVALID_FIELD' }]],
		[
			'the limit of the day',
			403,
			refusal('REQUEST_LIMIT_EXCEEDED', 'TotalRequests Limit exceeded.'),
		],
		['a session that ended', 401, refusal('INVALID_SESSION_ID')],
		['a locked call', 400, refusal('UNABLE_TO_LOCK_ROW')],
		[
			'a refused row',
			200,
			[{ success: false, errors: [{ statusCode: 'DUPLICATE_VALUE', message: 'no' }] }],
		],
		[
			'a lock with a general code',
			200,
			[
				{
					success: false,
					errors: [
						{
							statusCode: 'UNKNOWN_EXCEPTION',
							message: 'group membership operation already in progress',
						},
					],
				},
			],
		],
	])('is a refusal: %s', (_name, status, body) => {
		expect(kindOf(status, body)).toEqual(['refused']);
	});

	it('is a success by the id of the record, of 15 or 18 characters', () => {
		expect(kindOf(200, [{ id: ID, success: true, errors: [] }])).toEqual(['done']);
		expect(kindOf(200, [{ id: ID.slice(0, 15), success: true, errors: [] }])).toEqual(['done']);
	});

	const created = (...ids: unknown[]) =>
		kindOf(
			200,
			ids.map((id) => ({ id, success: true, errors: [] })),
			{ count: ids.length, createdPrefix: '051' },
		);

	it('is a success for created records by new IDs', () =>
		expect(created('051000000000001AAA', '051000000000002AAA')).toEqual(['done', 'done']));

	it.each([[undefined], [null], [''], [7], ['yes'], [ID], [['051000000000001AAA']]])(
		'does not prove with the ID %j that a record was created',
		(id) => expect(created(id)).toEqual(['unknown']),
	);

	it('does not prove anything with one ID for two created records', () =>
		expect(created('051000000000001AAA', '051000000000001AAA')).toEqual(['unknown', 'unknown']));

	it('is matched by position', () => {
		const rows = [
			{ id: OTHER, success: true },
			{ id: OTHER, success: true },
		];
		expect(kindOf(200, rows, [ID, OTHER])).toEqual(['unknown', 'done']);
	});

	it('that never came proves nothing, whatever the reason', () => {
		const results = resultsOf(new SalesforceError('invalid_grant', 'expired', 401), [ID]);
		expect(results).toEqual([{ kind: 'unknown', errorCode: 'invalid_grant', message: 'expired' }]);
	});

	it('keeps the code and the text of Salesforce, and cuts a long text', () => {
		const answer = {
			kind: 'answer' as const,
			status: 400,
			headers: {},
			body: JSON.stringify(refusal('INVALID_FIELD', `first ${'x'.repeat(100_000)}`)),
		};
		const [result] = resultsOf(answer, [ID]);
		expect(result).toMatchObject({ kind: 'refused', errorCode: 'INVALID_FIELD' });
		expect('message' in result && result.message).toMatch(/^first x{900,1000}…$/);
	});
});
