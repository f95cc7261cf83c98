/* eslint-disable @n8n/community-nodes/no-restricted-imports */
import { deflateSync } from 'node:zlib';
import { decode, smallPng } from '../../docs/smallPng';

/** Pictures of the pages with fewer colors. */

const chunk = (type: string, data: Buffer) => {
	const length = Buffer.alloc(4);
	length.writeUInt32BE(data.length);
	return Buffer.concat([length, Buffer.from(type), data, Buffer.alloc(4)]);
};

function png(width: number, rows: number[][], type = 2): Buffer {
	const header = Buffer.alloc(13);
	header.writeUInt32BE(width, 0);
	header.writeUInt32BE(rows.length, 4);
	header.set([8, type, 0, 0, 0], 8);
	const data = deflateSync(Buffer.from(rows.flat()));
	return Buffer.concat([Buffer.alloc(8), chunk('IHDR', header), chunk('IDAT', data)]);
}

it.each([
	['none', [0, 10, 20, 30, 15, 25, 35]],
	['left', [1, 10, 20, 30, 5, 5, 5]],
	['above', [2, 9, 18, 27, 13, 21, 29]],
	['average', [3, 10, 19, 29, 9, 13, 17]],
	['Paeth', [4, 9, 18, 27, 5, 5, 5]],
])('the filter "%s" is undone', (_, row) => {
	const { pixels } = decode(png(2, [[0, 1, 2, 3, 2, 4, 6], row]));
	expect([...pixels.subarray(6)]).toEqual([10, 20, 30, 15, 25, 35]);
});

it('a picture with few colors keeps every pixel', () => {
	const small = smallPng(
		png(2, [
			[0, 255, 0, 0, 0, 0, 255],
			[0, 0, 0, 255, 255, 0, 0],
		]),
	);
	expect(small.toString('latin1', 1, 4)).toBe('PNG');
	const palette = small.indexOf('PLTE') + 4;
	expect([...small.subarray(palette, palette + 6)]).toEqual([255, 0, 0, 0, 0, 255]);
});

it('of more than 256 colors the rare ones become the nearest', () => {
	const gray = (value: number) => [value, value, value];
	const rare = [0, 1, 0];
	const rows = Array.from({ length: 2 }, () => [
		0,
		...Array.from({ length: 256 }, (_, at) => gray(at)).flat(),
		...gray(0),
	]);
	const small = smallPng(
		png(257, [...rows, [0, ...rare, ...Array.from({ length: 256 }, () => gray(7)).flat()]]),
	);
	expect(small.readUInt32BE(small.indexOf('PLTE') - 4)).toBe(256 * 3);
});

it('what no browser writes is refused', () => {
	expect(() => decode(png(1, [[0, 1]], 3))).toThrow('not one that a browser writes');
});
