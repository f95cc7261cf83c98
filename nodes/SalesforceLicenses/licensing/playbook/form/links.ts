import { escaped } from './fields';

/** Links from the pages of the guided setup to other places of the same n8n. */

const DOCS =
	'https://github.com/n8n-nodes-salesforce-licenses/n8n-nodes-salesforce-licenses/blob/main/docs';

/** n8n's own address, from the address of a form that waits in it; empty for what is none. */
export function baseOf(n8nUrl: string): string {
	const [address] = /^https?:\/\/[^\s"'<>{}]+/.exec(n8nUrl) ?? [''];
	return address.replace(/\/(?:form|webhook)(?:-\w+)?\/.*$/, '').replace(/[/?#]+$/, '');
}

/** Only the text where the address is not known. Links open beside the form, which stays as it is. */
export const link = (address: string, text: string): string =>
	address === ''
		? escaped(text)
		: `<a href="${escaped(address)}" target="_blank">${escaped(text)}</a>`;

const inside = (n8nUrl: string, path: string) => {
	const base = baseOf(n8nUrl);
	return base === '' ? '' : `${base}${path}`;
};

export const workflowLink = (n8nUrl: string, id: string, text: string): string =>
	link(/^[\w-]+$/.test(id) ? inside(n8nUrl, `/workflow/${id}`) : '', text);

export const credentialsLink = (n8nUrl: string, text: string): string =>
	link(inside(n8nUrl, '/home/credentials'), text);

export const recordLink = (n8nUrl: string, profile: string, text: string): string =>
	link(
		inside(n8nUrl, `/webhook/salesforce-licenses-record?profile=${encodeURIComponent(profile)}`),
		text,
	);

/** The form begins with the candidates of this profile. */
export const reclaimLink = (n8nUrl: string, profile: string, text: string): string =>
	link(
		inside(n8nUrl, `/form/salesforce-licenses-reclaim?profile=${encodeURIComponent(profile)}`),
		text,
	);

export const permissionsLink = (text: string): string => link(`${DOCS}/permissions.md`, text);
