/* eslint-disable @n8n/community-nodes/no-restricted-imports */
import { parseArgs } from 'node:util';

export interface Options {
	once: boolean;
	help: boolean;
	users: number;
	/** The port of n8n; undefined means the default port, or a free one if that is in use. */
	port: number | undefined;
}

export const USAGE = `npm run demo [-- options]

  --once       exit when the run is complete (exit code 0 on success)
  --users N    users in the simulated company (default: 400)
  --port N     port of n8n (default: 5678, or a free port if that is in use)
  --help       show this text`;

export function readOptions(args: string[]): Options {
	const { values } = parseArgs({
		args,
		options: {
			once: { type: 'boolean', default: false },
			help: { type: 'boolean', short: 'h', default: false },
			users: { type: 'string', default: '400' },
			port: { type: 'string' },
		},
	});
	return {
		once: values.once,
		help: values.help,
		users: whole('--users', values.users, 20, 100_000),
		port: values.port === undefined ? undefined : whole('--port', values.port, 1, 65_535),
	};
}

function whole(name: string, text: string, least: number, most: number): number {
	const number = Number(text);
	if (!Number.isInteger(number) || number < least || number > most) {
		throw new Error(`${name} takes a whole number from ${least} to ${most}, not "${text}"`);
	}
	return number;
}
