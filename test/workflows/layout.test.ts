/* eslint-disable @n8n/community-nodes/no-restricted-imports, @n8n/community-nodes/no-restricted-globals */
import { readdirSync, readFileSync } from 'node:fs';
import path from 'node:path';

/** What a person sees on the canvas: no node covers another one or its name. */

const FOLDER = path.join(__dirname, '..', '..', 'workflows');
/** Pixels of a node with its name, which is wider than the node. */
const ROOM = { width: 130, height: 120 };

interface Node {
	name: string;
	type: string;
	position: [number, number];
}

const files = readdirSync(FOLDER, { recursive: true, encoding: 'utf8' }).filter((file) =>
	file.endsWith('.json'),
);

it.each(files)('%s', (file) => {
	const { nodes } = JSON.parse(readFileSync(path.join(FOLDER, file), 'utf8')) as { nodes: Node[] };
	const shown = nodes.filter(({ type }) => !type.endsWith('.stickyNote'));
	const covered = shown.flatMap(({ name, position: [x, y] }, index) =>
		shown
			.slice(index + 1)
			.filter(
				({ position: [otherX, otherY] }) =>
					Math.abs(x - otherX) < ROOM.width && Math.abs(y - otherY) < ROOM.height,
			)
			.map((other) => `${name} and ${other.name}`),
	);
	expect(covered).toEqual([]);
});
