/* eslint-disable @n8n/community-nodes/no-restricted-imports */
import path from 'node:path';
import { installOnce } from '../installOnce';
import { E2E } from './paths';

const MODULES = path.join(E2E, 'node_modules');
export const N8N_NODE = path.join(MODULES, '.bin', 'node');
export const N8N_BIN = path.join(MODULES, 'n8n', 'bin', 'n8n');

/** The real n8n and its Node, below test/e2e. */
export async function ensureInstalled(say: (line: string) => void): Promise<void> {
	const n8n = { folder: E2E, name: 'n8n', bytes: 4e9, files: [N8N_NODE, N8N_BIN] };
	await installOnce(n8n, say);
}
