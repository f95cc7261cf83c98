const ENTITIES: Readonly<Record<string, string>> = {
	'&': '&amp;',
	'<': '&lt;',
	'>': '&gt;',
	'"': '&quot;',
	"'": '&#39;',
	// n8n before 2.10 evaluates expressions inside the HTML of a form.
	'{': '&#123;',
	'}': '&#125;',
};

/** The one place where a text becomes HTML, as content or as an attribute. */
export function escapeHtml(text: string): string {
	return text.replace(/[&<>"'{}]/g, (character) => ENTITIES[character]);
}
