/* eslint-disable @n8n/community-nodes/no-restricted-imports */
/** What the tests use of the two packages. They are installed in test/e2e, which the type check does not need. */
declare module 'smtp-server' {
	import type { Readable } from 'node:stream';
	import type { Server } from 'node:net';

	interface Session {
		envelope: { rcptTo: Array<{ address: string }> };
	}
	export class SMTPServer {
		constructor(options: {
			disabledCommands: string[];
			logger?: boolean;
			onData(stream: Readable, session: Session, done: (error?: Error | null) => void): void;
		});
		readonly server: Server;
		listen(port: number, host: string, ready: () => void): void;
		close(done: () => void): void;
	}
}

declare module 'mailparser' {
	import type { Readable } from 'node:stream';

	export function simpleParser(
		source: Readable,
	): Promise<{ subject?: string; text?: string; html: string | false }>;
}
