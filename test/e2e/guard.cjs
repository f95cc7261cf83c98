/**
 * Runs a server for as long as whoever started it lives. Started as leader of its own process group with a
 * pipe as stdin: the pipe closes when the parent ends in whatever way, kill -9 included, and then the whole
 * group ends and its scratch folder goes.
 */
const { spawn } = require('node:child_process');
const { rmSync } = require('node:fs');

const [scratch, command, ...args] = process.argv.slice(2);
const PATIENCE_MS = 5_000;

const child = spawn(command, args, { stdio: ['ignore', 'inherit', 'inherit'] });

let ending = false;
function end() {
	if (ending) return;
	ending = true;
	child.kill('SIGTERM');
	setTimeout(() => finish(1), PATIENCE_MS);
}

function finish(code) {
	if (scratch !== '-') rmSync(scratch, { recursive: true, force: true, maxRetries: 3 });
	// Whatever the server left behind (task runners) is in this group, and so is this process.
	process.exitCode = code;
	process.removeAllListeners('SIGTERM');
	if (ending) process.kill(0, 'SIGKILL');
	process.exit(code);
}

process.stdin.on('end', end).on('error', end).resume();
process.on('SIGTERM', end).on('SIGINT', end).on('SIGHUP', end);
child.on('exit', (code) => finish(code ?? 1));
