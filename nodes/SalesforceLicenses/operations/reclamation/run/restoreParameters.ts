import type { IExecuteFunctions } from 'n8n-workflow';
import { NodeOperationError } from 'n8n-workflow';
import { z } from 'zod';

export interface RestoreParameters {
	dryRun: boolean;
	maxUsers: number;
	acceptUnsealed: boolean;
}

const switched = z.boolean({
	required_error: 'is missing, and must be true or false',
	invalid_type_error: 'must be true or false',
});

const NUMBER = 'must be a whole number, 0 or more';
const parameters = z.object({
	dryRun: switched,
	maxUsers: z
		.number({ required_error: `is missing, and ${NUMBER}`, invalid_type_error: NUMBER })
		.int(NUMBER)
		.min(0, NUMBER)
		.safe(NUMBER),
	acceptUnsealed: switched,
});

const LABELS = {
	dryRun: 'Dry Run',
	maxUsers: 'Max Users',
	acceptUnsealed: 'Accept Unsealed',
} as const;
const NAMES = Object.keys(LABELS) as Array<keyof typeof LABELS>;

/** What the run was told, the same for every item; whatever is not clear ends it before the first call. */
export function restoreParameters(context: IExecuteFunctions): RestoreParameters {
	const stop = (name: keyof typeof LABELS, what: string): never => {
		throw new NodeOperationError(context.getNode(), `${LABELS[name]} ${what}`, {
			description: `Nothing was written. Correct the parameter ${LABELS[name]} of Restore, or the expression in it.`,
		});
	};
	const valuesOf = (index: number) =>
		Object.fromEntries(NAMES.map((name) => [name, context.getNodeParameter(name, index)]));
	const given = valuesOf(0);
	const parsed = parameters.safeParse(given);
	if (!parsed.success) {
		const [{ path, message }] = parsed.error.issues;
		return stop(path[0] as keyof typeof LABELS, message);
	}
	for (let index = 1; index < context.getInputData().length; index++) {
		const other = valuesOf(index);
		const differs = NAMES.find((name) => other[name] !== given[name]);
		if (differs !== undefined) {
			stop(differs, `must be the same for all items, and item ${index + 1} has another value`);
		}
	}
	return parsed.data;
}
