import type { INode } from 'n8n-workflow';
import { runNode } from '../../support/inProcess';

async function judge(visitor: unknown, allowedPeople: unknown, requiresExecute: unknown) {
	const node = {
		...{ resource: 'playbook', operation: 'mayUse' },
		...{ visitor, allowedPeople, requiresExecute },
	};
	const { items, error } = await runNode(node as unknown as INode['parameters'], {});
	expect(error).toBeNull();
	return items[0];
}

describe('a form lets in', () => {
	it.each<[string, unknown, unknown, unknown, boolean]>([
		['a listed person', 'ada@acme.com', 'bo@acme.com, ada@acme.com', false, true],
		['a listed person, whatever the case', 'Ada@Acme.com ', 'ADA@acme.com', true, true],
		['no person who is not listed', 'eve@acme.com', 'ada@acme.com', true, false],
		['no part of a listed address', 'a@acme.com', 'ada@acme.com', true, false],
		['anybody n8n lets in, without a list', 'ada@acme.com', '', true, true],
		['nobody, without a list and without n8n’s check', 'ada@acme.com', ' , ', false, false],
		['nobody where n8n does not say whether it checks', 'ada@acme.com', '', null, false],
		['nobody where the check is a text', 'ada@acme.com', '', 'true', false],
		['nobody who is not signed in', '', '', true, false],
		['nobody without an address', '={{ undefined }}', '', true, false],
		['nobody whose address is null', '={{ null }}', 'null', true, false],
		['nobody whose address is a list', ['ada@acme.com'], 'ada@acme.com', true, false],
		['nobody by a list that is missing', 'ada@acme.com', '={{ undefined }}', true, false],
		['nobody by a list that is null', 'ada@acme.com', '={{ null }}', true, false],
		['nobody by a list that is NaN', 'ada@acme.com', NaN, true, false],
		['nobody by a list that is no text', 'ada@acme.com', ['ada@acme.com'], true, false],
	])('%s', async (_, visitor, list, requiresExecute, may) => {
		expect(await judge(visitor, list, requiresExecute)).toEqual({
			visitor: typeof visitor === 'string' && !visitor.startsWith('=') ? visitor : '',
			may,
		});
	});
});
