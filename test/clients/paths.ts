/* eslint-disable @n8n/community-nodes/no-restricted-imports, @n8n/community-nodes/no-restricted-globals */
import path from 'node:path';

export const ROOT = path.resolve(__dirname, '..', '..');
export const CLIENTS = __dirname;
const MODULES = path.join(CLIENTS, 'node_modules');
/** Node 24, whatever the machine has: neither jsforce nor the Salesforce CLI runs on less than 22. */
export const NODE = path.join(MODULES, 'node', 'bin', 'node');
export const SALESFORCE_CLI = path.join(MODULES, '@salesforce', 'cli', 'bin', 'run.js');
