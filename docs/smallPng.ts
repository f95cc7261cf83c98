/* eslint-disable @n8n/community-nodes/no-restricted-imports */
import { crc32, deflateSync, inflateSync } from 'node:zlib';

/**
 * A screenshot with 256 colors, half as large: pages have few, and the shades at the edges of letters that are left out
 * become the nearest that stay. Written from https://www.w3.org/TR/png-3.
 */

const SIGNATURE = Buffer.from([0x89, 0x50, 0x4e, 0x47, 0x0d, 0x0a, 0x1a, 0x0a]);
const CHANNELS: Readonly<Record<number, number>> = { 2: 3, 6: 4 };
const MOST_COLORS = 256;

interface Picture {
	width: number;
	height: number;
	channels: number;
	/** Rows of pixels, without filters. */
	pixels: Buffer;
}

export function smallPng(file: Buffer): Buffer {
	const picture = decode(file);
	const { width, height, channels, pixels } = picture;
	const colorAt = (pixel: number) => pixels.readUIntBE(pixel * channels, 3);
	const counts = new Map<number, number>();
	for (let pixel = 0; pixel < width * height; pixel++) {
		const color = colorAt(pixel);
		counts.set(color, (counts.get(color) ?? 0) + 1);
	}
	const palette = [...counts]
		.sort(([, a], [, b]) => b - a)
		.slice(0, MOST_COLORS)
		.map(([color]) => color);
	const indexOf = new Map(palette.map((color, index) => [color, index]));
	const rows = Buffer.alloc((width + 1) * height);
	for (let y = 0; y < height; y++) {
		for (let x = 0; x < width; x++) {
			const color = colorAt(y * width + x);
			const index = indexOf.get(color) ?? nearest(color, palette);
			indexOf.set(color, index);
			rows[y * (width + 1) + 1 + x] = index;
		}
	}
	const header = Buffer.alloc(13);
	header.writeUInt32BE(width, 0);
	header.writeUInt32BE(height, 4);
	header.set([8, 3, 0, 0, 0], 8);
	return Buffer.concat([
		SIGNATURE,
		chunk('IHDR', header),
		chunk('PLTE', Buffer.from(palette.flatMap(channelsOf))),
		chunk('IDAT', deflateSync(rows, { level: 9, memLevel: 9 })),
		chunk('IEND', Buffer.alloc(0)),
	]);
}

const channelsOf = (color: number) => [color >> 16, (color >> 8) & 255, color & 255];

function nearest(color: number, palette: readonly number[]): number {
	const wanted = channelsOf(color);
	let [best, least] = [0, Infinity];
	for (const [index, one] of palette.entries()) {
		const distance = channelsOf(one).reduce((sum, value, at) => sum + (value - wanted[at]) ** 2, 0);
		if (distance < least) [best, least] = [index, distance];
	}
	return best;
}

function chunk(type: string, data: Buffer): Buffer {
	const body = Buffer.concat([Buffer.from(type, 'latin1'), data]);
	const [length, check] = [Buffer.alloc(4), Buffer.alloc(4)];
	length.writeUInt32BE(data.length);
	check.writeUInt32BE(crc32(body));
	return Buffer.concat([length, body, check]);
}

/** Eight bits a channel, with or without transparency, not interlaced: what browsers write. */
export function decode(file: Buffer): Picture {
	const parts: Buffer[] = [];
	let header = Buffer.alloc(0);
	for (let at = SIGNATURE.length; at < file.length; ) {
		const length = file.readUInt32BE(at);
		const type = file.toString('latin1', at + 4, at + 8);
		const data = file.subarray(at + 8, at + 8 + length);
		if (type === 'IHDR') header = Buffer.from(data);
		if (type === 'IDAT') parts.push(data);
		at += 12 + length;
	}
	const [width, height] = [header.readUInt32BE(0), header.readUInt32BE(4)];
	const channels = CHANNELS[header[9]];
	if (header[8] !== 8 || channels === undefined || header[12] !== 0) {
		throw new Error('This PNG is not one that a browser writes');
	}
	return {
		width,
		height,
		channels,
		pixels: unfiltered(inflateSync(Buffer.concat(parts)), width, channels),
	};
}

/** Each byte is the difference to its neighbors, by the filter of its row. */
function unfiltered(rows: Buffer, width: number, channels: number): Buffer {
	const stride = width * channels;
	const height = rows.length / (stride + 1);
	const pixels = Buffer.alloc(stride * height);
	for (let y = 0; y < height; y++) {
		const filter = rows[y * (stride + 1)];
		for (let x = 0; x < stride; x++) {
			const at = y * stride + x;
			const left = x >= channels ? pixels[at - channels] : 0;
			const above = y > 0 ? pixels[at - stride] : 0;
			const corner = x >= channels && y > 0 ? pixels[at - stride - channels] : 0;
			const guess = [0, left, above, (left + above) >> 1, paeth(left, above, corner)][filter];
			pixels[at] = (rows[y * (stride + 1) + 1 + x] + guess) & 255;
		}
	}
	return pixels;
}

function paeth(left: number, above: number, corner: number): number {
	const guess = left + above - corner;
	const [a, b, c] = [left, above, corner].map((value) => Math.abs(guess - value));
	if (a <= b && a <= c) return left;
	return b <= c ? above : corner;
}
