/* eslint-disable @n8n/community-nodes/no-restricted-imports, @n8n/community-nodes/no-restricted-globals, @n8n/community-nodes/no-dangerous-functions */
import { spawnSync } from 'node:child_process';
import { existsSync, mkdirSync, readFileSync, renameSync, rmSync, writeFileSync } from 'node:fs';
import path from 'node:path';
import { brotliDecompressSync } from 'node:zlib';

import type { Browser } from 'playwright-core';
import { chromium } from 'playwright-core';

import { CACHE, ROOT } from './paths';

export interface Chromium {
	executablePath: string;
	env: Record<string, string>;
}

const PATIENCE_MS = 60_000;
const DEBIAN = ['/usr/bin/chromium', '/usr/bin/chromium-browser'];

/**
 * A browser for the tests: the one named by CHROMIUM_PATH, else the one inside the npm package
 * @sparticuz/chromium, else the system's, else Debian's package, installed here if that is allowed. Each is
 * asked to render a page first: a binary that is there need not run.
 */
export async function findChromium(
	say: (line: string) => void,
	mayInstall = true,
): Promise<Chromium> {
	const named = process.env.CHROMIUM_PATH;
	if (named !== undefined && named !== '') {
		const candidate = { executablePath: named, env: {} };
		if (await renders(candidate)) return candidate;
		throw new Error(
			`CHROMIUM_PATH names ${named}, which renders no page. Unset it or name another.`,
		);
	}
	for (const candidate of [...fromNpm(say), ...DEBIAN.map(fromSystem)]) {
		if (candidate !== undefined && (await renders(candidate))) return candidate;
	}
	if (mayInstall && installFromDebian(say)) {
		for (const candidate of DEBIAN.map(fromSystem)) {
			if (candidate !== undefined && (await renders(candidate))) return candidate;
		}
	}
	throw new Error(
		'No Chromium runs here. Install one (on Debian: apt-get install chromium) or name one in CHROMIUM_PATH.',
	);
}

function fromSystem(executablePath: string): Chromium | undefined {
	return existsSync(executablePath) ? { executablePath, env: {} } : undefined;
}

/** The package is made for AWS Lambda: it carries the binary, its libraries and a font as archives. */
function fromNpm(say: (line: string) => void): Chromium[] {
	const packageFolder = path.join(ROOT, 'node_modules', '@sparticuz', 'chromium');
	if (!existsSync(packageFolder) || process.platform !== 'linux' || process.arch !== 'x64') {
		return [];
	}
	const { version } = JSON.parse(
		readFileSync(path.join(packageFolder, 'package.json'), 'utf8'),
	) as { version: string };
	const folder = path.join(CACHE, `chromium-${version}`);
	if (!existsSync(folder)) {
		say('Unpacking Chromium (once)');
		const unfinished = `${folder}.${process.pid}`;
		try {
			unpack(path.join(packageFolder, 'bin'), unfinished, folder);
			renameSync(unfinished, folder);
		} finally {
			rmSync(unfinished, { recursive: true, force: true });
		}
	}
	const own = { executablePath: path.join(folder, 'chromium'), env: { FONTCONFIG_PATH: folder } };
	const libraries = { LD_LIBRARY_PATH: path.join(folder, 'lib') };
	return [own, { ...own, env: { ...own.env, ...libraries } }];
}

function unpack(archives: string, into: string, home: string): void {
	mkdirSync(into, { recursive: true });
	const bytes = (name: string) => brotliDecompressSync(readFileSync(path.join(archives, name)));
	writeFileSync(path.join(into, 'chromium'), bytes('chromium.br'), { mode: 0o755 });
	for (const name of ['al2023.tar.br', 'fonts.tar.br', 'swiftshader.tar.br']) {
		const tar = spawnSync('tar', ['-x', '--no-same-owner', '-C', into], { input: bytes(name) });
		if (tar.status !== 0) throw new Error(`tar could not unpack ${name}: ${String(tar.stderr)}`);
	}
	const fonts = [path.join(home, 'fonts'), '/usr/share/fonts'];
	const folders = fonts.map((folder) => `<dir>${folder}</dir>`).join('');
	const cache = `<cachedir>${path.join(home, 'font-cache')}</cachedir>`;
	writeFileSync(path.join(into, 'fonts.conf'), `<fontconfig>${folders}${cache}</fontconfig>\n`);
}

/** Asked through the protocol the tests use: the binary from npm answers it and hangs on --dump-dom. */
async function renders(candidate: Chromium): Promise<boolean> {
	try {
		const browser = await launch(candidate);
		try {
			const page = await browser.newPage();
			await page.setContent('<p id="sum"></p><script>sum.textContent = 6 * 7</script>', {
				timeout: PATIENCE_MS,
			});
			return (await page.textContent('#sum', { timeout: PATIENCE_MS })) === '42';
		} finally {
			await browser.close();
		}
	} catch {
		// Which candidate runs is the question; why another does not is of no interest.
		return false;
	}
}

export async function launch({ executablePath, env }: Chromium): Promise<Browser> {
	return await chromium.launch({
		executablePath,
		args: FLAGS,
		env: { ...(process.env as Record<string, string>), ...env },
		timeout: PATIENCE_MS,
		// On a signal Playwright would end the whole process, before n8n and the org are cleared away.
		handleSIGINT: false,
		handleSIGTERM: false,
		handleSIGHUP: false,
	});
}

export const FLAGS = [
	'--headless=shell',
	// There is no user namespace in a container, and only the tests' own loopback pages are opened.
	'--no-sandbox',
	'--disable-gpu',
	'--disable-dev-shm-usage',
	// This machine only. n8n's pages otherwise wait for fonts from the net.
	'--host-resolver-rules=MAP * ~NOTFOUND, EXCLUDE 127.0.0.1, EXCLUDE localhost',
	'--no-first-run',
	'--disable-background-networking',
	'--disable-component-update',
	'--disable-sync',
];

function installFromDebian(say: (line: string) => void): boolean {
	if (process.getuid?.() !== 0 || !existsSync('/usr/bin/apt-get')) return false;
	say("Installing Debian's chromium");
	const env = { ...process.env, DEBIAN_FRONTEND: 'noninteractive' };
	for (const args of [['update'], ['install', '-y', '--no-install-recommends', 'chromium']]) {
		const run = spawnSync('apt-get', args, { env, encoding: 'utf8', maxBuffer: 16e6 });
		if (run.status !== 0) {
			say(`  apt-get ${args[0]} did not work: ${run.stderr.trim().split('\n').at(-1) ?? ''}`);
			return false;
		}
	}
	return true;
}
