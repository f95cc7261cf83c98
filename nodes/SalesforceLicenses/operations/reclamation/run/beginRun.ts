import type { IExecuteFunctions, INodeExecutionData } from 'n8n-workflow';
import type { Connection } from '../../../transport/connect';
import { connect } from '../../../transport/connect';
import type { Parsed } from '../../parameters/inputs';
import type { ApiUsage } from '../../parameters/parameters';
import { limitApiUsage } from '../../parameters/parameters';
import { writesWithheld } from './asTool';
import { requireConnectedUser } from './protection';
import type { Row } from './wholeRun';
import { parseItems } from './wholeRun';

/** A run that may write, before any of its users is read. */
export interface Begun<T> {
	connection: Connection;
	rows: Array<Row<T>>;
	errors: INodeExecutionData[];
	dryRun: boolean;
	/** It was meant to write, and only plans because an agent runs it. */
	withheld: boolean;
}

/** Opens the org and checks every item; a run that writes has to know the user it runs as. */
export async function beginRun<T extends { orgId: string | null }>(
	context: IExecuteFunctions,
	given: { dryRun: boolean; usage: ApiUsage },
	parse: (json: unknown, connection: Connection) => Parsed<T>,
): Promise<Begun<T>> {
	const withheld = !given.dryRun && writesWithheld(context);
	const dryRun = given.dryRun || withheld;
	const connection = await connect(context);
	limitApiUsage(connection.client, given.usage);
	const { rows, errors } = parseItems(context, connection, parse);
	if (!dryRun) requireConnectedUser(context, connection);
	return { connection, rows, errors, dryRun, withheld };
}
