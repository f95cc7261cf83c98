import { installOnce } from '../installOnce';
import { CLIENTS, NODE, SALESFORCE_CLI } from './paths';

/** The Salesforce CLI and its Node, below test/clients. */
export async function ensureInstalled(say: (line: string) => void): Promise<void> {
	const files = [NODE, SALESFORCE_CLI];
	await installOnce({ folder: CLIENTS, name: 'the Salesforce CLI', bytes: 1e9, files }, say);
}
