/**
 * Who may use a form that writes or configures. n8n tells the workflow the visitor's e-mail address, and no role; but its
 * Form Trigger can require that the visitor may execute the workflow, which instance owners and admins may
 * (n8n, form-trigger-resource.resolver.ts: `requireExecuteAccess === true`). So an empty list lets in those whom n8n let in
 * under that requirement, and nobody where it is switched off.
 */
export function mayUse(visitor: unknown, list: unknown, requiresExecute: unknown): boolean {
	const address = typeof visitor === 'string' ? visitor.trim().toLowerCase() : '';
	if (address === '' || typeof list !== 'string') return false;
	const allowed = list
		.toLowerCase()
		.split(/[\s,;]+/)
		.filter((one) => one !== '');
	return allowed.length === 0 ? requiresExecute === true : allowed.includes(address);
}
