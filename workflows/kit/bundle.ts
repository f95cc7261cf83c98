/* eslint-disable @n8n/community-nodes/no-restricted-imports, @n8n/community-nodes/no-restricted-globals */
import path from 'node:path';

import { buildSync } from 'esbuild';

const ROOT = path.resolve(__dirname, '..', '..');

/** A file of workflows/ with everything it imports, for the head of a Code node. Only its exports become names there. */
export function bundled(file: string): string {
	const { outputFiles } = buildSync({
		absWorkingDir: ROOT,
		entryPoints: [`workflows/${file}.ts`],
		bundle: true,
		write: false,
		format: 'esm',
		target: 'es2022',
		charset: 'utf8',
	});
	const [code, names, ...more] = outputFiles[0].text.split(/^export \{([^}]*)\};$/m);
	if (more.length !== 1)
		throw new Error(`workflows/${file}.ts must end in exactly one export statement`);
	const exported = `{ ${names.trim().split(/,\s*/).join(', ')} }`;
	return `const ${exported} = (() => {\n${code.trim()}\nreturn ${exported};\n})();`;
}
