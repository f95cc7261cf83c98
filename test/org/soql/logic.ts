import { SalesforceRefusal } from '../refusal';
import { pointAt } from './context';

/** A test, and the ids that can pass it, if an index knows them. */
export type Test<T> = ((subject: T) => boolean) & { candidates?: Candidates };

/** The result of an index: all rows that can pass, computed only when used. */
export type Candidates = () => Iterable<unknown>;

export interface Clause {
	left?: ({ openParen?: number; closeParen?: number } & Record<string, unknown>) | null;
	operator?: string;
	right?: Clause;
}

type Token<T> = '(' | ')' | 'AND' | 'OR' | 'NOT' | Test<T>;

/** How a condition stands in the statement: semi-joins may not stand just anywhere. */
export interface Place {
	underOrOrNot: boolean;
}

/**
 * WHERE and HAVING with their parentheses. NOT binds tightest; AND and OR may not be mixed on one
 * level without parentheses (SOQL and SOSL Reference, "Logical Operators").
 */
export function compileLogic<T>(
	clause: Clause | undefined,
	text: string,
	compile: (condition: Record<string, unknown>, place: Place) => Test<T>,
): Test<T> | undefined {
	const tokens: Array<Token<T>> = [];
	const hasOr = usesOrOrNot(clause);
	for (let at = clause; at !== undefined; at = at.right) {
		const { left } = at;
		if (left !== null && left !== undefined) {
			for (let count = left.openParen ?? 0; count > 0; count--) tokens.push('(');
			if ('operator' in left) tokens.push(compile(left, { underOrOrNot: hasOr }));
			for (let count = left.closeParen ?? 0; count > 0; count--) tokens.push(')');
		}
		const operator = at.operator?.toUpperCase();
		if (operator === 'AND' || operator === 'OR' || operator === 'NOT') tokens.push(operator);
	}
	return tokens.length === 0 ? undefined : parse(tokens, text);
}

function usesOrOrNot(clause: Clause | undefined): boolean {
	for (let at = clause; at !== undefined; at = at.right) {
		if (['OR', 'NOT'].includes(String(at.operator).toUpperCase())) return true;
	}
	return false;
}

function parse<T>(tokens: ReadonlyArray<Token<T>>, text: string): Test<T> {
	let at = 0;
	const malformed = (what: string): never => {
		throw new SalesforceRefusal('MALFORMED_QUERY', `${pointAt(text, 'WHERE')}${what}`);
	};
	const operand = (): Test<T> => {
		const token = tokens[at++];
		if (token === 'NOT') {
			const inner = operand();
			return (subject) => !inner(subject);
		}
		if (token === '(') {
			const inner = level();
			if (tokens[at++] !== ')') malformed('expecting a right parentheses');
			return inner;
		}
		if (typeof token === 'function') return token;
		return malformed(`unexpected token: ${token ?? '<EOF>'}`);
	};
	const level = (): Test<T> => {
		const tests = [operand()];
		const first = tokens[at];
		while (tokens[at] === 'AND' || tokens[at] === 'OR') {
			if (tokens[at] !== first)
				throw new SalesforceRefusal(
					'MALFORMED_QUERY',
					`${pointAt(text, String(tokens[at]))}unexpected token: ${String(tokens[at])}`,
				);
			at++;
			tests.push(operand());
		}
		if (tests.length === 1) return tests[0];
		if (first === 'OR') return (subject) => tests.some((test) => test(subject));
		const all = (subject: T) => tests.every((test) => test(subject));
		const candidates = tests.find((test) => test.candidates !== undefined)?.candidates;
		return candidates === undefined ? all : Object.assign(all, { candidates });
	};
	const whole = level();
	if (at < tokens.length) malformed(`unexpected token: ${String(tokens[at])}`);
	return whole;
}
