import type { INodeProperties } from 'n8n-workflow';

/** What the renewal pack needs, and the overview does not. */

export const REPORTS = ['overview', 'renewal'] as const;

/** The record page is a page of its own, so the choice is not offered for it. */
export const REPORT_FIELD: INodeProperties = {
	displayName: 'Report',
	name: 'report',
	type: 'options',
	displayOptions: { hide: { format: ['recordPage'] } },
	options: [
		{
			name: 'Overview',
			value: 'overview',
			description: 'What you own, use and could save',
		},
		{
			name: 'Renewal Pack',
			value: 'renewal',
			description:
				'The contract against how many seats were in use: what to renew, what to drop, and the evidence',
		},
	],
	default: 'overview',
	description: 'What the report is about',
};

export const CONTRACT_FIELD: INodeProperties = {
	displayName: 'Contract (JSON)',
	name: 'contract',
	type: 'json',
	displayOptions: { show: { report: ['renewal'] }, hide: { format: ['recordPage'] } },
	default: '[]',
	placeholder:
		'e.g. [{"identifier": "SFDC", "seats": 250, "price": 2100, "currency": "USD", "startsAt": "2026-02-01", "endsAt": "2027-01-31", "noticeAt": "2026-12-01"}]',
	description:
		'The lines of the contract: a JSON list of rows with identifier, seats and endsAt and, if known, price, currency, startsAt and noticeAt. They may also come as items.',
};
