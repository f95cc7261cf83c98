/* eslint-disable @n8n/community-nodes/no-restricted-imports, @n8n/community-nodes/no-restricted-globals -- this runs outside n8n */
import { readdirSync, readFileSync } from 'node:fs';
import path from 'node:path';

import type { IDataObject, INode } from 'n8n-workflow';

import { printable } from './printable';

/** A workflow in a file of the playbook. */
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
/** Every org has its own copy of these: the workflows with the Salesforce credential. */
const PAIR = ['download-subscriptions.json', 'reclaim-subscription.json'];

/** All files; with Postgres, its storage replaces the one with the same id. */
export function readPlaybook(storage: Storage): PlaybookFile[] {
	const instead = storage === 'postgres' ? readFolder(POSTGRES_FOLDER) : [];
	return readFolder(FOLDER).map((file) => instead.find(({ id }) => id === file.id) ?? file);
}

/** The download and the reclaim subflow, in this order. */
export const readPair = (): PlaybookFile[] => readFolder(FOLDER, PAIR);

/**
 * References occur in nodes, expressions and settings; the ids of the files match no other text.
 * Throws if an id has characters other than letters and digits: it would become part of an expression.
 */
export function withIds(file: PlaybookFile, ids: Map<string, string>): PlaybookFile {
	let text = JSON.stringify(file);
	for (const [from, to] of ids) {
		if (!/^[\w-]+$/.test(to)) {
			throw new Error(`n8n returned an invalid ID for "${file.name}": "${printable(to)}".`);
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
