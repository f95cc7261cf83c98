/* eslint-disable @n8n/community-nodes/no-restricted-imports, @n8n/community-nodes/no-restricted-globals */
import { readdirSync, readFileSync } from 'node:fs';
import path from 'node:path';

import type { SetupForm } from '../test/e2e/setupForm';

type Page = SetupForm['page'];

interface Drawn {
	/** Of the generated file, without its ending. */
	file: string;
	name: string;
	width: number;
	height: number;
}

const FOLDER = path.join(__dirname, '..', 'workflows', 'playbook');

/** Pixels of the editor around the canvas, and of a node beyond its position. */
const AROUND = { width: 500, height: 420 };
/** In a smaller window the buttons of the editor cover the canvas; a wider picture is larger than docs may hold. */
const LEAST = { width: 1300, height: 700 };
const WIDEST = 2600;

/** The workflows of the playbook, each with a window in which n8n shows it nearly in full size. */
export function playbookWorkflows(): Drawn[] {
	return readdirSync(FOLDER)
		.filter((file) => file.endsWith('.json'))
		.map((file) => {
			const { name, nodes } = JSON.parse(readFileSync(path.join(FOLDER, file), 'utf8')) as {
				name: string;
				nodes: Array<{ position: [number, number]; parameters: { width?: number } }>;
			};
			const right = nodes.map(({ position: [x], parameters: { width = 0 } }) => x + width);
			const top = nodes.map(({ position: [, y] }) => y);
			const left = Math.min(...nodes.map(({ position: [x] }) => x));
			const full = {
				width: Math.max(...right) - left + AROUND.width,
				height: Math.max(...top) - Math.min(...top) + AROUND.height,
			};
			const scale = Math.min(1, WIDEST / full.width);
			return {
				file: path.basename(file, '.json'),
				name,
				width: Math.max(LEAST.width, Math.round(full.width * scale)),
				height: Math.max(LEAST.height, Math.round(full.height * scale)),
			};
		});
}

/** A workflow as it is opened, all of it in view. */
export async function openWorkflow(page: Page, n8nUrl: string, id: string): Promise<void> {
	await page.goto(`${n8nUrl}/workflow/${id}`);
	await page.locator('[data-test-id="canvas-node"]').first().waitFor();
	await page.locator('[data-test-id="zoom-to-fit"]').click();
	// The view glides to its place.
	await page.waitForFunction(
		() => {
			const view = document.querySelector('.vue-flow__transformationpane') as HTMLElement;
			const now = view.style.transform;
			const before = view.dataset.before;
			view.dataset.before = now;
			return before === now;
		},
		undefined,
		{ polling: 400 },
	);
}

/** Nothing but the nodes and notes of the canvas. */
export async function pictureOfCanvas(page: Page, file: string): Promise<void> {
	const style = await page.addStyleTag({
		content: `body * { visibility: hidden }
.vue-flow__transformationpane, .vue-flow__transformationpane * { visibility: visible }`,
	});
	const clip = await page.evaluate(() => {
		const boxes = [...document.querySelectorAll('.vue-flow__node, .vue-flow__edge path')].map(
			(node) => node.getBoundingClientRect(),
		);
		const margin = 48;
		const left = Math.max(0, Math.min(...boxes.map((box) => box.left)) - margin);
		const top = Math.max(0, Math.min(...boxes.map((box) => box.top)) - margin);
		const right = Math.max(...boxes.map((box) => box.right)) + margin;
		const bottom = Math.max(...boxes.map((box) => box.bottom)) + margin;
		return { x: left, y: top, width: right - left, height: bottom - top };
	});
	await page.screenshot({ path: file, clip });
	await style.evaluate((element) => (element as Element).remove());
}
