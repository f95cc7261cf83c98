/* eslint-disable @n8n/community-nodes/no-restricted-imports, @n8n/community-nodes/no-restricted-globals */
import { parseArgs } from 'node:util';
import type { RunningOrg } from './server';
import { PASSWORD, startOrg } from './server';

/** npm run org: runs simulated orgs until Ctrl-C. */
const USAGE = `npm run org -- [options]

  --users N            number of users (default: 300)
  --assignments N      minimum number of assigned permission set and package licenses
  --seed N             seed of the generated company (default: 1)
  --orgs N             number of orgs (default: 1)
  --port N             port of the first org; further orgs use the next ports (default: free ports)
  --rotate             rotate refresh tokens
  --token-lifetime T   time until an unused access token expires, e.g. 60s, 15m or 2h (default: 2h)
  --login-host         behave like login.salesforce.com, which refuses Client Credentials
  --control            open a control plane with counters, state and faults (GET its URL for details)
  --json               print JSON
  --help               show this text`;

const MAX_PORT = 65_535;
const say = (line: string): void => void process.stdout.write(`${line}\n`);

function positive(name: string, value: string): number {
	const number = Number(value);
	if (Number.isInteger(number) && number > 0) return number;
	throw new Error(`--${name} takes a whole number above 0, not "${value}".`);
}

const UNITS: Record<string, number> = { '': 1_000, s: 1_000, m: 60_000, h: 3_600_000 };

function duration(name: string, value: string): number {
	const [, number, unit] = /^(\d+)([smh]?)$/.exec(value) ?? [];
	if (Number(number) > 0) return Number(number) * UNITS[unit];
	throw new Error(`--${name} takes a time such as 60s, 15m or 2h, not "${value}".`);
}

function describe({ url, controlUrl, org, app }: RunningOrg) {
	return {
		connectionUrl: url,
		...(controlUrl === undefined ? {} : { controlUrl: `${controlUrl}/__org` }),
		orgId: org.id,
		clientId: app.clientId,
		clientSecret: app.clientSecret,
		runAsUser: app.runAsUsername,
		login: { username: 'root.admin@acme.example', password: PASSWORD },
		inside: Object.fromEntries([...org.tables].map(([object, rows]) => [object, rows.size])),
		knownWaste: Object.fromEntries(
			Object.entries(org.groundTruth).map(([place, ids]) => [place, ids.length]),
		),
	};
}

function print(running: RunningOrg): void {
	const { inside, knownWaste, login, ...connection } = describe(running);
	say(`\nSimulated org ${running.org.id}`);
	say(
		`  Connection URL  ${connection.connectionUrl}   (turn on Allow Custom Host in the credential)`,
	);
	if (connection.controlUrl !== undefined) say(`  Control plane   ${connection.controlUrl}`);
	say(`  Client ID       ${connection.clientId}`);
	say(`  Client Secret   ${connection.clientSecret}   (works only for this simulated org)`);
	say(`  Run-as user     ${connection.runAsUser}`);
	say(`  Log in as       ${login.username} with ${login.password}`);
	const list = (counts: Record<string, number>) =>
		Object.entries(counts)
			.map(([name, count]) => `${count} ${name}`)
			.join(', ');
	say(`  Records         ${list(inside)}`);
	say(`  Known waste     ${list(knownWaste)}`);
}

async function main(): Promise<void> {
	const { values } = parseArgs({
		options: {
			users: { type: 'string', default: '300' },
			assignments: { type: 'string' },
			seed: { type: 'string', default: '1' },
			orgs: { type: 'string', default: '1' },
			port: { type: 'string' },
			rotate: { type: 'boolean', default: false },
			'token-lifetime': { type: 'string', default: '2h' },
			'login-host': { type: 'boolean', default: false },
			control: { type: 'boolean', default: false },
			json: { type: 'boolean', default: false },
			help: { type: 'boolean', default: false },
		},
	});
	if (values.help) {
		say(USAGE);
		return;
	}
	const users = positive('users', values.users);
	const seed = positive('seed', values.seed);
	const count = positive('orgs', values.orgs);
	const port = values.port === undefined ? undefined : positive('port', values.port);
	if (port !== undefined && port + count - 1 > MAX_PORT)
		throw new Error(
			`The orgs would need port ${port + count - 1}, but the highest port is ${MAX_PORT}. Choose a lower --port.`,
		);
	const assignments =
		values.assignments === undefined ? undefined : positive('assignments', values.assignments);
	const app = {
		rotateRefreshTokens: values.rotate,
		accessTokenLifetimeMs: duration('token-lifetime', values['token-lifetime']),
	};
	const orgs: RunningOrg[] = [];
	for (let index = 0; index < count; index++) {
		const running = await startOrg({
			users,
			assignments,
			seed: seed + index,
			port: port === undefined ? undefined : port + index,
			app,
			loginHost: values['login-host'],
			control: values.control,
		});
		orgs.push(running);
		if (!values.json) print(running);
	}
	if (values.json) say(JSON.stringify(orgs.map(describe), null, 2));
	else say('\nPress Ctrl-C to stop.');
	const close = () =>
		void Promise.all(orgs.map(async (running) => await running.close())).then(() =>
			process.exit(0),
		);
	for (const signal of ['SIGINT', 'SIGTERM', 'SIGHUP'] as const) process.once(signal, close);
}

const PROBLEMS: Record<string, (port: number | undefined) => string> = {
	EADDRINUSE: (port) =>
		`Port ${port} is in use. Choose another port with --port, or omit the option.`,
	EACCES: (port) =>
		`Port ${port} needs administrator rights. Choose a port above 1023, or omit the option.`,
};

main().catch((error: NodeJS.ErrnoException & { port?: number }) => {
	const problem = PROBLEMS[error.code ?? '']?.(error.port) ?? `${error.message}\n\n${USAGE}`;
	process.stderr.write(`${problem}\n`);
	process.exit(1);
});
