/* eslint-disable @n8n/community-nodes/no-restricted-globals */

/** A bench process for one task: it returns a result, or says what went wrong, and exits. */
export function answerOnce<Asked>(work: (asked: Asked) => Promise<object>): void {
	const leave = (message: object) => process.send?.(message, () => process.exit(0));
	process.once('message', (asked) => {
		work(asked as Asked).then(leave, (error: Error) => leave({ error: error.stack }));
	});
}
