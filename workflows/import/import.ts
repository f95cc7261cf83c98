/* eslint-disable @n8n/community-nodes/no-restricted-globals, @n8n/community-nodes/require-node-api-error -- this runs outside n8n */
import { adviceOn } from '../../nodes/SalesforceLicenses/licensing/installing/placeholders';
import { z } from 'zod';

import type {
	InstallRequest,
	Planned,
} from '../../nodes/SalesforceLicenses/licensing/installing/plan';
import { planInstall } from '../../nodes/SalesforceLicenses/licensing/installing/plan';
import { statusOf } from '../../nodes/SalesforceLicenses/licensing/installing/status';
import {
	EXISTING_WORKFLOW,
	tooOld,
} from '../../nodes/SalesforceLicenses/operations/playbook/existing';
import { PLAYBOOK } from '../../nodes/SalesforceLicenses/operations/playbook/shippedPlaybook';
import { type ImportOptions, readArguments, USAGE } from './arguments';
import { chosenBehavior } from './choices';
import { chosenCredentials } from './credentials';
import { printable, withoutKey } from './printable';
import { ANY_OBJECT, PublicApi } from './publicApi';

export type { ImportOptions };

/** The ID becomes part of expressions. */
const WITH_ID = z.object({ id: z.string().regex(/^[\w-]+$/) });

export interface Imported {
	name: string;
	id: string;
	/** `left`: someone changed it in n8n. */
	became: 'created' | 'updated' | 'unchanged' | 'left';
	/** Why it is not published, or null. */
	unpublished: string | null;
	/** A sentence for people. */
	status: string;
	/** What a person has to do before it is of use; empty where there is nothing. */
	advice: string;
}

/**
 * npm run playbook:import: installs or updates the playbook on any n8n through its public API, with the rounds of
 * `planInstall`. All checks run before the first write.
 */
export async function importPlaybook(options: ImportOptions): Promise<Imported[]> {
	const api = new PublicApi(options.url, options.apiKey);
	const there = await workflowsOf(api);
	const request: Omit<InstallRequest, 'there'> = {
		...chosenBehavior(options, PLAYBOOK, there),
		// Whoever names a credential on the command line wants that one.
		replaceCredentials: true,
		credentials: await chosenCredentials(api, options),
	};
	const plan = planInstall(PLAYBOOK, { ...request, there });
	try {
		return await new Import(api, request).run(plan);
	} catch (error) {
		throw new Error(
			`${(error as Error).message}\nThe import stopped before it was complete. Fix the problem and run it again: it continues where it stopped.`,
		);
	}
}

async function workflowsOf(api: PublicApi): Promise<InstallRequest['there']> {
	const all = await api.all('/workflows', EXISTING_WORKFLOW);
	const old = tooOld(all);
	if (old !== undefined) throw new Error(old);
	return all.filter(({ isArchived }) => isArchived !== true);
}

class Import {
	private readonly created = new Map<string, string>();
	private readonly done = new Map<string, string[]>();
	private readonly refusals = new Map<string, string>();

	constructor(
		private readonly api: PublicApi,
		private readonly request: Omit<InstallRequest, 'there'>,
	) {}

	async run(plan: readonly Planned[]): Promise<Imported[]> {
		const missing = plan.filter(({ todo }) => todo === 'create');
		for (const { key, workflow } of missing) {
			const { id } = await this.api.request('POST', '/workflows', WITH_ID, workflow);
			this.created.set(key, id);
			this.note(key, 'create');
		}
		const whole = missing.length === 0 ? plan : await this.plan();
		const lost = whole.find(({ todo }) => todo === 'create');
		if (lost !== undefined) throw new Error(`n8n created "${lost.name}", but does not list it.`);
		for (const one of whole) await this.write(one);
		const unpublished = whole.filter(({ publish }) => publish);
		if (unpublished.length === 0) return whole.map((one) => this.told(one));
		await this.publishAll(unpublished);
		// What is published now is noted, for the next import.
		const published = await this.plan();
		for (const one of published) if (one.isPublished) await this.write(one);
		return published.map((one) => this.told(one));
	}

	private async plan(): Promise<Planned[]> {
		const there = await workflowsOf(this.api);
		const created = new Set(this.created.values());
		return planInstall(PLAYBOOK, { ...this.request, there, created });
	}

	private async write({ key, id, todo, workflow, surplus }: Planned): Promise<void> {
		for (const other of surplus) {
			await this.api.request('DELETE', `/workflows/${encodeURIComponent(other)}`, ANY_OBJECT);
		}
		if (todo !== 'update' || id === undefined) return;
		await this.api.request('PUT', `/workflows/${encodeURIComponent(id)}`, ANY_OBJECT, workflow);
		this.note(key, 'update');
	}

	private async publishAll(planned: readonly Planned[]): Promise<void> {
		// n8n publishes a workflow only after all workflows that it calls, so this may take several rounds.
		let waiting = planned;
		for (let before = -1; waiting.length !== before; ) {
			before = waiting.length;
			for (const { key, id } of waiting) {
				const refusal = await this.api.publish(id ?? '');
				if (refusal === null) this.refusals.delete(key);
				else this.refusals.set(key, refusal);
			}
			waiting = waiting.filter(({ key }) => this.refusals.has(key));
		}
	}

	private note(key: string, step: string): void {
		this.done.set(key, [...(this.done.get(key) ?? []), step]);
	}

	private told(planned: Planned): Imported {
		const { key, name, id, kept, isPublished } = planned;
		const done = this.done.get(key) ?? [];
		const refusal = this.refusals.get(key) ?? '';
		const status = statusOf(planned, done, refusal);
		const became = done.includes('create')
			? 'created'
			: done.includes('update')
				? 'updated'
				: kept === null
					? 'unchanged'
					: 'left';
		const unpublished = isPublished ? null : refusal === '' ? status : refusal;
		const advice = adviceOn(planned.workflow);
		return { name, id: id ?? '', became, unpublished, status, advice };
	}
}

async function main(): Promise<void> {
	const options = readArguments(process.argv.slice(2), process.env);
	const say = (line: string): void => {
		process.stdout.write(`${withoutKey(line, process.env.N8N_API_KEY)}\n`);
	};
	if (options === 'help') return say(USAGE);
	const imported = await importPlaybook(options);
	const address = (id: string): string => `${options.url}/workflow/${encodeURIComponent(id)}`;
	for (const { name, id, became, unpublished, status, advice } of imported) {
		say(`${became}  ${printable(name)}  ${address(id)}`);
		if (became === 'left') say(`         ${printable(status)}`);
		else if (unpublished !== null) say(`         not published: ${unpublished}`);
		if (advice !== '') say(`         ${advice}`);
	}
	if (options.pair === undefined) return;
	const [download, reclaim] = imported;
	say(
		'\nConnect the pair in the Guided Setup, step "Connect an additional org", with these values:',
	);
	say(`  Name of the connection   ${options.pair.trim()}`);
	say(`  Its download subflow     ${address(download.id)}`);
	say(`  Its reclaim subflow      ${address(reclaim.id)}`);
}

if (require.main === module) {
	main().catch((error: Error) => {
		process.stderr.write(`${withoutKey(error.message, process.env.N8N_API_KEY)}\n`);
		process.exitCode = 1;
	});
}
