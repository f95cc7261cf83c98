const transform = { '^.+\\.ts$': ['@swc/jest', { jsc: { parser: { syntax: 'typescript', decorators: true }, target: 'es2022' }, module: { type: 'commonjs' } }] };
const shared = {
	transform,
	testEnvironment: 'node',
	// Jest looks up a global through its sandbox, each time it is named: a hash of a long text took five times as long.
	sandboxInjectedGlobals: ['Array', 'JSON', 'Map', 'Math', 'Number', 'Object', 'Set', 'String'],
	// D3 is modules only, which Jest does not load; each package also has a file for everything else.
	moduleNameMapper: { '^(d3-[a-z-]+|internmap)$': '<rootDir>/node_modules/$1/dist/$1.js' },
	modulePathIgnorePatterns: ['<rootDir>/dist/', '<rootDir>/test/e2e/node_modules', '<rootDir>/test/clients/node_modules', '<rootDir>/.demo', '<rootDir>/.cache'],
};

module.exports = {
	// A busy machine is no fault of the code, and a test that hangs still ends.
	testTimeout: 60_000,
	projects: [
		{ ...shared, displayName: 'unit', testMatch: ['<rootDir>/test/**/*.test.ts'] },
		{ ...shared, displayName: 'clients', testMatch: ['<rootDir>/test/clients/**/*.client.ts'] },
		{ ...shared, displayName: 'e2e', testMatch: ['<rootDir>/test/e2e/**/*.e2e.ts'] },
	],
};
