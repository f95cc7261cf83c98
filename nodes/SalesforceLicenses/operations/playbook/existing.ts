import { z } from 'zod';
import type { ChosenCredential } from '../../licensing/installing/merge';
import { CREDENTIAL_TYPES } from '../../licensing/installing/merge';
import type { N8nWorkflow } from '../../licensing/installing/workflow';

/** Workflows as n8n's public API gives them. The nodes of other people's workflows may be anything. */

const text = z.unknown().transform((given) => (typeof given === 'string' ? given : ''));
const record = z
	.record(z.unknown())
	.nullish()
	.transform((given) => given ?? {});

const node = z
	.object({ id: text, name: text, type: text, parameters: record })
	.passthrough()
	.catch({ id: '', name: '', type: '', parameters: {} });

export const EXISTING_WORKFLOW: z.ZodType<N8nWorkflow, z.ZodTypeDef, unknown> = z
	.object({
		id: z.string().min(1),
		name: z.string(),
		isArchived: z.boolean().nullish(),
		active: z.boolean().nullish(),
		versionId: z.string().nullish(),
		activeVersionId: z.string().nullish(),
		activeVersion: z
			.object({ nodes: z.array(node) })
			.nullish()
			.catch(undefined),
		createdAt: z.string().nullish(),
		nodes: z.array(node),
		connections: record,
		settings: record,
	})
	.transform((workflow) => workflow as N8nWorkflow);

/**
 * Why these workflows do not show an n8n that runs the playbook; undefined where they do. n8n 2.0 was the first to
 * tell which version of a workflow is published.
 */
export function tooOld(workflows: readonly N8nWorkflow[]): string | undefined {
	const isOld = workflows.some(({ activeVersionId }) => activeVersionId === undefined);
	return isOld
		? 'This n8n does not say which version of a workflow is published, so it is older than 2.0. Update n8n, then run this again.'
		: undefined;
}

/** The credentials that are selected in the nodes of a workflow, for the types that the playbook uses. */
export function credentialsIn({ nodes }: N8nWorkflow): ChosenCredential[] {
	const chosen = nodes.flatMap(({ credentials }) =>
		Object.entries(credentials ?? {}).flatMap(([credentialType, given]) => {
			const { success, data } = z.object({ id: z.string().min(1), name: text }).safeParse(given);
			return success && CREDENTIAL_TYPES.includes(credentialType)
				? [{ credentialType, ...data }]
				: [];
		}),
	);
	return [...new Map(chosen.map((one) => [`${one.credentialType} ${one.id}`, one])).values()];
}
