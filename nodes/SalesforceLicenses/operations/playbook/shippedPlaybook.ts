import { version } from '../../../../package.json';
import { EDITOR_DEFAULTS } from '../../licensing/installing/editorDefaults';
import type { Playbook } from '../../licensing/installing/workflow';
import { DEFAULTS, IN_POSTGRES, PAIR, TABLES, WORKFLOWS } from './shippedFiles';

/**
 * The playbook that ships with the package. The build makes a file of its own of this module, because the workflows
 * are most of the package: n8n loads it when it runs the operation, not when it starts.
 */
export const PLAYBOOK: Playbook = {
	version,
	workflows: WORKFLOWS,
	inPostgres: IN_POSTGRES,
	pair: PAIR,
	defaults: [...EDITOR_DEFAULTS, ...DEFAULTS],
	tables: TABLES,
};
