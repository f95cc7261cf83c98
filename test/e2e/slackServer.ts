import type { Host, HostAnswer } from './proxiedHosts';
import { refusalOfBlocks } from './slackBlocks';
import { until } from './until';

export interface SlackMessage {
	channel: string;
	/** What a reader sees: the texts of its sections. */
	text: string;
	links: string[];
}

interface Answer {
	ok: boolean;
	[key: string]: unknown;
}

const TOKEN = 'xoxb-of-the-tests';

/** Slack's Web API as far as the playbook uses it, from https://docs.slack.dev/reference/methods. */
export class SlackServer {
	static readonly host = 'slack.com';
	readonly messages: SlackMessage[] = [];
	/** Slack users by e-mail address. */
	readonly people = new Map<string, string>();
	/** Channels that the app is in, by id. */
	readonly channels = new Set<string>();
	/** Files that were shared in a channel. */
	readonly files: Array<{ channel: string; title: string; content: string }> = [];
	private readonly uploaded = new Map<string, string>();
	/** What the app of the token may do. */
	readonly scopes = new Set(['chat:write', 'files:write', 'users:read', 'users:read.email']);

	/** For n8n's credential of the type `slackApi`. */
	credential(accessToken = TOKEN) {
		return { accessToken, signatureSecret: '' };
	}

	/** The next message to a person that no test has seen yet. */
	async next(email: string): Promise<SlackMessage> {
		return await until(`${email} has a message in Slack`, () => {
			const index = this.messages.findIndex(({ channel }) => channel === this.people.get(email));
			return Promise.resolve(index < 0 ? undefined : this.messages.splice(index, 1)[0]);
		});
	}

	/** What was said in a channel, in order. */
	saidIn(channel: string): string[] {
		return this.messages.filter((message) => message.channel === channel).map(({ text }) => text);
	}

	/** Slack says with 200 what it refuses. */
	readonly answer: Host = (request, body): HostAnswer => {
		const [, upload] = /^\/upload\/v1\/(\w+)$/.exec(request.url ?? '') ?? [];
		if (upload !== undefined) {
			this.uploaded.set(upload, body);
			return { status: 200, body: `OK - ${body.length}` };
		}
		return {
			status: 200,
			body: this.called(
				`${request.method} ${request.url}`,
				request.headers.authorization,
				body === '' ? {} : (JSON.parse(body) as Record<string, unknown>),
			),
		};
	};

	private called(
		what: string,
		authorization: string | undefined,
		body: Record<string, unknown>,
	): Answer {
		if (authorization === undefined) return refused('not_authed');
		if (authorization !== `Bearer ${TOKEN}`) return refused('invalid_auth');
		const [, method, query] = /^(\w+ [^?]+)\??(.*)$/.exec(what) ?? [];
		switch (method) {
			case 'GET /api/users.lookupByEmail':
				return (
					this.missing('users:read.email') ?? this.lookup(new URLSearchParams(query).get('email'))
				);
			case 'POST /api/chat.postMessage':
				return this.missing('chat:write') ?? this.post(body);
			case 'GET /api/files.getUploadURLExternal': {
				const file_id = `F${this.uploaded.size + 1}`;
				const upload_url = `https://${SlackServer.host}/upload/v1/${file_id}`;
				return this.missing('files:write') ?? { ok: true, file_id, upload_url };
			}
			case 'POST /api/files.completeUploadExternal':
				return this.missing('files:write') ?? this.share(body);
			default:
				return refused('unknown_method');
		}
	}

	private missing(needed: string): Answer | undefined {
		if (this.scopes.has(needed)) return undefined;
		return { ...refused('missing_scope'), needed, provided: [...this.scopes].join(',') };
	}

	private lookup(email: string | null): Answer {
		const id = this.people.get(email ?? '');
		if (id === undefined) return refused('users_not_found');
		return { ok: true, user: { id, deleted: false, is_bot: false, profile: { email } } };
	}

	private share({ channel_id, files }: Record<string, unknown>): Answer {
		const channel = String(channel_id);
		if (!this.channels.has(channel)) return refused('channel_not_found');
		const shared = files as Array<{ id: string; title: string }>;
		if (shared.some(({ id }) => !this.uploaded.has(id))) return refused('file_not_found');
		for (const { id, title } of shared) {
			this.files.push({ channel, title, content: this.uploaded.get(id) as string });
		}
		return { ok: true, files: shared };
	}

	private post({ channel, blocks, text }: Record<string, unknown>): Answer {
		// A message to a user's id goes to the direct messages with that user.
		const known = [...this.people.values(), ...this.channels];
		if (!known.includes(String(channel))) return refused('channel_not_found');
		if (blocks === undefined && text === undefined) return refused('no_text');
		const problems = blocks === undefined ? [] : refusalOfBlocks(blocks);
		if (problems.length > 0) {
			return { ...refused('invalid_blocks'), response_metadata: { messages: problems } };
		}
		const shown = (blocks ?? [{ text: { text } }]) as Block[];
		const textsOf = (block: Block) => [block.text, ...(block.fields ?? [])];
		this.messages.push({
			channel: String(channel),
			text: shown.flatMap((block) => textsOf(block).map((part) => part?.text ?? '')).join('\n'),
			links: shown.flatMap(({ elements = [] }) => elements.flatMap(({ url }) => url ?? [])),
		});
		return { ok: true, channel: `D${String(channel).slice(1)}`, ts: '1764000000.000100' };
	}
}

interface Block {
	text?: { text: string };
	fields?: Array<{ text: string }>;
	elements?: Array<{ url?: string }>;
}

const refused = (error: string): Answer => ({ ok: false, error });
