import { SalesforceClient } from '../../nodes/SalesforceLicenses/salesforce/client/client';
import type { Http } from '../../nodes/SalesforceLicenses/salesforce/client/http';
import type { RunningOrg } from '../org/server';
import { noSleep } from './scriptedHttp';

/** The client alone, without n8n and without its pauses: for tables with many cases. */
export async function clientOf(running: RunningOrg): Promise<SalesforceClient> {
	const token = running.issueToken();
	const http: Http = async ({ method, path, body, headers }) => {
		try {
			const response = await fetch(`${running.url}${path}`, {
				method,
				body,
				headers: { ...headers, authorization: `Bearer ${token}` },
				redirect: 'manual',
			});
			return {
				kind: 'answer',
				status: response.status,
				headers: Object.fromEntries(response.headers),
				body: await response.text(),
			};
		} catch (error) {
			return { kind: 'noAnswer', message: error instanceof Error ? error.message : String(error) };
		}
	};
	return await SalesforceClient.connect(http, noSleep);
}
