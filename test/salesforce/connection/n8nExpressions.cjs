/**
 * n8n's own expression engine, in a process of its own: the isolated one cannot be started inside jest.
 * In: [{ expression, self }] on stdin and the engine's name. Out: [{ value } | { error }] on stdout.
 */
const { readFileSync } = require('node:fs');
const { Expression, Workflow } = require('n8n-workflow');

const node = { id: '1', name: 'n', type: 't', typeVersion: 1, position: [0, 0], parameters: {} };
const nodeTypes = { getByNameAndVersion: () => ({ description: { properties: [] } }) };

async function main(engine) {
	const { expression } = new Workflow({ nodes: [node], connections: {}, active: false, nodeTypes });
	const evaluate = (question) => {
		const keys = { $credentials: question.self };
		const wanted = { value: question.expression };
		try {
			return expression.getComplexParameterValue(
				node,
				wanted,
				'internal',
				keys,
				undefined,
				undefined,
				question.self,
			);
		} catch (error) {
			return { error: error.message };
		}
	};
	await Expression.initExpressionEngine({
		engine,
		bridgeTimeout: 5_000,
		bridgeMemoryLimit: 128,
		poolSize: 1,
		maxCodeCacheSize: 1024,
		idleTimeoutMs: 60_000,
	});
	const questions = JSON.parse(readFileSync(0, 'utf8'));
	const answers = await expression.withIsolate(async () => questions.map(evaluate));
	await Expression.disposeExpressionEngine();
	process.stdout.write(JSON.stringify(answers));
}

main(process.argv[2]);
