import { version } from '../../../../package.json';
import type { Playbook } from '../../licensing/installing/workflow';
import { IN_POSTGRES, PAIR, TABLES, WORKFLOWS } from './shippedFiles';

/**
 * The playbook that ships with the package. The build makes a file of its own of this module, because the workflows
 * are most of the package: n8n loads it when it runs the operation, not when it starts.
 */
export const PLAYBOOK: Playbook = {
	version,
	workflows: WORKFLOWS,
	inPostgres: IN_POSTGRES,
	pair: PAIR,
	tables: TABLES,
};
