import type { InstallRequest } from '../../nodes/SalesforceLicenses/licensing/installing/plan';
import { storageNow } from '../../nodes/SalesforceLicenses/licensing/installing/plan';
import type {
	N8nWorkflow,
	Playbook,
} from '../../nodes/SalesforceLicenses/licensing/installing/workflow';
import type { ImportOptions } from './arguments';
import { printable } from './printable';

/** What the options say about the playbook. Throws if a value is none of the choices. */
export function chosenBehavior(
	{ pair, storage, postgres, changed = 'leave' }: ImportOptions,
	playbook: Playbook,
	there: readonly N8nWorkflow[],
): Pick<InstallRequest, 'pair' | 'storage' | 'changed'> {
	if (pair?.trim() === '')
		throw new Error('--pair takes the name of the connection, e.g. "EMEA org".');
	const chosen = oneOf('--storage', storage, { 'data-tables': 'dataTables', postgres: 'postgres' });
	if (postgres !== undefined && (chosen ?? storageNow(playbook, there)) !== 'postgres') {
		throw new Error(
			'--postgres has no effect without --storage postgres. Add that option, or omit --postgres.',
		);
	}
	return {
		pair: pair?.trim(),
		storage: chosen,
		changed: oneOf('--changed', changed, { leave: 'keep', replace: 'replace' }) ?? 'keep',
	};
}

function oneOf<const T>(option: string, given: string | undefined, values: Record<string, T>) {
	if (given === undefined) return undefined;
	if (Object.hasOwn(values, given)) return values[given];
	throw new Error(
		`${option} is "${printable(given)}", but must be one of: ${Object.keys(values).join(', ')}.`,
	);
}
