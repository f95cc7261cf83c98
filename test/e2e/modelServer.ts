/* eslint-disable @n8n/community-nodes/no-restricted-imports */
import type { IncomingMessage, ServerResponse } from 'node:http';
import { createServer } from 'node:http';
import type { AddressInfo } from 'node:net';
import { json } from 'node:stream/consumers';

/** What the model says next: the call of a tool, or its last words. */
export type Turn = { tool: string; args: Record<string, unknown> } | { text: string };

interface Message {
	role: string;
	content: unknown;
}

export interface ChatRequest {
	messages: Message[];
	tools?: Array<{ function: { name: string; description: string; parameters: unknown } }>;
	stream?: boolean;
}

export interface ModelServer {
	/** The base URL for a credential. */
	url: string;
	/** What the next requests are answered with, in this order; after the last turn the model says "Done." */
	script(turns: readonly Turn[]): void;
	requests: ChatRequest[];
	/** What tools answered, as the model was told. */
	toolAnswers(): string[];
	close(): Promise<void>;
}

/** A language model on loopback that says what a test has written down (OpenAI API, Chat Completions). */
export async function startModel(): Promise<ModelServer> {
	let turns: Turn[] = [];
	let calls = 0;
	const requests: ChatRequest[] = [];
	const server = createServer((request, response) => {
		void answer(request, response);
	});
	async function answer(request: IncomingMessage, response: ServerResponse): Promise<void> {
		if (request.method !== 'POST' || request.url?.endsWith('/chat/completions') !== true) {
			response.writeHead(404, { 'content-type': 'application/json' }).end('{"error":{}}');
			return;
		}
		const asked = (await json(request)) as ChatRequest;
		requests.push(asked);
		const turn = turns.shift() ?? { text: 'Done.' };
		const message = messageOf(turn, `call_${++calls}`);
		const finish_reason = 'tool' in turn ? 'tool_calls' : 'stop';
		const head = { id: `chat-${calls}`, created: 0, model: 'scripted' };
		if (asked.stream === true) {
			const chunk = (choice: object) =>
				`data: ${JSON.stringify({ ...head, object: 'chat.completion.chunk', choices: [{ index: 0, ...choice }] })}\n\n`;
			response.writeHead(200, { 'content-type': 'text/event-stream' });
			response.write(chunk({ delta: message, finish_reason: null }));
			response.end(`${chunk({ delta: {}, finish_reason })}data: [DONE]\n\n`);
			return;
		}
		response.writeHead(200, { 'content-type': 'application/json' }).end(
			JSON.stringify({
				...head,
				object: 'chat.completion',
				choices: [{ index: 0, message, finish_reason }],
				usage: { prompt_tokens: 1, completion_tokens: 1, total_tokens: 2 },
			}),
		);
	}
	await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve));
	const { port } = server.address() as AddressInfo;
	return {
		url: `http://127.0.0.1:${port}/v1`,
		requests,
		script: (next) => {
			turns = [...next];
			requests.length = 0;
		},
		toolAnswers: () =>
			(requests.at(-1)?.messages ?? [])
				.filter(({ role }) => role === 'tool')
				.map(({ content }) => (typeof content === 'string' ? content : JSON.stringify(content))),
		close: async () => {
			server.closeAllConnections();
			await new Promise((resolve) => server.close(resolve));
		},
	};
}

function messageOf(turn: Turn, id: string): object {
	if ('text' in turn) return { role: 'assistant', content: turn.text };
	const { tool: name, args } = turn;
	return {
		role: 'assistant',
		content: null,
		tool_calls: [
			{ index: 0, id, type: 'function', function: { name, arguments: JSON.stringify(args) } },
		],
	};
}
