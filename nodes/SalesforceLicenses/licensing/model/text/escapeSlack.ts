const ENTITIES: Readonly<Record<string, string>> = { '&': '&amp;', '<': '&lt;', '>': '&gt;' };

/**
 * The one place where a text becomes a message in Slack, which knows these three control characters and no
 * other entity (Slack API, "Formatting text for app surfaces").
 */
export function escapeSlack(text: string): string {
	return text.replace(/[&<>]/g, (character) => ENTITIES[character]);
}
