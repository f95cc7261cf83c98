import fc from 'fast-check';
import type { Fault, FaultKind } from '../../org/faults';
import { lockRows } from '../../org/faults';
import type { LOCKS } from '../../org/rowFaults';
import { anyOf, failRows } from '../../org/rowFaults';
import type { RunningOrg } from '../../org/server';

/** What can go wrong in a run, in classes that can be left out one by one. */

export type Trouble =
	| { class: string; fault: Omit<Fault, 'method' | 'path'>; on: keyof typeof PATHS }
	| { class: 'locks'; count: number; times: number; told: keyof typeof LOCKS }
	| { class: 'transactionLimits'; object: string; rows: number }
	| {
			class: 'falseClaims' | 'refusals';
			code: string;
			object: string;
			count: number;
			times: number;
	  }
	| { class: 'cancel'; atCall: number };

const PATHS = {
	writes: /composite\/sobjects/,
	reads: /\/query/,
	everything: /\/services\/data\/v/,
};
const WRITTEN = [
	'User',
	'UserLogin',
	'PermissionSetAssignment',
	'PermissionSetLicenseAssign',
	'UserPackageLicense',
] as const;

const on = fc.constantFrom(...(['writes', 'writes', 'reads', 'everything'] as const));
const after = fc.nat({ max: 12 });
const times = fc.constantFrom(1, 1, 2, 3, 10);

const kinds = (name: string, ...some: FaultKind[]): fc.Arbitrary<Trouble> =>
	fc.record({
		class: fc.constant(name),
		fault: fc.record({ kind: fc.constantFrom(...some), after, times }),
		on,
	});

/** Responses of gateways, proxies and the edge, not of the org (Salesforce's own refusals contain an `errorCode`). */
const GATEWAY_ANSWERS = [
	{ status: 406, body: '' },
	{ status: 408, body: '' },
	{ status: 413, body: '<html>Request Entity Too Large</html>' },
	{ status: 420, body: '<html>Salesforce</html>' },
	{ status: 302, headers: { location: 'https://sso.invalid/' }, body: '' },
	{ status: 307, headers: { location: 'https://sso.invalid/' }, body: '' },
	{ status: 400, body: '' },
	{ status: 400, body: { message: 'Bad Request' } },
	{ status: 403, body: '<html>Blocked by policy</html>' },
	{ status: 404, body: '' },
	{ status: 200, body: '<html>Sign in to the network</html>' },
	{ status: 200, body: '' },
	{ status: 200, body: [] },
	{ status: 200, body: [null, 'done', { success: 'true' }] },
	{ status: 200, body: { success: true } },
	{ status: 204, body: '' },
	{ status: 502, body: '' },
	{ status: 504, body: '<html>Gateway Time-out</html>' },
];

const gateway: fc.Arbitrary<Trouble> = fc.record({
	class: fc.constant('gateway'),
	fault: fc.record({
		kind: fc.constant('answer' as const),
		answer: fc.constantFrom(...GATEWAY_ANSWERS),
		effect: fc.constantFrom('served' as const, 'none' as const),
		after,
		times,
	}),
	on,
});

const rows = (name: 'falseClaims' | 'refusals', ...codes: string[]): fc.Arbitrary<Trouble> =>
	fc.record({
		class: fc.constant(name),
		code: fc.constantFrom(...codes),
		object: fc.constantFrom(...WRITTEN),
		count: fc.integer({ min: 1, max: 8 }),
		times: fc.constantFrom(1, 2, Infinity),
	});

export const FAULT_CLASSES: Readonly<Record<string, fc.Arbitrary<Trouble>>> = {
	connection: kinds('connection', 'resetBefore', 'resetAfter', 'truncated', 'cutOff'),
	server: kinds('server', 'htmlUnavailable', 'unavailable', 'unknownException', 'concurrentLimit'),
	sessions: kinds('sessions', 'expiredSession', 'endSessions'),
	dailyLimit: fc.record({
		class: fc.constant('dailyLimit'),
		fault: fc.record({
			kind: fc.constant('dailyLimit' as const),
			after: fc.nat({ max: 40 }),
			times: fc.constant(10_000),
		}),
		on: fc.constantFrom('writes' as const, 'everything' as const),
	}),
	gateway,
	locks: fc.record({
		class: fc.constant('locks' as const),
		count: fc.integer({ min: 1, max: 8 }),
		times: fc.integer({ min: 1, max: 6 }),
		told: fc.constantFrom('row', 'trigger', 'flow', 'groupMembership', 'acquire'),
	}),
	transactionLimits: fc.record({
		class: fc.constant('transactionLimits' as const),
		object: fc.constantFrom(...WRITTEN),
		rows: fc.nat({ max: 3 }),
	}),
	falseClaims: rows(
		'falseClaims',
		'DUPLICATE_VALUE',
		'ENTITY_IS_DELETED',
		'INVALID_CROSS_REFERENCE_KEY',
		'NOT_FOUND',
	),
	refusals: rows(
		'refusals',
		'FIELD_CUSTOM_VALIDATION_EXCEPTION',
		'LICENSE_LIMIT_EXCEEDED',
		'INSUFFICIENT_ACCESS_OR_READONLY',
	),
	cancel: fc.record({ class: fc.constant('cancel' as const), atCall: fc.nat({ max: 45 }) }),
};

/** Turns it on; `onCancel` is for the class that is not a fault of the org. */
export function befall(running: RunningOrg, troubles: readonly Trouble[]): void {
	const { org, faults } = running;
	const rowFaults = troubles.flatMap((trouble) => {
		if ('told' in trouble) return [lockRows(trouble.count, trouble.times, trouble.told)];
		return 'code' in trouble ? [failRows({ ...trouble, message: `It is ${trouble.code}` })] : [];
	});
	org.rowFault = rowFaults.length === 0 ? undefined : anyOf(...rowFaults);
	for (const trouble of troubles) {
		if ('rows' in trouble)
			org.transactionLimits.push({ object: trouble.object, rows: trouble.rows });
		if ('fault' in trouble) faults.add({ ...trouble.fault, path: PATHS[trouble.on] });
	}
}

export function endTroubles({ org, faults }: RunningOrg): void {
	faults.clear();
	org.rowFault = undefined;
	org.transactionLimits.length = 0;
}
