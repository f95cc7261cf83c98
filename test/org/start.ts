/* eslint-disable @n8n/community-nodes/no-restricted-imports, @n8n/community-nodes/no-restricted-globals */
import { parseArgs } from 'node:util';
import type { RunningOrg } from './server';
import { PASSWORD, startOrg } from './server';

/** npm run org: simulated orgs alone, until Ctrl-C. */
const USAGE = `npm run org -- [options]

  --users N            people in the company (300)
  --seed N             another number, another company (1)
  --orgs N             how many orgs (1)
  --port N             port of the first org; the next ones follow (any free one)
  --rotate             rotate refresh tokens
  --token-lifetime S   seconds until an access token expires (7200)
  --json               print as JSON
  --help               this text`;

const say = (line: string): void => void process.stdout.write(`${line}\n`);

function positive(name: string, value: string): number {
	const number = Number(value);
	if (Number.isInteger(number) && number > 0) return number;
	throw new Error(`--${name} takes a whole number above 0, and got "${value}".`);
}

function describe({ url, org, app }: RunningOrg) {
	return {
		connectionUrl: url,
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
		`  Connection URL  ${connection.connectionUrl}   (switch on Allow Custom Host in the credential)`,
	);
	say(`  Client ID       ${connection.clientId}`);
	say(
		`  Client Secret   ${connection.clientSecret}   (a throwaway: it opens this simulated org only)`,
	);
	say(`  Run-as user     ${connection.runAsUser}`);
	say(`  Log in as       ${login.username} with ${login.password}`);
	const list = (counts: Record<string, number>) =>
		Object.entries(counts)
			.map(([name, count]) => `${count} ${name}`)
			.join(', ');
	say(`  Inside          ${list(inside)}`);
	say(`  Known waste     ${list(knownWaste)}`);
}

async function main(): Promise<void> {
	const { values } = parseArgs({
		options: {
			users: { type: 'string', default: '300' },
			seed: { type: 'string', default: '1' },
			orgs: { type: 'string', default: '1' },
			port: { type: 'string' },
			rotate: { type: 'boolean', default: false },
			'token-lifetime': { type: 'string', default: '7200' },
			json: { type: 'boolean', default: false },
			help: { type: 'boolean', default: false },
		},
	});
	if (values.help) {
		say(USAGE);
		return;
	}
	const seed = positive('seed', values.seed);
	const port = values.port === undefined ? undefined : positive('port', values.port);
	const orgs: RunningOrg[] = [];
	for (let index = 0; index < positive('orgs', values.orgs); index++) {
		const running = await startOrg({
			users: positive('users', values.users),
			seed: seed + index,
			port: port === undefined ? undefined : port + index,
			app: {
				rotateRefreshTokens: values.rotate,
				accessTokenLifetimeMs: positive('token-lifetime', values['token-lifetime']) * 1_000,
			},
		});
		orgs.push(running);
		if (!values.json) print(running);
	}
	if (values.json) say(JSON.stringify(orgs.map(describe), null, 2));
	else say('\nCtrl-C ends it.');
	const close = () =>
		void Promise.all(orgs.map(async (running) => await running.close())).then(() =>
			process.exit(0),
		);
	process.once('SIGINT', close);
	process.once('SIGTERM', close);
}

main().catch((error: NodeJS.ErrnoException) => {
	const inUse = error.code === 'EADDRINUSE';
	process.stderr.write(
		inUse
			? 'The port is in use. Name another with --port, or leave it out.\n'
			: `${error.message}\n\n${USAGE}\n`,
	);
	process.exit(1);
});
