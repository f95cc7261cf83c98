/* eslint-disable @n8n/community-nodes/no-restricted-imports, @n8n/community-nodes/no-restricted-globals -- this runs outside n8n */
import { readdirSync, readFileSync } from 'node:fs';
import path from 'node:path';

import type { IDataObject, INode } from 'n8n-workflow';

import { printable } from './printable';

/** A workflow as it stands in a file of the playbook. */
export interface PlaybookFile {
	id: string;
	name: string;
	nodes: INode[];
	connections: IDataObject;
	settings: IDataObject;
}

export type Storage = 'data-tables' | 'postgres';

export const STORAGE_ID = 'slStorage';
const FOLDER = path.join(__dirname, '..', 'playbook');
const POSTGRES_FOLDER = path.join(__dirname, '..', 'playbook-postgres');
/** What every org has of its own: the workflows with the Salesforce credential. */
const PAIR = ['download-subscriptions.json', 'reclaim-subscription.json'];

/** All files; with Postgres, its storage stands in for the one of the same id. */
export function readPlaybook(storage: Storage): PlaybookFile[] {
	const instead = storage === 'postgres' ? readFolder(POSTGRES_FOLDER) : [];
	return readFolder(FOLDER).map((file) => instead.find(({ id }) => id === file.id) ?? file);
}

/** The download and the reclaim subflow, in this order. */
export const readPair = (): PlaybookFile[] => readFolder(FOLDER, PAIR);

/**
 * References stand in nodes, in expressions and in settings; the ids of the files are unlike any other text.
 * Throws on an id that is more than letters and digits, for it would become part of an expression.
 */
export function withIds(file: PlaybookFile, ids: Map<string, string>): PlaybookFile {
	let text = JSON.stringify(file);
	for (const [from, to] of ids) {
		if (!/^[\w-]+$/.test(to)) {
			throw new Error(`n8n gave "${file.name}" an id that is none: "${printable(to)}".`);
		}
		text = text.replaceAll(new RegExp(`\\b${from}\\b(?!-)`, 'g'), to);
	}
	return JSON.parse(text) as PlaybookFile;
}

function readFolder(folder: string, files = readdirSync(folder)): PlaybookFile[] {
	return files
		.filter((file) => file.endsWith('.json'))
		.sort()
		.map((file) => JSON.parse(readFileSync(path.join(folder, file), 'utf8')) as PlaybookFile);
}
